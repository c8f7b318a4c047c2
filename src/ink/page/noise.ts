import {quantile} from "d3-array";
import type {GrayImage} from "../image/image.js";

/**
 * Smoothing repeats until three quarters of the neighbors along the border differ by at most `MIN_NOISE` of the
 * picture's range of levels, or `MAX_PASSES` times. Measured on MNIST with Gaussian noise (standard deviation 0.1, 0.2
 * and 0.3 of the ink's contrast): 99, 99 and 94 % of 400 validation digits are recognized; without smoothing, 99, 33
 * and 13 %.
 */
const [MIN_NOISE, MAX_PASSES] = [0.06, 3];

/**
 * Smooths a gray picture whose noise stands out from its paper, as often as needed, with the binomial 3×3 filter (Burt
 * and Adelson, The Laplacian pyramid as a compact image code, 1983, call it a generating kernel). Returns any other
 * picture unchanged. The noise is estimated at the border, where ink is rare.
 */
export function smoothNoise(picture: GrayImage): GrayImage {
  let smooth = picture;
  for (let pass = 0; pass < MAX_PASSES && noiseAtBorder(smooth) > MIN_NOISE; ++pass) smooth = smoothOnce(smooth);
  return smooth;
}

/**
 * Returns the third quartile of the differences between neighbors along the border, as a share of the range of levels.
 * Shadows and uneven light change little from one pixel to the next.
 */
function noiseAtBorder({width, height, data}: GrayImage): number {
  const differences: number[] = [];
  const compare = (start: number, step: number, length: number) => {
    for (let k = 1; k < length; ++k)
      differences.push(Math.abs(data[start + k * step]! - data[start + (k - 1) * step]!));
  };
  compare(0, 1, width);
  compare((height - 1) * width, 1, width);
  compare(0, width, height);
  compare(width - 1, width, height);
  const difference = quantile(differences, 0.75);
  if (!difference) return 0; // as in most pictures: skips the scan for the range
  let [least, most] = [Infinity, -Infinity];
  for (let i = 0; i < data.length; ++i) {
    const level = data[i]!;
    if (level < least) least = level;
    if (level > most) most = level;
  }
  return difference / (most - least);
}

/** Averages each level with its neighbors, weighted 1 : 2 : 1 along rows and columns; edges repeat. */
export function smoothOnce({width, height, data}: GrayImage): GrayImage {
  const rows = new Float32Array(data.length);
  for (let y = 0, i = 0; y < height; ++y) {
    let [before, level] = [data[i]!, data[i]!];
    for (let x = 1; x < width; ++x, ++i) {
      const after = data[i + 1]!;
      rows[i] = (before + 2 * level + after) / 4;
      [before, level] = [level, after];
    }
    rows[i++] = (before + 3 * level) / 4;
  }
  const smooth = new Uint8Array(data.length);
  for (let i = 0; i < data.length; ++i) {
    const above = rows[i < width ? i : i - width]!;
    const below = rows[i < data.length - width ? i + width : i]!;
    smooth[i] = (above + 2 * rows[i]! + below) / 4 + 0.5; // adding 0.5 rounds, because storing a byte truncates
  }
  return {width, height, data: smooth};
}
