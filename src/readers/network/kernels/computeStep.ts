import type {LayerKernel} from "./layerKernel.js";
import {isPadded, paddedSides, sizeOf, type KernelStep, type Pass} from "./planKernels.js";
import {softmax} from "./softmax.js";

/** A step with its places in the kernel's memory. */
export interface PlacedStep extends KernelStep {
  /** Of its values for a batch. */
  readonly at: number;
  /** Of its weights and of one image with zeros around, where it has a pass. */
  readonly packed: number;
  readonly padded: number;
}

/** Computes a step for *n* images whose input is at *from*. */
export function computeStep(kernel: LayerKernel, step: PlacedStep, from: number, n: number): void {
  const {pass, at, shape, activation} = step;
  const {numbers} = kernel;
  const end = at + n * sizeOf(shape);
  if (pass && shape.length === 1) applyDense(kernel, step, pass, from, n);
  else if (pass) applyConvolution(kernel, step, pass, from, n);
  else numbers.copyWithin(at, from, from + end - at);
  if (!pass && activation === "relu") for (let i = at; i < end; ++i) numbers[i] = Math.max(0, numbers[i]!);
  if (activation !== "softmax") return;
  const units = shape.at(-1)!;
  for (let start = at; start < end; start += units) softmax(numbers.subarray(start, start + units));
}

/** All images are the rows of one matrix. */
function applyDense(kernel: LayerKernel, step: PlacedStep, {input}: Pass, from: number, n: number): void {
  const {at, packed, shape, activation} = step;
  const [, , inputs] = input;
  const rows = {rows: n, columns: 1, rowStep: inputs, columnStep: 0, segments: 1, length: inputs, segmentStep: 0};
  kernel.apply({...rows, from, packed, to: at, outputs: shape[0]!, isRelu: activation === "relu"});
}

/** A place is a window, whose rows are the segments. */
function applyConvolution(kernel: LayerKernel, step: PlacedStep, pass: Pass, from: number, n: number): void {
  const {at, packed, padded, shape, activation} = step;
  const [rows, columns, outputs] = shape as [number, number, number];
  const {input, size, strides, margins} = pass;
  const [, , channels] = input;
  const row = paddedSides(pass)[1] * channels;
  const layer = {
    packed,
    rows,
    columns,
    rowStep: strides[0] * row,
    columnStep: strides[1] * channels,
    segments: size[0],
    length: size[1] * channels,
    segmentStep: row,
    outputs,
    isRelu: activation === "relu"
  };
  for (let i = 0; i < n; ++i) {
    const image = from + i * sizeOf(input);
    if (isPadded(pass)) pad(kernel.numbers, image, padded + margins[0] * row + margins[1] * channels, pass, row);
    kernel.apply({...layer, from: isPadded(pass) ? padded : image, to: at + i * sizeOf(shape)});
  }
}

/** Copies an image, row by row, into a frame of zeros, whose rows have *row* numbers. */
function pad(numbers: Float32Array, image: number, to: number, {input}: Pass, row: number): void {
  const [rows, columns, channels] = input;
  for (let y = 0; y < rows; ++y) {
    const start = image + y * columns * channels;
    numbers.copyWithin(to + y * row, start, start + columns * channels);
  }
}
