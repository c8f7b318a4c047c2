import {PIXELS, SIDE} from "./grid.js";

/** Pixels along one side with background around the image: then every pixel has eight neighbors. */
const WIDE = SIDE + 2;

/** From the upper one on, clockwise: P2 … P9 of the paper. */
const NEIGHBORS = [-WIDE, 1 - WIDE, 1, WIDE + 1, WIDE, WIDE - 1, -1, -WIDE - 1];

/** By which of the eight neighbors are ink, bit by bit: in which of the two passes, 1 and 2, the pixel goes. */
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

/** Lines as thin as pixels can be, along the middle of strokes. */
export interface Skeleton {
  /** [784], 1 on the lines, 0 elsewhere. */
  readonly pixels: Uint8Array;
  /** In pixels, from middle to middle: 1 to a neighbor beside, √2 to one across with none beside both. */
  readonly length: number;
  /** Pixels with one neighbor; one without any counts as two ends. */
  readonly ends: number;
}

/**
 * Returns the skeleton of what of an image, [784], is at least *threshold*. Guo and Hall, Parallel thinning with
 * two-subiteration algorithms, 1989, https://doi.org/10.1145/62065.62074, as scikit-image's `thin`.
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

/** Returns which neighbors of a pixel are ink, a bit each. */
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
