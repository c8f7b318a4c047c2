import * as tf from "@tensorflow/tfjs";
import {DIGITS} from "../../../characters/alphabet.js";
import {SIDE} from "../../../ink/image/grid.js";

/**
 * Returns the untrained convolutional network of Simard, Steinkraus and Platt (Best Practices for Convolutional Neural
 * Networks Applied to Visual Document Analysis, ICDAR 2003, section 4): 5 × 5 convolutions with stride 2 instead of
 * pooling, of 5 and of 50 maps, 100 hidden units, and a softmax over *classes* (their cross-entropy); 132,540 parameters
 * for ten classes. They pad the image to 29 × 29 pixels for 13 × 13 units of the first map; here zero padding gives
 * 14 × 14, and 5 × 5 units of the second, as theirs. The hidden units are ReLUs, which they left open. The weights are
 * initialized as He et al. (2015) do; the same *seed* gives the same weights.
 */
export function createSimard(seed: number, classes = DIGITS.length): tf.LayersModel {
  const convolution = (layer: number, filters: number, options: object) =>
    tf.layers.conv2d({
      name: `convolution_${layer}`,
      filters,
      kernelSize: 5,
      strides: 2,
      activation: "relu",
      kernelInitializer: tf.initializers.heNormal({seed: 1 + 4 * seed + layer}),
      ...options
    });
  const dense = (layer: number, units: number, options: object) =>
    tf.layers.dense({
      name: `dense_${layer}`,
      units,
      kernelInitializer: tf.initializers.heNormal({seed: 3 + 4 * seed + layer}),
      ...options
    });
  return tf.sequential({
    name: "simard",
    layers: [
      convolution(0, 5, {inputShape: [SIDE, SIDE, 1], padding: "same"}),
      convolution(1, 50, {padding: "valid"}),
      tf.layers.flatten({name: "flatten"}),
      dense(0, 100, {activation: "relu"}),
      dense(1, classes, {}),
      tf.layers.activation({name: "probabilities", activation: "softmax"})
    ]
  });
}
