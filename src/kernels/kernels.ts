import {plainLayerKernels, vectorLayerKernels, type LayerKernels} from "./layerKernels.js";
import {plainAdam} from "./plain/adam.js";
import {plainApply} from "./plain/apply.js";
import {plainDistort} from "./plain/distort.js";
import {plainAdd, plainApproach, plainGate, plainGather, plainMultiply} from "./plain/elements.js";
import {plainScatter} from "./plain/scatter.js";
import {plainWeigh} from "./plain/weigh.js";

/** Places of pictures to which one set of weights applies. All steps are in numbers. */
export interface Places {
  readonly images: number;
  readonly rows: number;
  readonly columns: number;
  /** From a place to the same one of the next image, to the one below it, and to the next one. */
  readonly imageStep: number;
  readonly rowStep: number;
  readonly columnStep: number;
  /** Each place has *segments* runs of *length* consecutive numbers. */
  readonly segments: number;
  readonly length: number;
  /** From a segment to the next one. */
  readonly segmentStep: number;
  readonly outputs: number;
}

/** Where `apply` writes the outputs of a place. */
export interface Target {
  readonly to: number;
  readonly imageStep: number;
  readonly rowStep: number;
  readonly columnStep: number;
}

/** The addresses of Adam's arrays: weights, first and second moments, and gradients. */
export interface AdamArrays {
  readonly weights: number;
  readonly m: number;
  readonly v: number;
  readonly gradients: number;
}

/**
 * Arithmetic on float32 numbers in one memory. Addresses are indices of *numbers*; those of whole arrays, and their
 * lengths, are multiples of 4. Every operation is rounded to float32, in an order that is the same compiled and in
 * TypeScript, so both give the same bits.
 *
 * Packed weights have, for each eight outputs (the last ones padded with zeros), their biases and then, for each number of
 * a place, their weights.
 */
export interface Kernels extends LayerKernels {
  readonly name: "wasm" | "plain";
  readonly numbers: Float32Array;
  /** The same memory as integers. */
  readonly integers: Int32Array;
  /** Multiplies what is at places by packed weights and adds biases; with *isRelu*, negative outputs become 0. */
  apply(from: number, packed: number, places: Places, target: Target, isRelu: boolean): void;
  /**
   * Writes the gradients of packed weights: for each weight, the sum over all places of its input times the gradient of its
   * output, [places × outputs] at *gradient*, image by image and row by row.
   */
  weigh(from: number, gradient: number, packed: number, places: Places): void;
  /** Adds the numbers at *from*, which follow each other place by place, to those at places of *to*. */
  scatter(from: number, to: number, places: Omit<Places, "outputs">): void;
  /** Adds *count* numbers to those at *to*. */
  add(to: number, from: number, count: number): void;
  /** Multiplies *count* numbers at *to* by those at *by*. */
  multiply(to: number, by: number, count: number): void;
  /** Moves *count* numbers at *to* by a *share* of the way to those at *from*. */
  approach(to: number, from: number, count: number, share: number): void;
  /** Sets *count* gradients at *to* to 0 where the outputs of a ReLU are 0. */
  gate(to: number, outputs: number, count: number): void;
  /** Copies *count* numbers to *to*: each has its index after *from* in the integers at *table*, or is 0 where that is negative. */
  gather(to: number, from: number, table: number, count: number): void;
  /**
   * Takes a step of Adam at a bias-corrected *rate*, with Keras's constants (β₁ 0.9, β₂ 0.999, ε 1e-7). Kingma and Ba, Adam: a
   * method for stochastic optimization, 2015, https://arxiv.org/abs/1412.6980 (the form at the end of its section 2).
   */
  adam(arrays: AdamArrays, count: number, rate: number): void;
  /**
   * Writes randomly distorted copies of *count* images, [count × 784 bytes, 0 to 255], as [count × 784] numbers in [0, 1]
   * to *output*: the image at index i is distorted by random numbers that depend on *key* and *first* + i alone. *tables*
   * are those of `createDistortionTables`.
   */
  distort(images: number, count: number, key: number, first: number, tables: number, output: number): void;
}

/** The numbers after the last array that a kernel may read, though not use. */
const SLACK = 16;

/**
 * The numbers of the scratch memory, and so the most numbers at a place and the most places of an image: `apply` copies four
 * places side by side, `weigh` four inputs.
 */
