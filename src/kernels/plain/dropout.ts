import {hash} from "./hash.js";

const f = Math.fround;

/** Returns the hash from which on numbers are kept, of 2³², and by what these are multiplied. */
export function dropoutLimits(rate: number): {least: number; scale: number} {
  return {least: Math.min(Math.round(rate * 2 ** 32), 2 ** 32 - 1), scale: 1 / (1 - rate)};
}

/** `Kernels.dropout`. */
export function plainDropout(
  numbers: Float32Array,
  to: number,
  from: number,
  count: number,
  key: number,
  rate: number
): void {
  const {least, scale} = dropoutLimits(rate);
  const factor = f(scale);
  for (let i = 0; i < count; ++i) numbers[to + i] = hash(key, i) >= least ? numbers[from + i]! * factor : 0;
}
