/** Returns the class of the largest of the *length* probabilities that start at *offset*; the first of equals. */
export function mostLikely(probabilities: ArrayLike<number>, offset = 0, length = 10): number {
  let best = 0;
  for (let c = 1; c < length; ++c) if (probabilities[offset + c]! > probabilities[offset + best]!) best = c;
  return best;
}