const MOST = 8192;
const SCRATCH = 4 * MOST;

const PAGE = 65_536;

type Exports = Readonly<Record<Exclude<keyof Kernels, "name" | "numbers" | "integers">, (...given: number[]) => void>>;

/** Returns kernels of the compiled *module* on a memory of *size* numbers, all 0. */
export function vectorKernels(size: number, module: WebAssembly.Module): Kernels {
  // The scratch memory comes last.
  const scratch = Math.ceil((size + SLACK) / 4) * 4;
  const memory = new WebAssembly.Memory({initial: Math.ceil((4 * (SCRATCH + size + SLACK)) / PAGE)});
  const {exports} = new WebAssembly.Instance(module, {env: {memory}});
  const run = exports as Exports;
  return {
    ...vectorLayerKernels(run),
    name: "wasm",
    numbers: new Float32Array(memory.buffer),
    integers: new Int32Array(memory.buffer),
    apply(from, packed, places, target, isRelu) {
      const {images, rows, columns, segments, length, outputs} = places;
      checkCount("numbers at a place", segments * length);
      run.apply(
        4 * from,
        4 * packed,
        4 * target.to,
        images,
        rows,
        columns,
        4 * places.imageStep,
        4 * places.rowStep,
        4 * places.columnStep,
        segments,
        length,
        4 * places.segmentStep,
        outputs,
        4 * target.imageStep,
        4 * target.rowStep,
        4 * target.columnStep,
        Number(isRelu),
        4 * scratch
      );
    },
    weigh(from, gradient, packed, places) {
      const {images, rows, columns, segments, length, outputs} = places;
      checkCount("places", rows * columns);
      run.weigh(
        4 * from,
        4 * gradient,
        4 * packed,
        images,
        rows,
        columns,
        4 * places.imageStep,
        4 * places.rowStep,
        4 * places.columnStep,
        segments,
        length,
        4 * places.segmentStep,
        outputs,
        4 * scratch
      );
    },
    scatter(from, to, places) {
      const {images, rows, columns, segments, length} = places;
      run.scatter(
        4 * from,
        4 * to,
        images,
        rows,
        columns,
        4 * places.imageStep,
        4 * places.rowStep,
        4 * places.columnStep,
        segments,
        length,
        4 * places.segmentStep
      );
    },
    add: (to, from, count) => run.add(4 * to, 4 * from, 4 * count),
    multiply: (to, by, count) => run.multiply(4 * to, 4 * by, 4 * count),
    approach: (to, from, count, share) => run.approach(4 * to, 4 * from, 4 * count, share),
    gate: (to, outputs, count) => run.gate(4 * to, 4 * outputs, 4 * count),
    gather: (to, from, table, count) => run.gather(4 * to, 4 * from, 4 * table, count),
    adam: ({weights, m, v, gradients}, count, rate) =>
      run.adam(4 * weights, 4 * m, 4 * v, 4 * gradients, 4 * count, rate),
    distort: (images, count, key, first, tables, output) =>
      run.distort(4 * images, count, key, first, 4 * tables, 4 * output)
  };
}

/** @throws RangeError for more than the scratch memory holds */
function checkCount(what: string, count: number): void {
  if (count > MOST) throw new RangeError(`expected at most ${MOST} ${what}, got ${count}`);
}

/** Returns the kernels in TypeScript on a memory of *size* numbers, all 0. */
export function plainKernels(size: number): Kernels {
  const numbers = new Float32Array(size + SLACK);
  const integers = new Int32Array(numbers.buffer);
  return {
    ...plainLayerKernels(numbers),
    name: "plain",
    numbers,
    integers,
    apply: (...given) => plainApply(numbers, ...given),
    weigh: (...given) => plainWeigh(numbers, ...given),
    scatter: (...given) => plainScatter(numbers, ...given),
    add: (...given) => plainAdd(numbers, ...given),
    multiply: (...given) => plainMultiply(numbers, ...given),
    approach: (...given) => plainApproach(numbers, ...given),
    gate: (...given) => plainGate(numbers, ...given),
    gather: (...given) => plainGather(integers, ...given),
    adam: (...given) => plainAdam(numbers, ...given),
    distort: (...given) => plainDistort(numbers, ...given)
  };
}
