/** Keras's default constants. */
export const [BETA1, BETA2, EPSILON] = [0.9, 0.999, 1e-7];

/** Adam's arrays and its step, at a bias-corrected learning rate. */
export interface AdamKernel {
  /** Weights, first moments, second moments and gradients, of equal length. */
  readonly arrays: readonly [w: Float32Array, m: Float32Array, v: Float32Array, g: Float32Array];
  step(rate: number): void;
}

/** Returns Adam's step for *length* weights, one weight at a time; bit-identical to `assembly/adam.ts`. */
export function scalarKernel(length: number): AdamKernel {
  const f = Math.fround;
  const array = () => new Float32Array(length);
  const [w, m, v, g] = [array(), array(), array(), array()];
  const [keep1, take1, keep2, take2, epsilon] = [f(BETA1), f(1 - BETA1), f(BETA2), f(1 - BETA2), f(EPSILON)];
  return {
    arrays: [w, m, v, g],
    step: (corrected) => {
      const rate = f(corrected);
      for (let i = 0; i < length; ++i) {
        const gradient = g[i]!;
        const mean = (m[i] = f(f(keep1 * m[i]!) + f(take1 * gradient)));
        const square = (v[i] = f(f(keep2 * v[i]!) + f(take2 * f(gradient * gradient))));
        w[i] = w[i]! - f(f(rate * mean) / f(f(Math.sqrt(square)) + epsilon));
      }
    }
  };
}

const PAGE = 65_536;

/** The export of `assembly/adam.ts`: addresses, a length in bytes, and the learning rate. */
type AdamStep = (w: number, m: number, v: number, g: number, bytes: number, rate: number) => void;

/** Returns Adam's step for *length* weights by the compiled *kernels*, four weights at a time. */
export function vectorKernel(length: number, kernels: WebAssembly.Module): AdamKernel {
  const bytes = Math.ceil(length / 4) * 16;
  const memory = new WebAssembly.Memory({initial: Math.max(1, Math.ceil((4 * bytes) / PAGE))});
  const {exports} = new WebAssembly.Instance(kernels, {env: {memory}});
  const step = exports.adamStep as AdamStep;
  const [w, m, v, g] = [0, bytes, 2 * bytes, 3 * bytes];
  const arrayAt = (start: number) => new Float32Array(memory.buffer, start, length);
  return {
    arrays: [arrayAt(w), arrayAt(m), arrayAt(v), arrayAt(g)],
    step: (rate) => step(w, m, v, g, bytes, rate)
  };
}
