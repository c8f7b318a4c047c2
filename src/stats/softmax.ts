/**
 * Returns the softmax of *scores* divided by *temperature*: probabilities that sum to 1. Subtracting the largest score
 * first changes nothing but keeps the exponentials finite.
 */
export function softmaxAt(scores: Float32Array, temperature = 1): Float32Array {
  const most = scores.reduce((a, b) => Math.max(a, b), -Infinity);
  const exponentials = scores.map((score) => Math.exp((score - most) / temperature));
  const sum = exponentials.reduce((a, b) => a + b, 0);
  return exponentials.map((value) => value / sum);
}
