import {PIXELS} from "../ink/image/grid.js";
import {countByClass, type Digits} from "./digits.js";

/**
 * Returns the median of each pixel in each class, [classes × 784], 0 to 255: for an even number of images, the rounded
 * mean of the two middle ones. A class without images is blank; without labels all classes are.
 */
export function medianImages(digits: Digits, classes: number): Uint8Array {
  const medians = new Uint8Array(classes * PIXELS);
  if (!digits.labels) return medians;
  const histogram = new Uint32Array(PIXELS * 256);
  countByClass(digits.labels, classes).forEach((n, digit) => {
    if (!n) return;
    histogram.fill(0);
    for (let i = 0; i < digits.length; ++i) {
      if (digits.labels![i] !== digit) continue;
      for (let p = 0, start = i * PIXELS; p < PIXELS; ++p) ++histogram[p * 256 + digits.images[start + p]!]!;
    }
    for (let p = 0; p < PIXELS; ++p) {
      const levels = histogram.subarray(p * 256, (p + 1) * 256);
      const [low, high] = [levelAt(levels, Math.floor((n - 1) / 2)), levelAt(levels, Math.floor(n / 2))];
      medians[digit * PIXELS + p] = Math.round((low + high) / 2);
    }
  });
  return medians;
}

/** Returns the lowest level whose cumulative count exceeds *rank*. */
function levelAt(levels: Uint32Array, rank: number): number {
  let below = 0;
  return levels.findIndex((count) => (below += count) > rank);
}

/**
 * Returns an image of each pixel's variation in each class, [classes × 784]: twice the sample standard deviation (n −
 * 1), at most 255. A pixel that is 0 in half the images and 255 in the others deviates by 127.5, the maximum except for
 * tiny classes, so the images use the full range. A class with fewer than two images is blank; without labels all
 * classes are.
 */
export function deviationImages(digits: Digits, classes: number): Uint8Array {
  const drawn = new Uint8Array(classes * PIXELS);
  if (!digits.labels) return drawn;
  const [sums, squares] = [new Float64Array(drawn.length), new Float64Array(drawn.length)];
  for (let i = 0; i < digits.length; ++i) {
    const offset = digits.labels[i]! * PIXELS;
    for (let p = 0; p < PIXELS; ++p) {
      const level = digits.images[i * PIXELS + p]!;
      sums[offset + p]! += level;
      squares[offset + p]! += level * level; // whole numbers: exact
    }
  }
  const counts = countByClass(digits.labels, classes);
  for (let i = 0; i < drawn.length; ++i) {
    const n = counts[Math.floor(i / PIXELS)]!;
    if (n < 2) continue;
    const variance = Math.max(0, (squares[i]! - (sums[i]! * sums[i]!) / n) / (n - 1));
    drawn[i] = Math.min(255, Math.round(2 * Math.sqrt(variance)));
  }
  return drawn;
}
