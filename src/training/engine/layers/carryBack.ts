import type {Kernels} from "../../../kernels/kernels.js";
import type {ConvolutionShape, Windows} from "./convolution.js";
import {createFrame} from "./frame.js";
import type {EngineLayer, Take} from "./layer.js";
import {columnOf, rowsOf} from "./matrix.js";
import {packedIndex, packIndices, repacked} from "./packing.js";

/** What computes the gradient with respect to a convolution's input. */
export interface CarryBack extends Required<Pick<EngineLayer, "begin" | "prepare">> {
  /** Computes it from that of the output, [images × rows × columns × filters], at *gradient*. */
  carry(kernels: Kernels, images: number, gradient: number, inputGradient: number): void;
}

/** How a convolution's windows lie. */
export interface Grid {
  readonly down: Windows;
  readonly across: Windows;
}

/**
 * Carries gradients back through a convolution with stride 1: each place's is a window of the output's gradient, with zeros
 * around it, times the kernel turned by 180°.
 */
export function carryByConvolution(
  {height, width, channels, filters, size}: ConvolutionShape,
  {down, across}: Grid,
  most: number,
  take: Take
): CarryBack {
  const inputs = size * size * channels;
  const margins = {
    above: size - 1 - down.before,
    below: size - 1 - down.after,
    left: size - 1 - across.before,
    right: size - 1 - across.after
  };
  const frame = createFrame({height: down.count, width: across.count, channels: filters, ...margins}, most, take);
  const back = repacked(
    packIndices(size * size * filters, channels, (k, channel) => {
      const [turned, filter] = [size * size - 1 - Math.floor(k / filters), k % filters];
      return k < 0 ? -1 : packedIndex(inputs, turned * channels + channel, filter);
    }),
    take
  );
  return {
    begin: back.begin,
    prepare: back.copy,
    carry(kernels, images, gradient, inputGradient) {
      frame.fill(kernels, gradient, images);
      kernels.apply(
        frame.at,
        back.at,
        {
          images,
          rows: height,
          columns: width,
          imageStep: frame.imageStep,
          rowStep: frame.rowStep,
          columnStep: filters,
          segments: size,
          length: size * filters,
          segmentStep: frame.rowStep,
          outputs: channels
        },
        {to: inputGradient, imageStep: height * width * channels, rowStep: width * channels, columnStep: channels},
        false
      );
    }
  };
}

/**
 * Carries gradients back through a convolution with a larger stride: each window's are products of its output's gradient
 * and the kernel, and are added where the windows lie. A convolution would multiply the zeros between them too.
 */
export function carryByScattering(
  {height, width, channels, filters, size, stride}: ConvolutionShape,
  {down, across}: Grid,
  most: number,
  take: Take
): CarryBack {
  const inputs = size * size * channels;
  const places = down.count * across.count;
  const margins = {above: down.before, below: down.after, left: across.before, right: across.after};
  const frame = createFrame({height, width, channels, ...margins}, most, take);
  const windows = take(most * places * inputs);
  const back = repacked(
    packIndices(filters, inputs, (filter, input) => (filter < 0 ? -1 : packedIndex(inputs, input, filter))),
    take
  );
  return {
    begin: back.begin,
    prepare: back.copy,
    carry(kernels, images, gradient, inputGradient) {
      kernels.apply(gradient, back.at, rowsOf(images * places, filters, inputs), columnOf(windows, inputs), false);
      kernels.numbers.fill(0, frame.at, frame.at + images * frame.imageStep);
      kernels.scatter(windows, frame.at, {
        images,
        rows: down.count,
        columns: across.count,
        imageStep: frame.imageStep,
        rowStep: stride * frame.rowStep,
        columnStep: stride * channels,
        segments: size,
        length: size * channels,
        segmentStep: frame.rowStep
      });
      frame.read(kernels, inputGradient, images);
    }
  };
}
