import {PIXELS} from "../ink/image/grid.js";

/** The ten digit classes, in the order of every probability vector. */
export const CLASSES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** The splits, in display order. */
export const SPLITS = ["train", "validation", "test"] as const;
export type Split = (typeof SPLITS)[number];

/**
 * A set of characters of one alphabet. Throughout Handscope, ink is 255 and background is 0; images are 28×28,
 * row-major and stored one after another.
 */
export interface Digits {
  /** The number of characters. */
  readonly length: number;
  /** [length × 784], 0 (background) to 255 (ink). */
  readonly images: Uint8Array;
  /** [length], indices of classes; absent if the source has no labels, like Kaggle's test.csv. */
  readonly labels?: Uint8Array;
}

/** Returns a view (not a copy) of the 784 pixels of digit *i*. */
export function imageAt({images}: Pick<Digits, "images">, i: number): Uint8Array {
  return images.subarray(i * PIXELS, (i + 1) * PIXELS);
}

/** Copies the digits at the given *indices*, in that order. */
export function take(digits: Digits, indices: ArrayLike<number>): Digits {
  const images = new Uint8Array(indices.length * PIXELS);
  for (let i = 0; i < indices.length; ++i) images.set(imageAt(digits, indices[i]!), i * PIXELS);
  const {labels} = digits;
  return {
    length: indices.length,
    images,
    ...(labels && {labels: Uint8Array.from(indices, (j) => labels[j]!)})
  };
}

/** Returns the first *n* digits, or all if there are fewer, as views (not copies). */
export function firstDigits<T extends Digits>(digits: T, n: number): T {
  const length = Math.min(n, digits.length);
  const {images, labels} = digits;
  return {
    ...digits,
    length,
    images: images.subarray(0, length * PIXELS),
    ...(labels && {labels: labels.subarray(0, length)})
  };
}

/** Counts the characters of each class, [classes]; *classes* is the number of classes in the alphabet. */
export function countByClass(labels: Uint8Array, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const label of labels) ++counts[label]!;
  return counts;
}

/** Returns the mean image of each class, [classes × 784], 0 to 255, rounded; a class without images is blank. */
export function meanImages(digits: Digits, classes: number): Uint8Array {
  const {labels} = digits;
  const sums = new Float64Array(classes * PIXELS);
  if (!labels) return new Uint8Array(classes * PIXELS);
  for (let i = 0; i < digits.length; ++i) {
    const offset = labels[i]! * PIXELS;
    for (let p = 0; p < PIXELS; ++p) sums[offset + p]! += digits.images[i * PIXELS + p]!;
  }
  const counts = countByClass(labels, classes);
  return Uint8Array.from(sums, (sum, p) => Math.round(sum / (counts[Math.floor(p / PIXELS)] || 1)));
}
