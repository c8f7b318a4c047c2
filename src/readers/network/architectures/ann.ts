import * as tf from "@tensorflow/tfjs";
import {DIGITS} from "../../../characters/alphabet.js";
import {PIXELS} from "../../../ink/image/grid.js";

/**
 * Returns the documents' network, untrained: 784 inputs, two hidden layers of 128 ReLU *units*, and a
 * softmax over *classes*; 118,282 parameters for ten classes. The weights are initialized as in Keras (Glorot uniform,
 * zero biases); the same *seed* gives the same weights.
 *
 * The softmax is a separate layer, so that training can use the logits before it.
 */
export function createAnn(seed: number, classes = DIGITS.length, {units = 128} = {}): tf.LayersModel {
  const dense = (layer: number, width: number, options: object) =>
    tf.layers.dense({
      name: `dense_${layer}`,
      units: width,
      // Each layer has its own seed, never 0, which some initializers of TensorFlow.js treat as no seed.
      kernelInitializer: tf.initializers.glorotUniform({seed: 1 + 3 * seed + layer}),
      ...options
    });
  return tf.sequential({
    name: "ann",
    layers: [
      dense(0, units, {inputShape: [PIXELS], activation: "relu"}),
      dense(1, units, {activation: "relu"}),
      dense(2, classes, {}),
      tf.layers.activation({name: "probabilities", activation: "softmax"})
    ]
  });
}
