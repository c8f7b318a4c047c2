import {PIXELS} from "../ink/image/grid.js";
import {countByClass, type Digits} from "./digits.js";

/**
 * Returns the median of each pixel over each class, [classes × 784], 0 to 255: of an even number of images the mean of the
 * two in the middle, rounded. A class without images is blank, and all are without labels.
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

/** Returns the level of which, and of lower ones, there are more than *rank*. */
function levelAt(levels: Uint32Array, rank: number): number {
  let below = 0;
  return levels.findIndex((count) => (below += count) > rank);
}

/**
 * Returns how much each pixel varies in each class, to be drawn, [classes × 784]: twice the sample standard deviation (n − 1),
 * at most 255. Levels from 0 to 255 that are half the one and half the other deviate by 127.5, the most there is but for
 * a few images, so that this fills the range. A class of fewer than two images is blank, and all are without labels.
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
