/** The state of Adam: the moments of each weight array, and the number of steps so far. */
export interface AdamState {
  readonly m: readonly Float32Array[];
  readonly v: readonly Float32Array[];
  step: number;
}

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-7;

/** Returns Adam's state before the first step, for weight arrays of the given *lengths*. */
export function createAdam(lengths: readonly number[]): AdamState {
  return {
    m: lengths.map((length) => new Float32Array(length)),
    v: lengths.map((length) => new Float32Array(length)),
    step: 0
  };
}

/**
 * Takes one step of Adam in place: *weights*[i] move against *gradients*[i]. Defaults are Keras's (β₁ 0.9, β₂ 0.999,
 * ε 1e-7). Kingma and Ba, Adam: a method for stochastic optimization, 2015, https://arxiv.org/abs/1412.6980
 * (the form at the end of its section 2, with the bias correction in the rate).
 *
 * In plain JavaScript, because on the wasm backend ten small tensor operations for each weight array cost more than
 * this loop; and its state is exact, so a training that was resumed equals one that never stopped.
 */
export function stepAdam(
  state: AdamState,
  weights: readonly Float32Array[],
  gradients: readonly Float32Array[],
  learningRate: number
): void {
  const step = ++state.step;
  const rate = (learningRate * Math.sqrt(1 - BETA2 ** step)) / (1 - BETA1 ** step);
  for (let k = 0; k < weights.length; ++k) {
    const [w, g, m, v] = [weights[k]!, gradients[k]!, state.m[k]!, state.v[k]!];
    for (let i = 0; i < w.length; ++i) {
      const gradient = g[i]!;
      const mean = (m[i] = BETA1 * m[i]! + (1 - BETA1) * gradient);
      const square = (v[i] = BETA2 * v[i]! + (1 - BETA2) * gradient * gradient);
      w[i]! -= (rate * mean) / (Math.sqrt(square) + EPSILON);
    }
  }
}
