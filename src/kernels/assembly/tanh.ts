// The hyperbolic tangent, four numbers at a time; its twin is ../plain/tanh.ts. Addresses are aligned to 16 bytes, and
// lengths are in bytes, multiples of 16.

/** Where the approximation reaches ±1 in float32. */
const BOUND: f32 = 7.8522667885;

/** The coefficients of x³, x⁵, x⁷ and x⁹ above, and of x², x⁴, x⁶ and x⁸ below; those of x and 1 are 1. */
const A3: f32 = 1.3412411511e-1;
const A5: f32 = 3.5330520477e-3;
const A7: f32 = 2.1235626264e-5;
const A9: f32 = 1.4248920266e-8;
const B2: f32 = 4.6745735407e-1;
const B4: f32 = 2.6018999517e-2;
const B6: f32 = 3.3472978976e-4;
const B8: f32 = 8.136594829e-7;

/** Returns the tanh of four numbers: `tanh` of the twin. */
export function tanh4(values: v128): v128 {
  const x = f32x4.max(f32x4.min(values, f32x4.splat(BOUND)), f32x4.splat(-BOUND));
  const square = f32x4.mul(x, x);
  const one = f32x4.splat(1);
  let p = f32x4.add(f32x4.mul(square, f32x4.splat(A9)), f32x4.splat(A7));
  let q = f32x4.add(f32x4.mul(square, f32x4.splat(B8)), f32x4.splat(B6));
  p = f32x4.add(f32x4.mul(square, p), f32x4.splat(A5));
  q = f32x4.add(f32x4.mul(square, q), f32x4.splat(B4));
  p = f32x4.add(f32x4.mul(square, p), f32x4.splat(A3));
  q = f32x4.add(f32x4.mul(square, q), f32x4.splat(B2));
  p = f32x4.add(f32x4.mul(square, p), one);
  q = f32x4.add(f32x4.mul(square, q), one);
  return f32x4.div(f32x4.mul(x, p), q);
}

/** Returns the logistic sigmoids of four numbers: `sigmoid` of the twin. */
export function sigmoid4(x: v128): v128 {
  const half = f32x4.splat(0.5);
  return f32x4.add(f32x4.mul(tanh4(f32x4.mul(x, half)), half), half);
}

/** Replaces the numbers at *to* by their tanh. */
export function tanh(to: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) v128.store(to + at, tanh4(v128.load(to + at)));
}

/** Multiplies the gradients at *to* by 1 − y², with the outputs y of a tanh at *outputs*. */
export function tanhGate(to: usize, outputs: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) {
    const y = v128.load(outputs + at);
    v128.store(to + at, f32x4.mul(v128.load(to + at), f32x4.sub(f32x4.splat(1), f32x4.mul(y, y))));
  }
}
