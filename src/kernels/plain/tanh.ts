const f = Math.fround;

/** Where the approximation reaches ±1 in float32. */
const BOUND = f(7.8522667885);

/** The coefficients of x⁹, x⁷, x⁵ and x³ above, and of x⁸, x⁶, x⁴ and x² below; those of x and 1 are 1. */
const [A9, A7, A5, A3] = [f(1.4248920266e-8), f(2.1235626264e-5), f(3.5330520477e-3), f(1.3412411511e-1)];
const [B8, B6, B4, B2] = [f(8.136594829e-7), f(3.3472978976e-4), f(2.6018999517e-2), f(4.6745735407e-1)];

/**
 * Returns the tanh of a float32 number, within 3.1e-7 and in [−1, 1]; ±1 beyond ±7.85. A quotient of polynomials of
 * degree 9 and 8, without an exponential: XNNPACK's f32-vtanh/rational-9-8 (https://github.com/google/XNNPACK).
 */
export function tanh(value: number): number {
  const x = Math.max(Math.min(value, BOUND), -BOUND);
  const square = f(x * x);
  let p = f(f(square * A9) + A7);
  let q = f(f(square * B8) + B6);
  p = f(f(square * p) + A5);
  q = f(f(square * q) + B4);
  p = f(f(square * p) + A3);
  q = f(f(square * q) + B2);
  p = f(f(square * p) + 1);
  q = f(f(square * q) + 1);
  return f(f(x * p) / q);
}

/** Returns the logistic sigmoid 1 / (1 + e⁻ˣ) of a float32 number, as (1 + tanh(x / 2)) / 2. */
export function sigmoid(x: number): number {
  return f(f(tanh(f(x * 0.5)) * 0.5) + 0.5);
}

/** `Kernels.tanh`. */
export function plainTanh(numbers: Float32Array, to: number, count: number): void {
  for (let i = to; i < to + count; ++i) numbers[i] = tanh(numbers[i]!);
}

/** `Kernels.tanhGate`. */
export function plainTanhGate(numbers: Float32Array, to: number, outputs: number, count: number): void {
  for (let i = 0; i < count; ++i) {
    const y = numbers[outputs + i]!;
    numbers[to + i] = numbers[to + i]! * f(1 - f(y * y));
  }
}
