import * as tf from "@tensorflow/tfjs";

/** An activation with a gradient: the name that TensorFlow.js gives it, and how gradients pass back through it. */
export interface TrainableActivation {
  readonly name: "linear" | "relu" | "tanh";
  /** Returns the gradient of the activation's input from that of its *output*. */
  backward(gradient: tf.Tensor, output: tf.Tensor): tf.Tensor;
}

/** The activations that trainable layers may have. */
export const TRAINABLE_ACTIVATIONS: readonly TrainableActivation[] = [
  {name: "linear", backward: (gradient) => gradient},
  {name: "relu", backward: (gradient, output) => tf.mul(gradient, tf.step(output))},
  {name: "tanh", backward: (gradient, output) => tf.mul(gradient, tf.sub(1, tf.square(output)))}
];

/** Applies *activation* to *x*·*matrix* + *bias*, [n, inputs] → [n, units]. */
export function multiply(x: tf.Tensor, matrix: tf.Tensor, bias: tf.Tensor, {name}: TrainableActivation): tf.Tensor {
  const fused = name === "relu" ? name : "linear"; // the wasm backend has no fused tanh
  const output = tf.fused.matMul({a: x, b: matrix, bias, activation: fused});
  return name === "tanh" ? tf.tanh(output) : output;
}

/** Returns the sums of the columns. A product with ones is faster than the wasm backend's sum, which transposes. */
export function sumRows(matrix: tf.Tensor): tf.Tensor {
  return tf.reshape(tf.matMul(tf.ones([1, matrix.shape[0]]), matrix as tf.Tensor2D), [-1]);
}
