/** Returns the class with the highest of the *length* probabilities from *offset* on; the first of equal ones. */
export function mostLikely(probabilities: ArrayLike<number>, offset: number, length: number): number {
  let best = 0;
  for (let c = 1; c < length; ++c) if (probabilities[offset + c]! > probabilities[offset + best]!) best = c;
  return best;
}

/**
 * Counts the *labels*, [n], that have the highest of their *probabilities*, [n × classes]. A row of zeros is no answer.
 */
export function countRight(probabilities: Float32Array, labels: Uint8Array): number {
  const classes = probabilities.length / labels.length;
  let right = 0;
  for (let i = 0; i < labels.length; ++i) {
    const best = mostLikely(probabilities, i * classes, classes);
    if (best === labels[i] && probabilities[i * classes + best]!) ++right;
  }
  return right;
}
