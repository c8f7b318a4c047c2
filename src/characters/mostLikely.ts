/** Returns the class of the largest of the ten probabilities that start at *offset*; the first of equals. */
export function mostLikely(probabilities: ArrayLike<number>, offset = 0): number {
  let best = 0;
  for (let c = 1; c < 10; ++c) if (probabilities[offset + c]! > probabilities[offset + best]!) best = c;
  return best;
}
