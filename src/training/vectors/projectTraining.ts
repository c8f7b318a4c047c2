import type {Digits} from "../../characters/digits.js";
import {deskew} from "../../ink/deskew.js";
import {normalize, PIXELS} from "../../ink/image/grid.js";
import {fitComponents, projectImages, type Components} from "../../readers/classical/principalComponents.js";
import {fromLevels, toLevels, type Levels} from "../../readers/vectors/levels.js";

/** Training images as a run keeps them. */
export interface ProjectedTraining extends Levels {
  readonly components: Components;
  /** [n × components]: the projected images after rounding to levels. */
  readonly vectors: Float32Array;
}

/** Returns the pixels of *digits*, [n × 784] in [0, 1], upright if *deskewed*. */
export function pixelsOf({images}: Digits, deskewed: boolean): Float32Array {
  const pixels = normalize(images);
  return deskewed ? deskew(pixels) : pixels;
}

/** Fits *count* principal components to training images, projects these and rounds them to levels. */
export function projectTraining(
  training: Digits,
  {count, deskewed}: {readonly count: number; readonly deskewed: boolean}
): ProjectedTraining {
  const pixels = pixelsOf(training, deskewed);
  const bytes = deskewed ? Uint8Array.from(pixels, (ink) => Math.round(255 * ink)) : training.images;
  const components = fitComponents(bytes, count);
  const rounded = toLevels(projectImages(components, pixels));
  return {components, ...rounded, vectors: fromLevels(rounded)};
}

/** Returns the first *count* of the components, with the images as projected onto these. */
export function withFirst({components, levels, step}: ProjectedTraining, count: number): ProjectedTraining {
  const first = {mean: components.mean, components: components.components.slice(0, count * PIXELS)};
  const rounded = {levels: firstColumns(levels, components.components.length / PIXELS, count), step};
  return {components: first, ...rounded, vectors: fromLevels(rounded)};
}

/** Returns the first *count* of the *length* values of each row. */
export function firstColumns(rows: Float32Array, length: number, count: number): Float32Array {
  const first = new Float32Array((rows.length / length) * count);
  for (let i = 0; i < rows.length / length; ++i) first.set(rows.subarray(i * length, i * length + count), i * count);
  return first;
}
