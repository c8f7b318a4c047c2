// A step of Adam, four weights at a time; its twin is ../plain/adam.ts. Both round each operation to float32 in the same
// order.

const BETA1: f32 = 0.9;
const BETA2: f32 = 0.999;
const EPSILON: f32 = 1e-7;
/**
 * 1 − β, as the float32 nearest to the exact difference: 1 − β in float32 would be off by up to 3 units in the last
 * place.
 */
const TAKE1: f32 = 0.1;
const TAKE2: f32 = 0.001;

/**
 * Takes a step at a bias-corrected *rate*. *w*, *m*, *v* and *g* are the addresses of the weights, their moments and
 * gradients: float32, aligned to 16 bytes, each *bytes* long, a multiple of 16.
 */
export function adam(w: usize, m: usize, v: usize, g: usize, bytes: usize, rate: f32): void {
  for (let at: usize = 0; at < bytes; at += 16) {
    const gradient = v128.load(g + at);
    const mean = f32x4.add(f32x4.mul(v128.load(m + at), f32x4.splat(BETA1)), f32x4.mul(gradient, f32x4.splat(TAKE1)));
    v128.store(m + at, mean);
    const square = f32x4.add(
      f32x4.mul(v128.load(v + at), f32x4.splat(BETA2)),
      f32x4.mul(f32x4.mul(gradient, gradient), f32x4.splat(TAKE2))
    );
    v128.store(v + at, square);
    const change = f32x4.div(f32x4.mul(f32x4.splat(rate), mean), f32x4.add(f32x4.sqrt(square), f32x4.splat(EPSILON)));
    v128.store(w + at, f32x4.sub(v128.load(w + at), change));
  }
}
