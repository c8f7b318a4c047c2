import type {Places} from "../../../kernels/kernels.js";
import {applyActivation, applyGradient, type Activation} from "./activations.js";
import {carryByConvolution, carryByScattering} from "./carryBack.js";
import {createFrame} from "./frame.js";
import type {EngineLayer, Take} from "./layer.js";
import {packedTable} from "./packing.js";

/** A convolution of pictures, [height × width × channels]. */
export interface ConvolutionShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly filters: number;
  /** The sides of the square window, and its steps down and to the right. */
  readonly size: number;
  readonly stride: number;
  readonly padding: "same" | "valid";
}

/** How windows lie along a side: how many, and the zeros before and after it, as TensorFlow pads. */
export interface Windows {
  readonly count: number;
  readonly before: number;
  readonly after: number;
}

function windowsAlong(side: number, {size, stride, padding}: ConvolutionShape): Windows {
  if (padding === "valid") return {count: Math.floor((side - size) / stride) + 1, before: 0, after: 0};
  const count = Math.ceil(side / stride);
  const zeros = Math.max(0, (count - 1) * stride + size - side);
  return {count, before: Math.floor(zeros / 2), after: zeros - Math.floor(zeros / 2)};
}

/**
 * Returns a convolution layer for at most *most* images. Its weights: [size × size × channels × filters], [filters].
 * Windows are read where they lie, without a copy of each.
 */
export function createConvolution(
  shape: ConvolutionShape & {readonly activation: Activation},
  most: number,
  take: Take
): EngineLayer {
  const {height, width, channels, filters, size, stride, activation} = shape;
  const [down, across] = [windowsAlong(height, shape), windowsAlong(width, shape)];
  const inputs = size * size * channels;
  const outputs = down.count * across.count * filters;
  const margins = {above: down.before, below: down.after, left: across.before, right: across.after};
  const frame = createFrame({height, width, channels, ...margins}, most, take);
  const carryBack = stride === 1 ? carryByConvolution : carryByScattering;
  const back = carryBack(shape, {down, across}, most, take);
  const windowsOf = (images: number): Places => ({
    images,
    rows: down.count,
    columns: across.count,
    imageStep: frame.imageStep,
    rowStep: stride * frame.rowStep,
    columnStep: stride * channels,
    segments: size,
    length: size * channels,
    segmentStep: frame.rowStep,
    outputs: filters
  });
  return {
    inputs: height * width * channels,
    outputs,
    table: packedTable(inputs, filters),
    begin: back.begin,
    prepare: back.prepare,
    forward({kernels, images, input, output, weights}) {
      frame.fill(kernels, input, images);
      kernels.apply(
        frame.at,
        weights,
        windowsOf(images),
        {to: output, imageStep: outputs, rowStep: across.count * filters, columnStep: filters},
        activation === "relu"
      );
      applyActivation(kernels, activation, output, images * outputs);
    },
    backward({kernels, images, output, gradient, gradients, inputGradient}) {
      applyGradient(kernels, activation, gradient, output, images * outputs);
      kernels.weigh(frame.at, gradient, gradients, windowsOf(images));
      if (inputGradient !== undefined) back.carry(kernels, images, gradient, inputGradient);
    }
  };
}
