import {SIDE} from "../../ink/image/grid.js";
import type {TracedLayer} from "../../readers/classifier.js";

/** What one unit of the first layer computes at one place. */
export interface UnitSum {
  /** The side of the window that it looks at, in pixels, and the window's upper left corner in the image. */
  readonly side: number;
  readonly left: number;
  readonly top: number;
  /** [side × side]: the pixels in [0, 1], 0 outside the image; the weights; and one times the other. */
  readonly pixels: Float32Array;
  readonly weights: Float32Array;
  readonly products: Float32Array;
  readonly bias: number;
  /** The sum of the products and the bias, and what the network makes of it. */
  readonly sum: number;
  readonly output: number;
}

/** The place of a unit: its map or number, and the row and column in the map. */
export interface UnitPlace {
  readonly unit: number;
  readonly row: number;
  readonly column: number;
}

/**
 * Returns what a unit of the *first* layer makes of an *image*, [784], 0 to 255; undefined if that layer is neither a
 * convolution over the image nor dense on it, or its weights are not known.
 */
export function unitSum(image: Uint8Array, first: TracedLayer, {unit, row, column}: UnitPlace): UnitSum | undefined {
  const {kernel, bias} = first.weights ?? {};
  if (!kernel) return undefined;
  const units = kernel.shape.at(-1)!;
  const isDense = kernel.shape.length === 2 && kernel.shape[0] === SIDE * SIDE;
  const isConvolution = kernel.shape.length === 4 && kernel.shape[2] === 1 && kernel.shape[0] === kernel.shape[1];
  if (!isDense && !(isConvolution && first.sliding)) return undefined;
  const side = isDense ? SIDE : kernel.shape[0]!;
  const [height = 1, width = 1] = isDense ? [] : first.shape;
  const [top, left] = isDense ? [0, 0] : [startOf(row, 0, height, side, first), startOf(column, 1, width, side, first)];
  const weights = Float32Array.from({length: side * side}, (_, i) => kernel.values[i * units + unit]!);
  const pixels = weights.map((_, i) => pixelAt(image, top + Math.floor(i / side), left + (i % side)));
  const products = weights.map((weight, i) => weight * pixels[i]!);
  const offset = bias?.values[unit] ?? 0;
  const output = first.values[isDense ? unit : (row * width + column) * units + unit]!;
  const sum = products.reduce((total, product) => total + product, offset);
  return {side, left, top, pixels, weights, products, bias: offset, sum, output};
}

/** Returns where the window of an output at *at* begins along an axis, as TensorFlow pads: the smaller half before. */
function startOf(at: number, axis: 0 | 1, outputs: number, side: number, {sliding}: TracedLayer): number {
  const {strides, padding} = sliding!;
  const stride = strides[axis];
  const padded = padding === "same" ? Math.max(0, (outputs - 1) * stride + side - SIDE) : 0;
  return at * stride - Math.floor(padded / 2);
}

function pixelAt(image: Uint8Array, row: number, column: number): number {
  const isInside = row >= 0 && row < SIDE && column >= 0 && column < SIDE;
  return isInside ? image[row * SIDE + column]! / 255 : 0;
}

/** Returns the place where a layer of shape [units] or [height, width, maps] responds most. */
export function strongestPlace({shape, values}: TracedLayer): UnitPlace {
  const best = values.reduce((most, value, i) => (value > values[most]! ? i : most), 0);
  const [, width = 1, maps = 1] = shape.length === 3 ? shape : [];
  if (shape.length !== 3) return {unit: best, row: 0, column: 0};
  const cell = Math.floor(best / maps);
  return {unit: best % maps, row: Math.floor(cell / width), column: cell % width};
}

/** Returns the maps of a layer of shape [height, width, maps], [height × width] each. */
export function mapsOf({shape, values}: TracedLayer): {height: number; width: number; maps: Float32Array[]} {
  const [height = 1, width = 1, n = 1] = shape;
  const maps = Array.from({length: n}, (_, map) =>
    Float32Array.from({length: height * width}, (_unused, cell) => values[cell * n + map]!)
  );
  return {height, width, maps};
}
