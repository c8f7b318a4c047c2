import * as tf from "@tensorflow/tfjs";
import {product, runLstm, stepsFirst, type LstmSteps, type LstmWeights} from "../../readers/network/lstm.js";
import {sumRows} from "./activations.js";
import type {Pass, TrainableLayer} from "./layer.js";

/**
 * Runs two LSTMs over the same sequences, [n, steps, inputs], one from the first step to the last and one backward, and
 * puts their last outputs side by side, [n, 2 units] (Graves and Schmidhuber, Framewise phoneme classification with
 * bidirectional LSTM, 2005). Weights: kernel, recurrent kernel and bias of each.
 */
export const bidirectionalLstm: TrainableLayer = (input, weights) => {
  const n = input.shape[0];
  const passes = [false, true].map((reversed, k) => {
    const [kernel, recurrent, bias] = weights.slice(3 * k, 3 * k + 3);
    return lstm(input, {kernel: kernel!, recurrent: recurrent!, bias: bias!}, reversed);
  });
  const units = weights[1]!.shape[0];
  return {
    output: tf.concat(
      passes.map(({output}) => output),
      1
    ),
    backward: (gradient, wanted) => {
      const found = passes.map((pass, k) => pass.backward(tf.slice(gradient, [0, k * units], [n, units]), wanted));
      const [first, second] = found.map((one) => one.input);
      return {weights: found.flatMap((one) => one.weights), ...(first && second && {input: tf.add(first, second)})};
    }
  };
};

/** Runs an LSTM over *input*, [n, steps, inputs], backward if *reversed*: [n, units], its last outputs. */
function lstm(input: tf.Tensor, weights: LstmWeights, reversed: boolean): Pass {
  const [n, steps, width] = input.shape as [number, number, number];
  const units = weights.recurrent.shape[0];
  const size = n * units;
  const inputs = stepsFirst(input.dataSync<"float32">(), {n, steps, reversed});
  const ran = runLstm(inputs, weights, {steps, n});
  return {
    output: tf.tensor2d(ran.outputs.slice(-size), [n, units]),
    backward: (gradient, wanted) => {
      const gates = gateGradients(gradient.dataSync<"float32">().slice(), ran, weights.recurrent, size);
      const d = tf.tensor2d(gates, [steps * n, 4 * units]);
      const x = tf.tensor2d(inputs, [steps * n, width]);
      const before = new Float32Array(ran.outputs.length); // the outputs of the step before, 0 for the first
      before.set(ran.outputs.subarray(0, -size), size);
      const h = tf.tensor2d(before, [steps * n, units]);
      const ofWeights = [tf.matMul(tf.transpose(x), d), tf.matMul(tf.transpose(h), d), sumRows(d)];
      if (!wanted) return {weights: ofWeights};
      const spread = tf.matMul(d, tf.transpose(weights.kernel as tf.Tensor2D)).dataSync<"float32">();
      // Swapping steps and images moves them back.
      const back = stepsFirst(spread, {n: steps, steps: n});
      const ordered = tf.tensor3d(back, [n, steps, width]);
      return {weights: ofWeights, input: reversed ? tf.reverse(ordered, 1) : ordered};
    }
  };
}

/**
 * Returns the gradients of the gates' inputs, [steps × n × 4 units], from those of the last outputs, [n × units]: back
 * propagation through time, complete (Graves and Schmidhuber 2005, appendix A, without peepholes).
 */
function gateGradients(
  last: Float32Array,
  {gates, cells, squashed}: LstmSteps,
  recurrent: tf.Tensor,
  size: number
): Float32Array {
  const units = recurrent.shape[0];
  const back = tf.transpose(recurrent);
  const found = new Float32Array(gates.length);
  const ofCells = new Float32Array(size);
  let ofOutputs = last;
  for (let t = cells.length / size - 1; t >= 0; --t) {
    for (let i = 0; i < size / units; ++i) {
      for (let u = 0, k = i * units, g = 4 * (t * size + i * units); u < units; ++u, ++k, ++g) {
        const [input, forget, candidate, output] = [
          gates[g]!,
          gates[g + units]!,
          gates[g + 2 * units]!,
          gates[g + 3 * units]!
        ];
        const tanh = squashed[t * size + k]!;
        const ofCell = ofCells[k]! + ofOutputs[k]! * output * (1 - tanh * tanh);
        found[g] = ofCell * candidate * input * (1 - input);
        found[g + units] = t > 0 ? ofCell * cells[(t - 1) * size + k]! * forget * (1 - forget) : 0;
        found[g + 2 * units] = ofCell * input * (1 - candidate * candidate);
        found[g + 3 * units] = ofOutputs[k]! * tanh * output * (1 - output);
        ofCells[k] = ofCell * forget;
      }
    }
    if (t > 0) ofOutputs = product(found.subarray(4 * t * size, 4 * (t + 1) * size), back);
  }
  return found;
}
