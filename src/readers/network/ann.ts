import * as tf from "@tensorflow/tfjs";
import {DIGITS} from "../../characters/alphabet.js";
import {PIXELS} from "../../ink/image/grid.js";

/**
 * Returns the documents' network, untrained: 784 inputs, two hidden layers of 128 ReLU units, an output for each of *classes* with softmax;
 * 118,282 parameters for ten. The weights start as in Keras (Glorot uniform, zero biases), the same for the same *seed*.
 *
 * The softmax is a layer of its own, so that training can work on the logits before it.
 */
export function createAnn(seed: number, classes = DIGITS.length): tf.LayersModel {
  const dense = (layer: number, units: number, options: object) =>
    tf.layers.dense({
      name: `dense_${layer}`,
      units,
      // Each layer has a seed of its own; 0 is avoided, which some initializers of TensorFlow.js take for none at all.
      kernelInitializer: tf.initializers.glorotUniform({seed: 1 + 3 * seed + layer}),
      ...options
    });
  return tf.sequential({
    name: "ann",
    layers: [
      dense(0, 128, {inputShape: [PIXELS], activation: "relu"}),
      dense(1, 128, {activation: "relu"}),
      dense(2, classes, {}),
      tf.layers.activation({name: "probabilities", activation: "softmax"})
    ]
  });
}
