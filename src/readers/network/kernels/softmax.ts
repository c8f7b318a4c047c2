const f = Math.fround;

/** The constants of the approximation, float32: 1 / ln 2, ln 2 in two parts, and the coefficients of its polynomial. */
const [LOG2E, LN2_HI, LN2_LO] = [f(0x1715476 / 2 ** 24), f(0x162e400 / 2 ** 25), f(0x17f7d1c / 2 ** 44)];
const [C5, C4, C3, C2, C1] = [
  f(0x10f9f9c / 2 ** 31),
  f(0x1573a1a / 2 ** 29),
  f(0x1555a80 / 2 ** 27),
  f(0x1fffdc6 / 2 ** 26),
  f(0x1fffff6 / 2 ** 25)
];
/** Added to a number below 2^22, it rounds it to a whole one, whose bits plus 127 are the sum's last ones. */
const MAGIC = 12_583_039;
/** Below it the exponential is less than the smallest normal float32: 0. */
const LEAST = -f(0x15d589e / 2 ** 18);

const bits = new Int32Array(1);
const value = new Float32Array(bits.buffer);

/** Returns e^x for *x* ≤ 0, float32. */
function exponential(x: number): number {
  if (x < LEAST) return 0;
  value[0] = f(x * LOG2E) + MAGIC;
  const n = f(value[0] - MAGIC);
  bits[0] = bits[0]! << 23;
  const power = value[0]; // 2^n
  let t = f(f(n * -LN2_HI) + x);
  t = f(f(n * -LN2_LO) + t);
  let p = f(f(C5 * t) + C4);
  p = f(f(p * t) + C3);
  p = f(f(p * t) + C2);
  p = f(f(p * t) + C1);
  t = f(t * power);
  return f(f(t * p) + power);
}

/**
 * Makes a *row* of scores, float32, probabilities that sum to 1, in place: with the bits of TensorFlow.js's wasm backend,
 * whose operations and their order these are: XNNPACK's `f32-raddstoreexpminusmax/wasmsimd-rr2-p5` and `f32-vscale`,
 * https://github.com/google/XNNPACK/blob/master/src/f32-raddstoreexpminusmax/wasmsimd-rr2-p5.c.in
 */
export function softmax(row: Float32Array): void {
  const {length} = row;
  let most = -Infinity;
  for (let i = 0; i < length; ++i) most = Math.max(most, row[i]!);
  for (let i = 0; i < length; ++i) row[i] = exponential(f(row[i]! - most));
  const lanes = new Float32Array(4);
  const whole = length - (length % 4);
  for (let i = 0; i < whole; ++i) lanes[i % 4]! += row[i]!;
  let sum = f(f(lanes[0]! + lanes[2]!) + f(lanes[1]! + lanes[3]!));
  for (let i = whole; i < length; ++i) sum = f(sum + row[i]!);
  const scale = f(1 / sum);
  for (let i = 0; i < length; ++i) row[i] = row[i]! * scale;
}
