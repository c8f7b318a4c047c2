import * as tf from "@tensorflow/tfjs";
import {patchGrid} from "./patches.js";
import {multiply, sumRows, TRAINABLE_ACTIVATIONS, type TrainableActivation} from "./activations.js";
import {bidirectionalLstm} from "./bidirectional.js";
import {convolution} from "./convolution.js";
import type {TrainableLayer} from "./layer.js";
import {averagePooling, maxPooling} from "./pooling.js";

/**
 * Returns the training version of a TensorFlow.js *layer*: the same output, and gradients as matrix products.
 *
 * TensorFlow.js's own gradients are too slow: its wasm backend is about eight times slower at multiplying with a
 * transpose flag than at transposing first, and has no gradient of a convolution's filter.
 * @throws TypeError for a layer other than Dense, Conv2D, AveragePooling2D, MaxPooling2D, Flatten and Dropout, an
 * activation other than ReLU, tanh and none, or windows of pooling that overlap or are padded
 */
export function trainableLayer(layer: tf.layers.Layer): TrainableLayer {
  const config = layer.getConfig();
  const kind = layer.getClassName();
  switch (kind) {
    case "Flatten":
      return flatten;
    case "Reshape":
      return reshape(config.targetShape as number[]);
    case "Permute":
      return permute(config.dims as number[]);
    case "Bidirectional":
      return checkedBidirectional(layer);
    case "Dropout":
      return dropout(config.rate as number);
    case "AveragePooling2D":
    case "MaxPooling2D":
      return pooling(layer);
  }
  const {activation: name = "linear"} = config;
  const activation = TRAINABLE_ACTIVATIONS.find((one) => one.name === name);
  if ((kind !== "Dense" && kind !== "Conv2D") || !activation) {
    throw new TypeError(`no gradient for the layer ${kind} with the activation ${String(name)}`);
  }
  if (kind === "Dense") return dense(activation);
  const {kernelSize, strides, padding} = config as {
    kernelSize: number[];
    strides: number[];
    padding: "same" | "valid";
  };
  return convolution(patchGrid(imageShape(layer), {size: kernelSize[0]!, stride: strides[0]!, padding}), activation);
}

function pooling(layer: tf.layers.Layer): TrainableLayer {
  const {poolSize, strides, padding} = layer.getConfig() as {poolSize: number[]; strides: number[]; padding: string};
  const size = poolSize[0]!;
  if (padding !== "valid" || [...poolSize, ...strides].some((side) => side !== size))
    throw new TypeError(`no gradient for the layer ${layer.getClassName()} with windows that overlap or are padded`);
  const [height, width, channels] = imageShape(layer);
  const windows = {height, width, channels, size};
  return layer.getClassName() === "MaxPooling2D" ? maxPooling(windows) : averagePooling(windows);
}

/** Returns the shape of a layer's input: [height, width, channels]. */
function imageShape(layer: tf.layers.Layer): [number, number, number] {
  const [, height, width, channels] = (layer.input as tf.SymbolicTensor).shape;
  return [height!, width!, channels!];
}

/** Computes x·W + b, [n, inputs] → [n, units]; weights [inputs, units] and [units]. */
function dense(activation: TrainableActivation): TrainableLayer {
  return (input, [kernel, bias]) => {
    const output = multiply(input, kernel!, bias!, activation);
    return {
      output,
      backward: (gradient, wanted) => {
        const d = activation.backward(gradient, output);
        const weights = [tf.matMul(tf.transpose(input), d), sumRows(d)];
        return {weights, ...(wanted && {input: tf.matMul(d, tf.transpose(kernel!))})};
      }
    };
  };
}

/** Gives the values of each image another *shape*. */
function reshape(shape: readonly number[]): TrainableLayer {
  return (input) => ({
    output: tf.reshape(input, [input.shape[0], ...shape]),
    backward: (gradient) => ({weights: [], input: tf.reshape(gradient, input.shape)})
  });
}

/** Reorders dimensions: the output's dimension k is the input's *dims*[k], counted from 1 after the batch. */
function permute(dims: readonly number[]): TrainableLayer {
  const there = [0, ...dims];
  const back = there.map((_, k) => there.indexOf(k));
  return (input) => ({
    output: tf.transpose(input, there),
    backward: (gradient) => ({weights: [], input: tf.transpose(gradient, back)})
  });
}

/** Returns the training version of an LSTM in both directions. */
function checkedBidirectional(layer: tf.layers.Layer): TrainableLayer {
  const {layer: inner, mergeMode} = layer.getConfig() as {
    mergeMode?: string;
    layer: {className: string; config: Record<string, unknown>};
  };
  const wanted = {activation: "tanh", recurrentActivation: "sigmoid", returnSequences: false, useBias: true};
  const isKnown = Object.entries(wanted).every(([name, value]) => inner.config[name] === value);
  if (inner.className !== "LSTM" || mergeMode !== "concat" || !isKnown)
    throw new TypeError("no gradient for a Bidirectional layer other than an LSTM with sigmoid gates and last outputs side by side"); // prettier-ignore
  return bidirectionalLstm;
}

const flatten: TrainableLayer = (input) => ({
  output: tf.reshape(input, [input.shape[0], -1]),
  backward: (gradient) => ({weights: [], input: tf.reshape(gradient, input.shape)})
});

/** Sets a *rate* of the values to 0 and scales the others by 1 / (1 − *rate*) (Srivastava et al. 2014). */
function dropout(rate: number): TrainableLayer {
  return (input, _weights, random) => {
    const factors = new Float32Array(input.size);
    for (let i = 0; i < factors.length; ++i) if (random() >= rate) factors[i] = 1 / (1 - rate);
    const mask = tf.tensor(factors, input.shape);
    return {
      output: tf.mul(input, mask),
      backward: (gradient) => ({weights: [], input: tf.mul(gradient, mask)})
    };
  };
}
