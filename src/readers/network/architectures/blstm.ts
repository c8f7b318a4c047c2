import * as tf from "@tensorflow/tfjs";
import {DIGITS} from "../../../characters/alphabet.js";
import {SIDE} from "../../../ink/image/grid.js";

/**
 * Returns an untrained bidirectional recurrent network, which reads an image column by column: an LSTM of *units* cells
 * from left to right, another from right to left, and a softmax over *classes* of what both have kept at their ends;
 * 48,906 parameters for ten classes. Graves and Schmidhuber, Framewise phoneme classification with bidirectional LSTM and
 * other neural network architectures, 2005, without their peepholes, and with one answer a sequence instead of one a
 * frame. The weights are initialized by Glorot and Bengio's uniform distribution, the forget gates' biases with 1;
 * the same *seed* gives the same weights.
 */
export function createBlstm(seed: number, classes = DIGITS.length, {units = 64} = {}): tf.LayersModel {
  return tf.sequential({
    name: "blstm",
    layers: [
      tf.layers.reshape({name: "rows", inputShape: [SIDE, SIDE, 1], targetShape: [SIDE, SIDE]}),
      tf.layers.permute({name: "columns", dims: [2, 1]}),
      tf.layers.bidirectional({
        name: "both_ways",
        mergeMode: "concat",
        layer: tf.layers.lstm({
          name: "lstm",
          units,
          unitForgetBias: true,
          recurrentActivation: "sigmoid",
          kernelInitializer: tf.initializers.glorotUniform({seed: 1 + 5 * seed}),
          recurrentInitializer: tf.initializers.glorotUniform({seed: 2 + 5 * seed})
        })
      }),
      tf.layers.dense({
        name: "dense_0",
        units: classes,
        kernelInitializer: tf.initializers.glorotUniform({seed: 3 + 5 * seed})
      }),
      tf.layers.activation({name: "probabilities", activation: "softmax"})
    ]
  });
}
