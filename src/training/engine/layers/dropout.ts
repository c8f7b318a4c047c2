import {wholeFours} from "./activations.js";
import type {EngineLayer} from "./layer.js";

/**
 * Returns a layer that, in training, sets a *rate* of the values to 0 and multiplies the others by 1 / (1 − *rate*), and
 * their gradients alike.
 */
export function createDropout({inputs, rate}: {readonly inputs: number; readonly rate: number}): EngineLayer {
  return {
    inputs,
    outputs: inputs,
    table: new Int32Array(0),
    forward({kernels, images, input, output, key}) {
      if (key === undefined) kernels.numbers.copyWithin(output, input, input + images * inputs);
      else kernels.dropout(output, input, wholeFours(images * inputs), key, rate);
    },
    backward({kernels, images, gradient, inputGradient, key}) {
      if (inputGradient !== undefined && key !== undefined)
        kernels.dropout(inputGradient, gradient, wholeFours(images * inputs), key, rate);
    }
  };
}
