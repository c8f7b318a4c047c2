import * as tf from "@tensorflow/tfjs";
import {gatherPatches, patchGrid, scatterPatches, type PatchGrid} from "./patches.js";

/** A layer's output for a batch, and its backward pass. */
export interface Pass {
  readonly output: tf.Tensor;
  /**
   * Returns the loss gradients of the layer's weights, in their order, and that of its input if *wanted*. *gradient* is
   * the gradient of the output.
   */
  backward(gradient: tf.Tensor, wanted: boolean): {weights: tf.Tensor[]; input?: tf.Tensor};
}

/** Runs a layer forward in training: *weights* are its tensors, *random* is uniform in [0, 1). */
export type TrainableLayer = (input: tf.Tensor, weights: readonly tf.Tensor[], random: () => number) => Pass;

/**
 * Returns the training version of a TensorFlow.js *layer*: the same output, and gradients as matrix products.
 *
 * TensorFlow.js's own gradients are too slow: its wasm backend is about eight times slower at multiplying with a
 * transpose flag than at transposing first, and has no gradient of a convolution's filter.
 * @throws TypeError for a layer other than Dense, Conv2D, Flatten and Dropout, or an activation other than ReLU and
 * none
 */
export function trainableLayer(layer: tf.layers.Layer): TrainableLayer {
  const config = layer.getConfig();
  const relu = config.activation === "relu";
  const kind = layer.getClassName();
  if (kind === "Flatten") return flatten;
  if (kind === "Dropout") return dropout(config.rate as number);
  const isLinear = config.activation === "linear" || config.activation === undefined;
  if ((kind !== "Dense" && kind !== "Conv2D") || !(relu || isLinear)) {
    throw new TypeError(`no gradient for the layer ${kind} with the activation ${String(config.activation)}`);
  }
  if (kind === "Dense") return dense(relu);
  const [, height, width, channels] = layer.inputSpec[0]?.shape ?? (layer.input as tf.SymbolicTensor).shape;
  const {kernelSize, strides, padding} = config as {
    kernelSize: number[];
    strides: number[];
    padding: "same" | "valid";
  };
  const grid = patchGrid([height!, width!, channels!], {size: kernelSize[0]!, stride: strides[0]!, padding});
  return convolution(grid, relu);
}

/** Computes x·W + b, [n, inputs] → [n, units]; weights [inputs, units] and [units]. */
function dense(relu: boolean): TrainableLayer {
  return (input, [kernel, bias]) => {
    const output = multiply(input, kernel!, bias!, relu);
    return {
      output,
      backward: (gradient, wanted) => {
        const d = relu ? tf.mul(gradient, tf.step(output)) : gradient;
        const weights = [tf.matMul(tf.transpose(input), d), sumRows(d)];
        return {weights, ...(wanted && {input: tf.matMul(d, tf.transpose(kernel!))})};
      }
    };
  };
}

/**
 * Computes a convolution as the product of its patches and its filters; weights [size, size, channels, maps] and
 * [maps].
 */
function convolution(grid: PatchGrid, relu: boolean): TrainableLayer {
  const {outHeight, outWidth, size, channels} = grid;
  return (input, [kernel, bias]) => {
    const [count, maps] = [input.shape[0], kernel!.shape[3]!];
    const rows = [count * outHeight * outWidth, size * size * channels] as const;
    const patches = tf.tensor2d(gatherPatches(input.dataSync<"float32">(), count, grid), [...rows]);
    const filters = tf.reshape(kernel!, [rows[1], maps]);
    const output = multiply(patches, filters, bias!, relu);
    return {
      output: tf.reshape(output, [count, outHeight, outWidth, maps]),
      backward: (gradient, wanted) => {
        const flat = tf.reshape(gradient, [rows[0], maps]);
        const d = relu ? tf.mul(flat, tf.step(output)) : flat;
        // (dᵀ·P)ᵀ instead of Pᵀ·d: transposing the gradients is far cheaper than transposing the patches.
        const filter = tf.transpose(tf.matMul(tf.transpose(d), patches));
        const weights = [tf.reshape(filter, kernel!.shape), sumRows(d)];
        if (!wanted) return {weights};
        const spread = tf.matMul(d, tf.transpose(filters)).dataSync<"float32">();
        return {weights, input: tf.tensor(scatterPatches(spread, count, grid), input.shape)};
      }
    };
  };
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

function multiply(a: tf.Tensor, b: tf.Tensor, bias: tf.Tensor, relu: boolean): tf.Tensor {
  return tf.fused.matMul({a, b, bias, activation: relu ? "relu" : "linear"});
}

/** Returns the sums of the columns. A product with ones is faster than the wasm backend's sum, which transposes. */
function sumRows(matrix: tf.Tensor): tf.Tensor {
  return tf.reshape(tf.matMul(tf.ones([1, matrix.shape[0]]), matrix as tf.Tensor2D), [-1]);
}
