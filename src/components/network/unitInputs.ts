import type {Column} from "./seenNetwork.js";
import type {UnitPlace} from "./unitSum.js";

/** What a unit of a dense layer or a convolution adds up, a value for each weight. */
export interface UnitInputs {
  /** The index of each input among those of the layer; −1 for a place outside of the maps, which counts as 0. */
  readonly indices: Int32Array;
  readonly inputs: Float32Array;
  readonly weights: Float32Array;
  readonly products: Float64Array;
  readonly bias: number;
  /** The sum of the products and the bias, before the activation. */
  readonly sum: number;
}

/** A window of a layer with maps: its upper left corner, which may lie outside, and its size. */
export interface Window {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
}

/**
 * Returns what a unit of a dense layer, or a convolution's unit at a place, adds up; undefined for other layers, and
 * where the weights are not known. A convolution's inputs are in the order of its kernel: rows, columns, channels.
 */
export function unitInputs(column: Column, place: UnitPlace): UnitInputs | undefined {
  const {layer, inputs} = column;
  const {kernel, bias} = layer.weights ?? {};
  if (!kernel || !["Dense", "Conv2D"].includes(layer.kind)) return undefined;
  const units = kernel.shape.at(-1)!;
  const indices = kernel.shape.length === 2 ? allOf(kernel.shape[0]!) : windowIndices(column, place);
  const taken = Float32Array.from(indices, (index) => (index < 0 ? 0 : inputs[index]!));
  const weights = Float32Array.from(indices, (_, i) => kernel.values[i * units + place.unit]!);
  const products = Float64Array.from(taken, (input, i) => input * weights[i]!);
  const offset = bias?.values[place.unit] ?? 0;
  return {
    indices,
    inputs: taken,
    weights,
    products,
    bias: offset,
    sum: products.reduce((sum, product) => sum + product, offset)
  };
}

/** Returns the window that a convolution or a pooling looks at for its output at a place, *size* its height and width. */
export function windowAt(
  {layer, inputShape}: Pick<Column, "layer" | "inputShape">,
  {row, column}: Pick<UnitPlace, "row" | "column">,
  [height, width]: readonly [number, number]
): Window {
  const {strides, padding} = layer.sliding!;
  const start = (at: number, axis: 0 | 1, side: number) => {
    const stride = strides[axis];
    // As TensorFlow pads: the smaller half before.
    const padded = padding === "same" ? Math.max(0, (layer.shape[axis]! - 1) * stride + side - inputShape[axis]!) : 0;
    return at * stride - Math.floor(padded / 2);
  };
  return {top: start(row, 0, height), left: start(column, 1, width), height, width};
}

/** Returns the index of each input under a *window* of an input of a shape, −1 outside of it. */
export function indicesIn(
  {top, left, height, width}: Window,
  [rows = 1, columns = 1, channels = 1]: readonly number[]
) {
  return Int32Array.from({length: height * width * channels}, (_, i) => {
    const cell = Math.floor(i / channels);
    const [row, column] = [top + Math.floor(cell / width), left + (cell % width)];
    const isInside = row >= 0 && row < rows && column >= 0 && column < columns;
    return isInside ? (row * columns + column) * channels + (i % channels) : -1;
  });
}

function windowIndices(column: Column, place: UnitPlace): Int32Array {
  const [height = 1, width = 1] = column.layer.weights!.kernel!.shape;
  return indicesIn(windowAt(column, place, [height, width]), column.inputShape);
}

function allOf(n: number): Int32Array {
  return Int32Array.from({length: n}, (_, i) => i);
}
