import * as tf from "@tensorflow/tfjs";
import {product, runLstm, type LstmWeights} from "../../readers/network/lstm.js";
import {gateGradients, stepsFirst} from "../../readers/network/lstmSteps.js";
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
      const recurrent = tf.transpose(weights.recurrent);
      const last = gradient.dataSync<"float32">().slice();
      const gates = gateGradients(last, ran, units, (ofStep) => product(ofStep, recurrent));
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
