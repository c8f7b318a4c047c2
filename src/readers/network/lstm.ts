import * as tf from "@tensorflow/tfjs-core";
import {runSteps, stepsFirst, type LstmSteps} from "./lstmSteps.js";

/** The weights of an LSTM of *units* cells, whose columns are the gates in Keras's order: input, forget, cell, output. */
export interface LstmWeights {
  /** [inputs, 4 units] */
  readonly kernel: tf.Tensor;
  /** [units, 4 units] */
  readonly recurrent: tf.Tensor;
  /** [4 units] */
  readonly bias: tf.Tensor;
}

/**
 * Runs an LSTM on *inputs*, [steps × n × inputs], as `runSteps` does. The same as TensorFlow.js's and Keras's with
 * `recurrentActivation: "sigmoid"`.
 *
 * The products are TensorFlow.js's, that with the inputs at once for all steps; the gates are a loop, which needs no
 * kernels that the drawing page would have to load.
 */
export function runLstm(
  inputs: Float32Array,
  {kernel, recurrent, bias}: LstmWeights,
  size: {readonly steps: number; readonly n: number}
): LstmSteps {
  return runSteps(product(inputs, kernel, bias), size, (outputs) => product(outputs, recurrent));
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

/** Returns *values*, [rows × inputs], times *matrix*, [inputs, columns], plus *bias*: [rows × columns]. */
export function product(values: Float32Array, matrix: tf.Tensor, bias?: tf.Tensor): Float32Array {
  const a = tf.tensor(values, [values.length / matrix.shape[0], matrix.shape[0]]);
  const result = tf.fused.matMul({a, b: matrix, ...(bias && {bias})});
  const found = result.dataSync<"float32">();
  a.dispose();
  result.dispose();
  return found;
}
