import {maxIndex} from "d3-array";
import {DIGITS, isSameAlphabet, NO_CLASS, separatorOf, type Alphabet} from "../../characters/alphabet.js";
import {normalize, PIXELS} from "../../ink/image/grid.js";
import {mayBeDigit} from "../../ink/digitShape.js";
import type {Box} from "../../ink/image/image.js";
import {SHAPED_MARKS, type ShapedMark} from "../../pen/marks.js";
import {mostLikely} from "../../characters/mostLikely.js";
import type {Classifier} from "../classifier.js";

/** A classifier's prediction for an image. */
export interface ReadImage {
  /** The index of the predicted class; `NO_CLASS` for no answer. */
  readonly label: number;
  /** The predicted class; empty for no answer. */
  readonly text: string;
  /** The predicted class's probability, in [0, 1]; 0 for no answer. */
  readonly confidence: number;
  /** [classes], sums to 1; all 0 for no answer. */
  readonly probabilities: Float32Array;
  /**
   * The likelihood that the image shows any class at all, in [0, 1]. For digits, 0 if its shape rules one out. Null if
   * the classifier can't tell.
   */
  readonly likelihood: number | null;
  /** The most likely mark and its likelihood, in [0, 1]; missing if the classifier can't tell. */
  readonly mark?: {readonly text: ShapedMark; readonly likelihood: number};
  /** [784], 0 to 255: the classifier's input. */
  readonly image: Uint8Array;
}

/** A digit read in a drawing or a picture. */
export interface ReadDigit extends ReadImage {
  /** Around its ink, in the unit of the strokes or in pixels of the picture. */
  readonly box: Box;
  /** The numbers of its strokes, or of its pieces of ink in the picture; constraints refer to these. */
  readonly parts: readonly number[];
}

/** Resolves to *classifier*'s predictions for *images*, each [784], 0 to 255, in one batch. */
export async function readImages(classifier: Classifier, images: readonly Uint8Array[]): Promise<ReadImage[]> {
  if (!images.length) return [];
  const pixels = new Float32Array(images.length * PIXELS);
  images.forEach((image, i) => normalize(image, pixels.subarray(i * PIXELS, (i + 1) * PIXELS)));
  const {probabilities: all, likelihoods, marks} = await classifier.classify(pixels);
  const {classes} = classifier;
  const areDigits = hasMarks(classifier);
  return images.map((image, i) => {
    const probabilities = all.slice(i * classes.length, (i + 1) * classes.length);
    const best = mostLikely(probabilities, 0, classes.length);
    const confidence = probabilities[best]!;
    const likelihood = !areDigits || mayBeDigit(image) ? (likelihoods?.[i] ?? null) : 0;
    return {
      label: confidence ? best : NO_CLASS,
      text: confidence ? classes[best]! : "",
      confidence,
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

/** Returns whether *classifier* reads digits, among which marks may stand. */
export function hasMarks({classes}: Pick<Classifier, "classes">): boolean {
  return isSameAlphabet(classes, DIGITS);
}

/** Returns the text of *lines* of characters of *classes*, with a space between lines, and between classes of several letters. */
export function textOf(lines: readonly (readonly Pick<ReadDigit, "text">[])[], classes: Alphabet): string {
  return lines.map((line) => line.map(({text}) => text).join(separatorOf(classes))).join(" ");
}

/** Returns the probability that all characters are right, in [0, 1], assuming independence; 1 for no characters. */
export function confidenceOf(lines: readonly (readonly Pick<ReadDigit, "confidence">[])[]): number {
  return lines.flat().reduce((product, {confidence}) => product * confidence, 1);
}
