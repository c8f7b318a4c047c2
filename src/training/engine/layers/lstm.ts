import type {Places} from "../../../kernels/kernels.js";
import {columnOf, rowsOf} from "./dense.js";
import type {Shard, Take} from "./layer.js";
import type {LstmPacking, LstmShape} from "./lstmPacking.js";

/** One of two LSTMs over the same sequences. */
export interface LstmPlan {
  readonly shape: LstmShape;
  readonly packing: LstmPacking;
  /** 0 for the one that reads from the first step on, 1 for the one that reads from the last. */
  readonly direction: 0 | 1;
  /** Where its gates are, [steps × images × 4 padded], the first step first whichever way it reads. */
  readonly gates: number;
  /** The packed weights that carry gradients of gates back to outputs. */
  readonly toOutputs: number;
}

/** An LSTM that reads sequences in one direction. */
export interface Lstm {
  /** Writes its last outputs, its half of the layer's outputs. */
  forward(shard: Shard): void;
  /** Writes the gradients of its weights, and leaves those of the gates' sums in place of the gates. */
  backward(shard: Shard): void;
}

/** Returns an LSTM over at most *most* sequences. */
export function createLstm({shape, packing, direction, gates, toOutputs}: LstmPlan, most: number, take: Take): Lstm {
  const {steps, units} = shape;
  const {padded} = packing;
  const columns = 4 * padded;
  const [kernel, recurrent] = [packing.kernels[direction], packing.recurrent[direction]];
  // The states of each step, and 0 before the first one, which is at the end for the LSTM that reads backward.
  const [cells, outputs] = [take((steps + 1) * most * padded), take((steps + 1) * most * padded)];
  const [before, after] = direction ? [1, 0] : [0, 1];
  const squashed = take(steps * most * padded);
  const sums = take(most * columns);
  const [ofCells, ofOutputs] = [take(most * padded), take(most * padded)];
  const order = Array.from({length: steps}, (_, i) => (direction ? steps - 1 - i : i));
  const [first, last] = [order[0]!, order.at(-1)!];

  /** The addresses of what step *t* reads. */
  const stepAt = (t: number, images: number) => ({
    gates: gates + t * images * columns,
    before: cells + (t + before) * images * padded,
    squashed: squashed + t * images * padded
  });

  return {
    forward({kernels, images, weights, input, output}) {
      const {numbers} = kernels;
      const size = images * padded;
      kernels.apply(
        input,
        weights + kernel,
        {...inputSteps(shape, images), outputs: columns},
        {to: gates, imageStep: images * columns, rowStep: columns, columnStep: 0},
        false
      );
      for (const array of [cells, outputs]) clear(numbers, array + (first + before) * size, size);
      clear(numbers, sums, images * columns);
      for (const t of order) {
        if (t !== first)
          kernels.apply(
            outputs + (t + before) * size,
            weights + recurrent,
            rowsOf(images, padded, columns),
            columnOf(sums, columns),
            false
          );
        const now = (t + after) * size;
        kernels.lstm({...stepAt(t, images), recurrent: sums, cells: cells + now, outputs: outputs + now}, size);
      }
      for (let image = 0; image < images; ++image) {
        const from = outputs + (last + after) * size + image * padded;
        numbers.copyWithin(output + (2 * image + direction) * units, from, from + units);
      }
    },
    backward({kernels, images, input, gradient, gradients}) {
      const {numbers} = kernels;
      const size = images * padded;
      for (const array of [ofCells, ofOutputs]) clear(numbers, array, size);
      for (let image = 0; image < images; ++image) {
        const from = gradient + (2 * image + direction) * units;
        numbers.copyWithin(ofOutputs + image * padded, from, from + units);
      }
      for (const t of order.toReversed()) {
        const step = stepAt(t, images);
        kernels.lstmGradient({...step, ofCells, ofOutputs}, size);
        if (t !== first)
          kernels.apply(step.gates, toOutputs, rowsOf(images, columns, padded), columnOf(ofOutputs, padded), false);
      }
      kernels.weigh(input, gates, gradients + kernel, {...inputSteps(shape, images), outputs: columns});
      kernels.weigh(outputs + before * size, gates, gradients + recurrent, {
        ...inputSteps(shape, images),
        imageStep: size,
        rowStep: padded,
        length: padded,
        outputs: columns
      });
      // The biases are the kernel's.
      for (let block = 0; block < columns; block += 8) clear(numbers, gradients + recurrent + block * (1 + padded), 8);
    }
  };
}

/** The inputs of sequences, [images × steps × width], step by step: each step's are one "image" of as many rows. */
function inputSteps({steps, width}: LstmShape, images: number): Omit<Places, "outputs"> {
  return {
    images: steps,
    rows: images,
    columns: 1,
    imageStep: width,
    rowStep: steps * width,
    columnStep: 0,
    segments: 1,
    length: width,
    segmentStep: 0
  };
}

function clear(numbers: Float32Array, at: number, count: number): void {
  numbers.fill(0, at, at + count);
}
