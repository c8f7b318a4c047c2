import {maxIndex} from "d3-array";
import {DIGITS, isSameAlphabet, NO_CLASS} from "../../characters/alphabet.js";
import {normalize, PIXELS} from "../../ink/image/grid.js";
import {mayBeDigit} from "../../ink/digitShape.js";
import type {Box} from "../../ink/image/image.js";
import {SHAPED_MARKS, type ShapedMark} from "../../pen/marks.js";
import {mostLikely} from "../../characters/mostLikely.js";
import type {Classifier} from "../classifier.js";

/** What an image was read as, and how. */
export interface ReadImage {
  /** The index of the class that it was read as; `NO_CLASS` for no answer. */
  readonly label: number;
  /** That class; empty for no answer. */
  readonly text: string;
  /** Its probability, in [0, 1]; 0 for no answer. */
  readonly confidence: number;
  /** [classes], sums to 1; all 0 for no answer. */
  readonly probabilities: Float32Array;
  /** How likely it is of the alphabet at all, in [0, 1]: of digits, 0 by the shape alone; null where the classifier can't tell. */
  readonly likelihood: number | null;
  /** The mark that it is most likely, and how likely that is, in [0, 1]; missing where the classifier can't tell. */
  readonly mark?: {readonly text: ShapedMark; readonly likelihood: number};
  /** [784], 0 to 255: what the classifier saw. */
  readonly image: Uint8Array;
}

/** A digit that was read in a drawing or a picture. */
export interface ReadDigit extends ReadImage {
  /** Around its ink, in the unit of the strokes or in pixels of the picture. */
  readonly box: Box;
  /** The numbers of its strokes, or of its pieces of the picture's ink: what constraints are about. */
  readonly parts: readonly number[];
}

/** Resolves to what *classifier* takes each of *images*, [784], 0 to 255, for; in one go. */
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

/** Do marks stand among the characters that *classifier* reads, as in numbers? */
export function hasMarks({classes}: Pick<Classifier, "classes">): boolean {
  return isSameAlphabet(classes, DIGITS);
}

/** Returns characters as text, with a space between lines, and between classes of several letters. */
export function textOf(lines: readonly (readonly Pick<ReadDigit, "text">[])[]): string {
  return lines.map((line) => joinTexts(line.map(({text}) => text))).join(" ");
}

/** Returns *texts* as one: set apart where one of them has more than a letter. */
export function joinTexts(texts: readonly string[]): string {
  return texts.join(texts.some((text) => [...text].length > 1) ? " " : "");
}

/** Returns the probability that all characters are right, in [0, 1], as if each were so by itself; 1 for none. */
export function confidenceOf(lines: readonly (readonly Pick<ReadDigit, "confidence">[])[]): number {
  return lines.flat().reduce((product, {confidence}) => product * confidence, 1);
}
