import type {GrayImage} from "./image.js";

/** A picture with whole levels. */
export interface ByteImage extends GrayImage {
  readonly data: Uint8Array;
}

/**
 * Returns the morphological closing of a picture: dark parts too narrow for an octagon with a *radius* in pixels take
 * the level of their surroundings. The edges of larger parts, whether steps or slopes, stay in place. Edge pixels
 * repeat beyond the border.
 *
 * Serra, Image Analysis and Mathematical Morphology, 1982. The octagon is the Minkowski sum of lines in four
 * directions, so the maximum (dilation) is taken along each direction in turn, and then the minimum (erosion) in
 * reverse.
 */
export function close(image: ByteImage, radius: number): ByteImage {
  const margin = 2 * radius; // the reach of two octagons; no line wraps from the end of one row into the next
  const {width, height, data} = extend(image, margin);
  const slanting = Math.floor((1 - Math.SQRT1_2) * radius); // half the octagon's side; regular apart from rounding
  const straight = radius - 2 * slanting;
  const lines = [
    [1, straight],
    [width, straight],
    [width + 1, slanting],
    [width - 1, slanting]
  ] as const;
  for (const [step, half] of lines) maximizeAhead(data, step, 2 * half + 1);
  for (const [step, half] of lines) minimizeBehind(data, step, 2 * half + 1);
  return crop({width, height, data}, margin);
}

/** Erodes a picture with a 3×3 square: returns the lowest level among each pixel and its neighbors. */
export function erode({width, height, data}: ByteImage): ByteImage {
  const lowest = data.slice();
  for (let y = 0, i = 0; y < height; ++y) {
    const [top, bottom] = [Math.max(0, y - 1), Math.min(height - 1, y + 1)];
    for (let x = 0; x < width; ++x, ++i) {
      const [left, right] = [Math.max(0, x - 1), Math.min(width - 1, x + 1)];
      for (let v = top; v <= bottom; ++v) {
        for (let u = left; u <= right; ++u) lowest[i] = Math.min(lowest[i]!, data[v * width + u]!);
      }
    }
  }
  return {width, height, data: lowest};
}

/** Inverts a picture. */
export function invert({width, height, data}: ByteImage): ByteImage {
  return {width, height, data: data.map((level) => 255 - level)};
}

/**
 * Replaces each level by the maximum of *count* levels, its own and those that follow at every *step*. Doubles the
 * covered range each round (Pecht, Speeding-up successive Minkowski operations, Pattern Recognition Letters 3, 1985).
 */
function maximizeAhead(data: Uint8Array, step: number, count: number): void {
  for (let covered = 1, more; covered < count; covered += more) {
    more = Math.min(covered, count - covered);
    for (let i = 0, j = more * step; j < data.length; ++i, ++j) data[i] = Math.max(data[i]!, data[j]!);
  }
}

/** Replaces each level by the minimum of *count* levels, its own and those that precede it at every *step*. */
function minimizeBehind(data: Uint8Array, step: number, count: number): void {
  for (let covered = 1, more; covered < count; covered += more) {
    more = Math.min(covered, count - covered);
    for (let j = data.length - 1, i = j - more * step; i >= 0; --i, --j) data[j] = Math.min(data[i]!, data[j]!);
  }
}

/** Adds *margin* pixels on each side, repeating the edge pixels. */
function extend({width, height, data}: ByteImage, margin: number): ByteImage {
  const [wide, high] = [width + 2 * margin, height + 2 * margin];
  const extended = new Uint8Array(wide * high);
  for (let y = 0; y < high; ++y) {
    const row = Math.max(0, Math.min(height - 1, y - margin)) * width;
    const start = y * wide;
    extended.fill(data[row]!, start, start + margin);
    extended.set(data.subarray(row, row + width), start + margin);
    extended.fill(data[row + width - 1]!, start + margin + width, start + wide);
  }
  return {width: wide, height: high, data: extended};
}

/** Removes *margin* pixels on each side. */
function crop({width, height, data}: ByteImage, margin: number): ByteImage {
  const [narrow, low] = [width - 2 * margin, height - 2 * margin];
  const cropped = new Uint8Array(narrow * low);
  for (let y = 0; y < low; ++y) {
    const start = (y + margin) * width + margin;
    cropped.set(data.subarray(start, start + narrow), y * narrow);
  }
  return {width: narrow, height: low, data: cropped};
}
