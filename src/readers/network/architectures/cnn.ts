import * as tf from "@tensorflow/tfjs";
import {DIGITS} from "../../../characters/alphabet.js";
import {SIDE} from "../../../ink/image/grid.js";

/**
 * Returns an untrained small convolutional network: a 5 × 5 convolution with stride 2 (16 maps), which halves the
 * image, a 3 × 3 one (24 maps), a 5 × 5 one with stride 2 (48 maps), 128 hidden units, and a softmax over *classes*;
 * 187,762 parameters for ten classes. This is Simard's architecture (Best practices for convolutional neural networks,
 * 2003) with more maps, the 3 × 3 convolution in the middle, and *dropout*, the share of inputs dropped, before the
 * last layer. The weights are initialized as He et al. (2015) do; the same *seed* gives the same weights.
 */
export function createCnn(seed: number, classes = DIGITS.length, {dropout = 0.3} = {}): tf.LayersModel {
  const initial = (layer: number) => ({kernelInitializer: tf.initializers.heNormal({seed: 1 + 5 * seed + layer})});
  return tf.sequential({
    name: "cnn",
    layers: [
      tf.layers.conv2d({
        name: "convolution_0",
        inputShape: [SIDE, SIDE, 1],
        filters: 16,
        kernelSize: 5,
        strides: 2,
        padding: "same",
        activation: "relu",
        ...initial(0)
      }),
      tf.layers.conv2d({
        name: "convolution_1",
        filters: 24,
        kernelSize: 3,
        padding: "same",
        activation: "relu",
        ...initial(1)
      }),
      tf.layers.conv2d({
        name: "convolution_2",
        filters: 48,
        kernelSize: 5,
        strides: 2,
        padding: "valid",
        activation: "relu",
        ...initial(2)
      }),
      tf.layers.flatten({name: "flatten"}),
      tf.layers.dense({name: "dense_0", units: 128, activation: "relu", ...initial(3)}),
      tf.layers.dropout({name: "dropout", rate: dropout}),
      tf.layers.dense({name: "dense_1", units: classes, ...initial(4)}),
      tf.layers.activation({name: "probabilities", activation: "softmax"})
    ]
  });
}
