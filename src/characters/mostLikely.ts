/** Returns the class of the largest of the *length* probabilities that start at *offset*; the first of equals. */
export function mostLikely(probabilities: ArrayLike<number>, offset: number, length: number): number {
  let best = 0;
  for (let c = 1; c < length; ++c) if (probabilities[offset + c]! > probabilities[offset + best]!) best = c;
  return best;
}

/** Returns how many of *labels*, [n], are the likeliest class of their *probabilities*, [n × classes]; a row of 0 is no answer. */
export function countRight(probabilities: Float32Array, labels: Uint8Array): number {
  const classes = probabilities.length / labels.length;
  let right = 0;
  for (let i = 0; i < labels.length; ++i) {
    const best = mostLikely(probabilities, i * classes, classes);
    if (best === labels[i] && probabilities[i * classes + best]!) ++right;
  }
  return right;
}
