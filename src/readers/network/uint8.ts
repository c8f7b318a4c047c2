/** Numbers as 256 levels: each is *min* + level × *scale*, to within half a *scale*. */
export interface Uint8Levels {
  readonly levels: Uint8Array;
  readonly min: number;
  readonly scale: number;
}

/**
 * Returns finite numbers as the nearest of 256 levels, evenly spaced from the least of them to the greatest. Jacob et al.,
 * Quantization and training of neural networks for efficient integer-arithmetic-only inference, 2018,
 * https://arxiv.org/abs/1712.05877 (equation 1, with the offset as a number instead of a level).
 */
export function toUint8(values: Float32Array): Uint8Levels {
  let [min, max] = [Infinity, -Infinity];
  for (const value of values) [min, max] = [Math.min(min, value), Math.max(max, value)];
  const scale = (max - min) / 255 || 1; // any, where all are the same
  return {levels: Uint8Array.from(values, (value) => Math.round((value - min) / scale)), min, scale};
}
