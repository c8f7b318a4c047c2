import * as tf from "@tensorflow/tfjs-core";

/** The weights of an LSTM of *units* cells, whose columns are the gates in Keras's order: input, forget, cell, output. */
export interface LstmWeights {
  /** [inputs, 4 units] */
  readonly kernel: tf.Tensor;
  /** [units, 4 units] */
  readonly recurrent: tf.Tensor;
  /** [4 units] */
  readonly bias: tf.Tensor;
}

/** What an LSTM computed at each of its steps, in the order of the steps. */
export interface LstmSteps {
  /** [steps × n × 4 units]: the activations of the gates, in Keras's order; that of the cell is its candidate. */
  readonly gates: Float32Array;
  /** [steps × n × units]: the states of the cells. */
  readonly cells: Float32Array;
  /** [steps × n × units]: the tanh of the states. */
  readonly squashed: Float32Array;
  /** [steps × n × units]: the outputs. */
  readonly outputs: Float32Array;
}

/**
 * Runs an LSTM (Hochreiter and Schmidhuber 1997, with the forget gates of Gers et al. 2000) on *inputs*, [steps × n ×
 * inputs], step by step, from states of 0. Its gates are sigmoids. The same as TensorFlow.js's and Keras's with
 * `recurrentActivation: "sigmoid"`.
 *
 * The products are TensorFlow.js's, that with the inputs at once for all steps; the gates are a loop, which needs no
 * kernels that the drawing page would have to load.
 */
export function runLstm(
  inputs: Float32Array,
  {kernel, recurrent, bias}: LstmWeights,
  {steps, n}: {readonly steps: number; readonly n: number}
): LstmSteps {
  const units = recurrent.shape[0];
  const size = n * units;
  const gates = product(inputs, kernel, bias);
  const cells = new Float32Array(steps * size);
  const squashed = new Float32Array(steps * size);
  const outputs = new Float32Array(steps * size);
  for (let t = 0; t < steps; ++t) {
    const now = gates.subarray(4 * t * size, 4 * (t + 1) * size);
    if (t > 0) addTo(now, product(outputs.subarray((t - 1) * size, t * size), recurrent));
    for (let i = 0; i < n; ++i) {
      for (let u = 0, g = 4 * i * units, k = t * size + i * units; u < units; ++u, ++g, ++k) {
        const input = (now[g] = sigmoid(now[g]!));
        const forget = (now[g + units] = sigmoid(now[g + units]!));
        const candidate = (now[g + 2 * units] = tanh(now[g + 2 * units]!));
        const output = (now[g + 3 * units] = sigmoid(now[g + 3 * units]!));
        const cell = input * candidate + (t > 0 ? forget * cells[k - size]! : 0);
        cells[k] = cell;
        squashed[k] = tanh(cell);
        outputs[k] = output * squashed[k]!;
      }
    }
  }
  return {gates, cells, squashed, outputs};
}

/** Returns *values*, [n × steps × width], as [steps × n × width], with the steps in reverse if *reversed*. */
export function stepsFirst(
  values: Float32Array,
  {n, steps, reversed = false}: {readonly n: number; readonly steps: number; readonly reversed?: boolean}
): Float32Array {
  const width = values.length / (n * steps);
  const moved = new Float32Array(values.length);
  for (let i = 0; i < n; ++i) {
    for (let t = 0; t < steps; ++t) {
      const from = (i * steps + (reversed ? steps - 1 - t : t)) * width;
      const to = (t * n + i) * width;
      for (let k = 0; k < width; ++k) moved[to + k] = values[from + k]!;
    }
  }
  return moved;
}

/**
 * Returns the last outputs of two LSTMs side by side, [n, 2 units]: one reads *input*, [n, steps, inputs], from its first
 * step on, the other from its last.
 */
export function bothWays(input: tf.Tensor, forward: LstmWeights, backward: LstmWeights): tf.Tensor {
  const [n, steps] = input.shape as [number, number, number];
  const values = input.dataSync<"float32">();
  const units = forward.recurrent.shape[0];
  const joined = new Float32Array(2 * n * units);
  for (const [k, weights] of [forward, backward].entries()) {
    const {outputs} = runLstm(stepsFirst(values, {n, steps, reversed: k === 1}), weights, {steps, n});
    const last = outputs.subarray((steps - 1) * n * units);
    for (let i = 0; i < n; ++i) joined.set(last.subarray(i * units, (i + 1) * units), (2 * i + k) * units);
  }
  return tf.tensor2d(joined, [n, 2 * units]);
}

/** Returns *values*, [n × rows × columns], as [n × columns × rows]. */
export function swapSides(
  values: Float32Array,
  {rows, columns}: {readonly rows: number; readonly columns: number}
): Float32Array {
  const swapped = new Float32Array(values.length);
  for (let start = 0; start < values.length; start += rows * columns) {
    for (let i = 0; i < rows * columns; ++i)
      swapped[start + (i % columns) * rows + Math.floor(i / columns)] = values[start + i]!;
  }
  return swapped;
}

/** Returns *values*, [rows × inputs], times *matrix*, [inputs, columns], plus *bias*: [rows × columns]. */
export function product(values: Float32Array, matrix: tf.Tensor, bias?: tf.Tensor): Float32Array {
  const a = tf.tensor(values, [values.length / matrix.shape[0], matrix.shape[0]]);
  const result = tf.fused.matMul({a, b: matrix, ...(bias && {bias})});
  const found = result.dataSync<"float32">();
  a.dispose();
  result.dispose();
  return found;
}

function addTo(target: Float32Array, values: Float32Array): void {
  for (let i = 0; i < target.length; ++i) target[i]! += values[i]!;
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** Twice as fast as `Math.tanh`, and as exact to 1e-16. */
function tanh(x: number): number {
  return 1 - 2 / (1 + Math.exp(2 * x));
}
