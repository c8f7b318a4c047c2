import * as tf from "@tensorflow/tfjs";
import {gatherPatches, patchGrid, scatterPatches, type PatchGrid} from "./patches.js";

/** A layer's output for a batch, and how to go back through it. */
export interface Pass {
  readonly output: tf.Tensor;
  /**
   * Returns the loss's gradients for the layer's weights, in their order, and for its input, unless that is not *wanted*;
   * *gradient* is the one for the output.
   */
  backward(gradient: tf.Tensor, wanted: boolean): {weights: tf.Tensor[]; input?: tf.Tensor};
}

/** A layer as training runs it: *weights* are its tensors, *random* is uniform in [0, 1). */
export type TrainableLayer = (input: tf.Tensor, weights: readonly tf.Tensor[], random: () => number) => Pass;

/**
 * Returns how to train a *layer* of a TensorFlow.js model: the same numbers forward, and the gradients as matrix products.
 *
 * TensorFlow.js's own gradients are no match: its wasm backend multiplies with a transpose flag about eight times slower
 * than it transposes and then multiplies, and has no gradient of a convolution's filter.
 * @throws TypeError for a layer that is not one of Dense, Conv2D, Flatten, Dropout, with ReLU or without
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

/** x·W + b, [n, inputs] → [n, units]; weights [inputs, units] and [units]. */
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

/** A convolution as the product of its patches with its filters; weights [size, size, channels, maps] and [maps]. */
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
        // (dᵀ·P)ᵀ, not Pᵀ·d: there are far fewer gradients to transpose than patches.
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

/** Sets a *rate* of the values to 0 and makes the others as much larger (Srivastava et al. 2014). */
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

/** Returns the sums of the columns; a product with ones is faster than the sum of the wasm backend, which transposes. */
function sumRows(matrix: tf.Tensor): tf.Tensor {
  return tf.reshape(tf.matMul(tf.ones([1, matrix.shape[0]]), matrix as tf.Tensor2D), [-1]);
}
