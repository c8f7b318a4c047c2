/** Numbers quantized to 256 levels: each is *min* + level × *scale*, within half a *scale*. */
export interface Uint8Levels {
  readonly levels: Uint8Array;
  readonly min: number;
  readonly scale: number;
}

/**
 * Rounds finite numbers to the nearest of 256 levels, evenly spaced from the minimum to the maximum. Jacob et al.,
 * Quantization and training of neural networks for efficient integer-arithmetic-only inference, 2018,
 * https://arxiv.org/abs/1712.05877 (equation 1, with the offset as a number instead of a level).
 */
export function toUint8(values: Float32Array): Uint8Levels {
  let [min, max] = [Infinity, -Infinity];
  for (const value of values) [min, max] = [Math.min(min, value), Math.max(max, value)];
  const scale = (max - min) / 255 || 1; // if all values are equal, any scale will do
  return {levels: Uint8Array.from(values, (value) => Math.round((value - min) / scale)), min, scale};
}
