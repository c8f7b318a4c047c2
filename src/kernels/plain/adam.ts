import type {AdamArrays} from "../kernels.js";

/** Keras's default constants. */
export const [BETA1, BETA2, EPSILON] = [0.9, 0.999, 1e-7];

const f = Math.fround;
const [KEEP1, TAKE1, KEEP2, TAKE2, SMALL] = [f(BETA1), f(1 - BETA1), f(BETA2), f(1 - BETA2), f(EPSILON)];

/** Returns Adam's bias-corrected learning rate at a *step*, from 1: the form at the end of section 2 of the paper. */
export function correctedRate(rate: number, step: number): number {
  return (rate * Math.sqrt(1 - BETA2 ** step)) / (1 - BETA1 ** step);
}

/** `Kernels.adam`, one weight at a time. */
export function plainAdam(
  numbers: Float32Array,
  {weights, m, v, gradients}: AdamArrays,
  count: number,
  corrected: number
): void {
  const rate = f(corrected);
  for (let i = 0; i < count; ++i) {
    const gradient = numbers[gradients + i]!;
    const mean = (numbers[m + i] = f(f(KEEP1 * numbers[m + i]!) + f(TAKE1 * gradient)));
    const square = (numbers[v + i] = f(f(KEEP2 * numbers[v + i]!) + f(TAKE2 * f(gradient * gradient))));
    numbers[weights + i] = numbers[weights + i]! - f(f(rate * mean) / f(f(Math.sqrt(square)) + SMALL));
  }
}
