import {extent, minIndex} from "d3";

/** Numbers as 256 levels: each is about *min* + level × *scale*. */
export interface Uint8Levels {
  readonly levels: Uint8Array;
  readonly min: number;
  readonly scale: number;
}

/** Shares of the range of numbers that the levels are tried on: a few outliers may be cut off for finer levels. */
const SHARES = Array.from({length: 13}, (_, i) => 1 - i / 20);

/**
 * Returns finite numbers as the nearest of 256 levels, evenly spaced over as much of their range as makes the mean squared
 * error least. Jacob et al., Quantization and training of neural networks for efficient integer-arithmetic-only
 * inference, 2018, https://arxiv.org/abs/1712.05877 (equation 1, with the offset as a number instead of a level).
 */
export function toUint8(values: Float32Array): Uint8Levels {
  const [least = 0, most = 0] = extent(values as Iterable<number>);
  const tried = SHARES.map((share) => {
    const scale = (share * (most - least)) / 255 || 1; // any, where all are the same
    return {min: (least + most) / 2 - (255 / 2) * scale, scale};
  });
  const {min, scale} =
    least === most ? {min: least, scale: 1} : tried[minIndex(tried, (grid) => errorOf(values, grid))]!;
  return {levels: Uint8Array.from(values, (value) => levelOf(value, min, scale)), min, scale};
}

function levelOf(value: number, min: number, scale: number): number {
  return Math.max(0, Math.min(255, Math.round((value - min) / scale)));
}

/** Returns the sum of the squared errors. */
function errorOf(values: Float32Array, {min, scale}: {min: number; scale: number}): number {
  let sum = 0;
  for (const value of values) sum += (min + levelOf(value, min, scale) * scale - value) ** 2;
  return sum;
}
