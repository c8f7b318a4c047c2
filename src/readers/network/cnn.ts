import * as tf from "@tensorflow/tfjs";
import {DIGITS} from "../../characters/alphabet.js";
import {SIDE} from "../../ink/image/grid.js";

/**
 * Returns a small convolutional network, untrained: a convolution of 5×5 with stride 2 (16 maps), which halves the picture
 * as it looks at it, one of 3×3 (24 maps), another of 5×5 with stride 2 (48 maps), 128 hidden units, an output for each of
 * *classes* with softmax; 187,762 parameters for ten. It is Simard's shape (Best practices for convolutional neural networks, 2003) with more maps
 * and the 3×3 between its two halves, and *dropout* before the last layer, the share of its inputs that a step leaves
 * out. The weights start as He's (2015), the same for the same *seed*.
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
