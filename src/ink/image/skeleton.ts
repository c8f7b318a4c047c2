import {PIXELS, SIDE} from "./grid.js";

/** The width, in pixels, of the image with a border of background, which gives every pixel eight neighbors. */
const WIDE = SIDE + 2;

/** Offsets of the neighbors, clockwise from the top: P2 … P9 in the paper. */
const NEIGHBORS = [-WIDE, 1 - WIDE, 1, WIDE + 1, WIDE, WIDE - 1, -1, -WIDE - 1];

/**
 * For each combination of inked neighbors, one bit each, the passes in which the pixel is removed: bit 1 for the first
 * pass, bit 2 for the second.
 */
const REMOVABLE = Uint8Array.from({length: 256}, (_, bits) => {
  const is = (k: number) => (bits >> (k % 8)) & 1;
  const pairs = (from: number) => [0, 2, 4, 6].reduce((sum, k) => sum + (is(from + k) | is(from + k + 1)), 0);
  const parts = [0, 2, 4, 6].reduce((sum, k) => sum + (is(k) ? 0 : is(k + 1) | is(k + 2)), 0);
  const count = Math.min(pairs(0), pairs(7));
  if (parts !== 1 || count < 2 || count > 3) return 0;
  const [up, upRight, right, downRight, down, downLeft, left, upLeft] = [0, 1, 2, 3, 4, 5, 6, 7].map(is);
  const first = !((up || upRight || !downRight) && right);
  const second = !((down || downLeft || !upLeft) && left);
  return Number(first) + 2 * Number(second);
});

/** One-pixel-wide lines along the middle of strokes. */
export interface Skeleton {
  /** [784], 1 on the lines, 0 elsewhere. */
  readonly pixels: Uint8Array;
  /**
   * In pixels, between pixel centers: 1 to a side neighbor, √2 to a diagonal neighbor without a shared side neighbor.
   */
  readonly length: number;
  /** The number of pixels with one neighbor. An isolated pixel counts as two ends. */
  readonly ends: number;
}

/**
 * Returns the skeleton of an image's ([784]) pixels with at least level *threshold*. Guo and Hall, Parallel thinning
 * with two-subiteration algorithms, 1989, https://doi.org/10.1145/62065.62074, as in scikit-image's `thin`.
 */
export function skeletonOf(image: Uint8Array, threshold: number): Skeleton {
  const ink = new Uint8Array(WIDE * WIDE);
  let inked: number[] = [];
  for (let i = 0; i < PIXELS; ++i) {
    if (image[i]! < threshold) continue;
    const place = (Math.floor(i / SIDE) + 1) * WIDE + (i % SIDE) + 1;
    ink[place] = 1;
    inked.push(place);
  }
  for (let pass = 1, kept = 0; kept < 2; pass = 3 - pass) {
    const removed = inked.filter((place) => REMOVABLE[neighborsOf(ink, place)]! & pass);
    for (const place of removed) ink[place] = 0;
    if (removed.length) inked = inked.filter((place) => ink[place]);
    kept = removed.length ? 0 : kept + 1;
  }
  return {pixels: crop(inked), ...measure(ink, inked)};
}

/** Returns a bit mask of a pixel's inked neighbors. */
function neighborsOf(ink: Uint8Array, place: number): number {
  let bits = 0;
  for (let k = 0; k < 8; ++k) bits |= ink[place + NEIGHBORS[k]!]! << k;
  return bits;
}

function measure(ink: Uint8Array, inked: readonly number[]): {length: number; ends: number} {
  let [beside, across, ends] = [0, 0, 0];
  for (const place of inked) {
    const [right, down, left] = [ink[place + 1]!, ink[place + WIDE]!, ink[place - 1]!];
    beside += right + down;
    if (ink[place + WIDE + 1] && !right && !down) ++across;
    if (ink[place + WIDE - 1] && !left && !down) ++across;
    const bits = neighborsOf(ink, place);
    if (!bits) ends += 2;
    else if (!(bits & (bits - 1))) ++ends;
  }
  return {length: beside + Math.SQRT2 * across, ends};
}

function crop(inked: readonly number[]): Uint8Array {
  const pixels = new Uint8Array(PIXELS);
  for (const place of inked) pixels[(Math.floor(place / WIDE) - 1) * SIDE + (place % WIDE) - 1] = 1;
  return pixels;
}
