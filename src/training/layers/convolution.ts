import * as tf from "@tensorflow/tfjs";
import {gatherPatches, scatterPatches, type PatchGrid} from "./patches.js";
import {multiply, sumRows, type TrainableActivation} from "./activations.js";
import type {TrainableLayer} from "./layer.js";

/**
 * Computes a convolution as the product of its patches and its filters; weights [size, size, channels, maps] and
 * [maps].
 */
export function convolution(grid: PatchGrid, activation: TrainableActivation): TrainableLayer {
  const {outHeight, outWidth, size, channels} = grid;
  const arePixels = size === 1 && grid.stride === 1; // each pixel is a patch
  return (input, [kernel, bias]) => {
    const [count, maps] = [input.shape[0], kernel!.shape[3]!];
    const rows = [count * outHeight * outWidth, size * size * channels] as const;
    const patches = arePixels
      ? tf.reshape(input, [...rows])
      : tf.tensor2d(gatherPatches(input.dataSync<"float32">(), count, grid), [...rows]);
    const filters = tf.reshape(kernel!, [rows[1], maps]);
    const output = multiply(patches, filters, bias!, activation);
    return {
      output: tf.reshape(output, [count, outHeight, outWidth, maps]),
      backward: (gradient, wanted) => {
        const d = activation.backward(tf.reshape(gradient, [rows[0], maps]), output);
        // (dᵀ·P)ᵀ instead of Pᵀ·d: transposing the gradients is far cheaper than transposing the patches.
        const filter = tf.transpose(tf.matMul(tf.transpose(d), patches));
        const weights = [tf.reshape(filter, kernel!.shape), sumRows(d)];
        if (!wanted) return {weights};
        const spread = tf.matMul(d, tf.transpose(filters));
        if (arePixels) return {weights, input: tf.reshape(spread, input.shape)};
        return {weights, input: tf.tensor(scatterPatches(spread.dataSync<"float32">(), count, grid), input.shape)};
      }
    };
  };
}
