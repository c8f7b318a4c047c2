import {plainKernels, vectorKernels, type Kernels} from "../../kernels/kernels.js";
import {hash} from "../../kernels/plain/hash.js";
import {softmax} from "../../readers/network/kernels/softmax.js";
import {createLayer} from "./createLayer.js";
import {crossEntropy, type Answers} from "./crossEntropy.js";
import type {Shard, Take} from "./layers/layer.js";
import type {NetworkPlan} from "./networkPlan.js";

/** Images that a network learns from at once. */
export interface Examples extends Answers {
  /** Of the whole batch, over which the loss is the mean. */
  readonly total: number;
  /** Determines what dropout drops: a 32-bit integer. */
  readonly key: number;
}

/** Arrays of packed weights, or of numbers that belong to them, in the kernels' memory. */
export interface Engine {
  readonly kernels: Kernels;
  /** How many numbers packed weights take, a multiple of 4. */
  readonly size: number;
  /** The weights that are trained. */
  readonly weights: number;
  /** Further arrays of the same size, as many as were asked for, all 0. */
  readonly arrays: readonly number[];
  /** Where to write the inputs of the next images, [most × inputs]. */
  readonly input: number;
  readonly inputs: number;
  readonly classes: number;
  /** Writes weights in the model's order, or what belongs to them, to a packed array. */
  write(values: Float32Array, array: number): void;
  /** Returns a packed array in the model's order. */
  read(array: number): Float32Array;
  /** To be called after the weights have changed. */
  prepare(): void;
  /**
   * Writes the gradients of the mean cross-entropy (nats) for the images at *input* to a packed *array*. Returns the sum of
   * their losses and the number of right answers.
   */
  learn(examples: Examples, array: number): {loss: number; correct: number};
  /** Returns the probabilities, [n × classes], of *images*, [n × inputs], by the packed weights at *weights*. */
  answer(images: Float32Array, weights?: number): Float32Array;
}

/**
 * Returns an engine for the network of *plan*, that learns from at most *most* images at once, with as many packed *arrays*
 * beside the weights. *module* is the compiled kernels; without them all is computed in TypeScript, to the same bits.
 */
export function createEngine(
  {layers: plans, mask}: NetworkPlan,
  {
    most,
    arrays: count,
    module
  }: {readonly most: number; readonly arrays: number; readonly module: WebAssembly.Module | undefined}
): Engine {
  let taken = 0;
  const take: Take = (numbers) => {
    const at = taken;
    taken += Math.ceil(numbers / 4) * 4;
    return at;
  };
  const layers = plans.map((plan) => createLayer(plan, most, take));
  const {inputs} = layers[0]!;
  const classes = layers.at(-1)!.outputs;
  const input = take(most * inputs);
  const outputs = layers.map(({outputs}) => take(most * outputs));
  const gradients = layers.map(({outputs}) => take(most * outputs));
  const table = joinTables(layers.map(({table}) => table));
  const starts = startsOf(layers.map(({table}) => table.length));
  const size = Math.ceil(table.length / 4) * 4;
  const weights = take(size);
  const arrays = Array.from({length: count}, () => take(size));
  const masked = mask && take(size);
  const kernels = module ? vectorKernels(taken, module) : plainKernels(taken);
  const {numbers} = kernels;
  for (const layer of layers) layer.begin?.(kernels);
  const first = layers.findIndex(({table}) => table.length > 0);

  function write(values: Float32Array, array: number): void {
    for (const [i, index] of table.entries()) numbers[array + i] = index < 0 ? 0 : values[index]!;
  }

  if (masked !== undefined) write(mask!, masked);

  /** Returns what the layer number *i* computes on. */
  const shardOf = (i: number, images: number, {from, array, key}: Place): Shard => ({
    kernels,
    images,
    weights: from + starts[i]!,
    gradients: array + starts[i]!,
    input: i ? outputs[i - 1]! : input,
    output: outputs[i]!,
    gradient: gradients[i]!,
    inputGradient: i > first ? gradients[i - 1]! : undefined,
    key: key === undefined ? undefined : hash(key, i)
  });

  function forward(images: number, place: Place): Float32Array {
    for (const [i, layer] of layers.entries()) layer.forward(shardOf(i, images, place));
    const logits = outputs.at(-1)!;
    return numbers.subarray(logits, logits + images * classes);
  }

  return {
    kernels,
    size,
    weights,
    arrays,
    input,
    inputs,
    classes,
    write,
    read(array) {
      const values = new Float32Array(table.reduce((most, index) => Math.max(most, index + 1), 0));
      for (const [i, index] of table.entries()) if (index >= 0) values[index] = numbers[array + i]!;
      return values;
    },
    prepare: () => layers.forEach((layer, i) => layer.prepare?.(kernels, weights + starts[i]!)),
    learn({labels, targets, total, key}, array) {
      const images = labels.length;
      const place = {from: weights, array, key};
      const logits = forward(images, place);
      const last = gradients.at(-1)!;
      const result = crossEntropy(logits, {labels, targets}, total, numbers.subarray(last, last + logits.length));
      for (let i = layers.length - 1; i >= first; --i) layers[i]!.backward(shardOf(i, images, place));
      if (masked !== undefined) kernels.multiply(array, masked, size);
      return result;
    },
    answer(images, from = weights) {
      const n = images.length / inputs;
      const probabilities = new Float32Array(n * classes);
      for (let start = 0; start < n; start += most) {
        const part = images.subarray(start * inputs, Math.min(n, start + most) * inputs);
        numbers.set(part, input);
        probabilities.set(forward(part.length / inputs, {from, array: 0, key: undefined}), start * classes);
      }
      for (let row = 0; row < probabilities.length; row += classes) softmax(probabilities.subarray(row, row + classes));
      return probabilities;
    }
  };
}

/** Where a pass reads weights and writes their gradients, and what dropout drops, if anything. */
interface Place {
  readonly from: number;
  readonly array: number;
  readonly key: number | undefined;
}

/** Joins the tables of layers: their indices count on from layer to layer. */
function joinTables(tables: readonly Int32Array[]): Int32Array {
  let before = 0;
  return Int32Array.from(
    tables.flatMap((table) => {
      const indices = Array.from(table, (index) => (index < 0 ? -1 : before + index));
      before += table.reduce((count, index) => Math.max(count, index + 1), 0);
      return indices;
    })
  );
}

/** Returns where each of arrays of these *lengths* starts, one after the other. */
function startsOf(lengths: readonly number[]): number[] {
  let start = 0;
  return lengths.map((length) => (start += length) - length);
}
