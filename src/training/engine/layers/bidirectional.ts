import {createLstm} from "./lstm.js";
import type {EngineLayer, Take} from "./layer.js";
import {lstmPacking, type LstmShape} from "./lstmPacking.js";
import {repacked} from "./packing.js";

/**
 * Returns two LSTMs with sigmoid gates over the same sequences, [steps × width], one from the first step to the last and
 * one backward, with their last outputs side by side, [2 units] (Graves and Schmidhuber, Framewise phoneme classification
 * with bidirectional LSTM, 2005), for at most *most* sequences. Weights of each, in Keras's order: kernel,
 * [width × 4 units], recurrent kernel, [units × 4 units], and bias, [4 units], of the gates input, forget, cell, output.
 */
export function createBidirectional(shape: LstmShape, most: number, take: Take): EngineLayer {
  const {steps, width, units} = shape;
  const packing = lstmPacking(shape);
  const columns = 4 * packing.padded;
  const between = steps * most * columns; // from the gates of one to those of the other
  const gates = take(2 * between);
  const toInputs = repacked(packing.toInputs, take);
  const toOutputs = packing.toOutputs.map((table) => repacked(table, take));
  const passes = ([0, 1] as const).map((direction) =>
    createLstm(
      {shape, packing, direction, gates: gates + direction * between, toOutputs: toOutputs[direction]!.at},
      most,
      take
    )
  );
  const carriers = [toInputs, ...toOutputs];
  return {
    inputs: steps * width,
    outputs: 2 * units,
    table: packing.table,
    begin: (kernels) => carriers.forEach((one) => one.begin(kernels)),
    prepare: (kernels, weights) => carriers.forEach((one) => one.copy(kernels, weights)),
    forward: (shard) => passes.forEach((pass) => pass.forward(shard)),
    backward(shard) {
      passes.forEach((pass) => pass.backward(shard));
      const {kernels, images, inputGradient} = shard;
      if (inputGradient === undefined) return;
      kernels.apply(
        gates,
        toInputs.at,
        {
          images: steps,
          rows: images,
          columns: 1,
          imageStep: images * columns,
          rowStep: columns,
          columnStep: 0,
          segments: 2,
          length: columns,
          segmentStep: between,
          outputs: width
        },
        {to: inputGradient, imageStep: width, rowStep: steps * width, columnStep: 0},
        false
      );
    }
  };
}
