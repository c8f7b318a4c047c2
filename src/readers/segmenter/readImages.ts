import {maxIndex} from "d3-array";
import {normalize, PIXELS} from "../../ink/image/grid.js";
import {mayBeDigit} from "../../ink/digitShape.js";
import type {Box} from "../../ink/image/image.js";
import {SHAPED_MARKS, type ShapedMark} from "../../pen/marks.js";
import {mostLikely} from "../../characters/mostLikely.js";
import type {Recognizer} from "../recognizer.js";

/** What an image was read as, and how. */
export interface ReadImage {
  readonly digit: number;
  /** Its probability, in [0, 1]. */
  readonly confidence: number;
  /** [10], sums to 1. */
  readonly probabilities: Float32Array;
  /** How likely it is a digit at all, in [0, 1]: 0 by its shape alone; null where the recognizer can't tell. */
  readonly likelihood: number | null;
  /** The mark that it is most likely, and how likely that is, in [0, 1]; missing where the recognizer can't tell. */
  readonly mark?: {readonly text: ShapedMark; readonly likelihood: number};
  /** [784], 0 to 255: what the recognizer saw. */
  readonly image: Uint8Array;
}

/** A digit that was read in a drawing or a picture. */
export interface ReadDigit extends ReadImage {
  /** Around its ink, in the unit of the strokes or in pixels of the picture. */
  readonly box: Box;
  /** The numbers of its strokes, or of its pieces of the picture's ink: what rulings are about. */
  readonly parts: readonly number[];
}

/** Returns what *recognizer* takes each of *images*, [784], 0 to 255, for; in one go. */
export function readImages(recognizer: Recognizer, images: readonly Uint8Array[]): ReadImage[] {
  if (!images.length) return [];
  const pixels = new Float32Array(images.length * PIXELS);
  images.forEach((image, i) => normalize(image, pixels.subarray(i * PIXELS, (i + 1) * PIXELS)));
  const {probabilities: all, likelihoods, marks} = recognizer.recognize(pixels);
  return images.map((image, i) => {
    const probabilities = all.slice(i * 10, (i + 1) * 10);
    const digit = mostLikely(probabilities);
    const likelihood = mayBeDigit(image) ? (likelihoods?.[i] ?? null) : 0;
    return {
      digit,
      confidence: probabilities[digit]!,
      probabilities,
      likelihood,
      ...(marks && {mark: likeliestMark(marks, i)}),
      image
    };
  });
}

function likeliestMark(marks: Float32Array, image: number): {text: ShapedMark; likelihood: number} {
  const likelihoods = marks.subarray(image * SHAPED_MARKS.length, (image + 1) * SHAPED_MARKS.length);
  const best = maxIndex(likelihoods);
  return {text: SHAPED_MARKS[best]!, likelihood: likelihoods[best]!};
}

/** Returns digits as text, with a space between lines. */
export function textOf(lines: readonly (readonly Pick<ReadDigit, "digit">[])[]): string {
  return lines.map((line) => line.map(({digit}) => digit).join("")).join(" ");
}

/** Returns the probability that all digits are right, in [0, 1], as if each were so by itself; 1 for none. */
export function confidenceOf(lines: readonly (readonly Pick<ReadDigit, "confidence">[])[]): number {
  return lines.flat().reduce((product, {confidence}) => product * confidence, 1);
}
