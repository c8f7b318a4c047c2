import type {Box} from "../../src/ink/image/image.js";
import type {Mark} from "../../src/pen/marks.js";
import {markedText} from "../../src/readers/segmenter/markLine.js";
import {confidenceOf, textOf} from "../../src/readers/segmenter/readImages.js";
import {readMarkedPicture} from "../../src/readers/segmenter/readPicture.js";
import type {Classifier} from "../../src/readers/classifier.js";
import {
  answerState,
  digitState,
  lowestLikelihood,
  thresholdsOf,
  type AnswerThresholds
} from "../../src/stats/answerState.js";
import {readBytes} from "../files.js";
import {readPicture as decode} from "../datasets/pictures/decode.js";

/** A digit in an image file. */
export interface FileDigit {
  readonly digit: number;
  /** In [0, 1] */
  readonly confidence: number;
  /** Whether the desk would say that it is not certain, or that this doesn't look like a digit. */
  readonly unsure: boolean;
  /** How likely the ink is a digit at all, in [0, 1]; null where the run can't tell. */
  readonly likelihood: number | null;
  /** In pixels of the upright image. */
  readonly box: Box;
}

/** What is in an image file: the fields of a line of `predict --json`. */
export interface FileAnswer {
  readonly file: string;
  /** The digits, and the marks where these are kept, with a space between lines; empty without ink. */
  readonly text: string;
  /** How likely all of them are right, in [0, 1]; 0 for none. */
  readonly confidence: number;
  /** Whether one of the digits is unsure. */
  readonly unsure: boolean;
  /** The lowest likelihood of its digits; 0 for none, null where the run can't tell. */
  readonly likelihood: number | null;
  readonly digits: readonly FileDigit[];
  /** The marks between the digits, whether the text has them or not; boxes in pixels of the upright image. */
  readonly marks: readonly {readonly mark: Mark; readonly box: Box}[];
}

/** What becomes of the marks in a number. */
export const MARKS_CHOICES = ["drop", "keep"] as const;

export interface ReadFileOptions {
  /** Decide what is unsure. */
  readonly thresholds?: AnswerThresholds;
  /** Whether the text has the marks; by default it is digits alone. */
  readonly marks?: (typeof MARKS_CHOICES)[number];
}

/**
 * Returns the digits that *classifier* reads in the image file at *path*, called *file* in the answer and in errors; what
 * is unsure is decided by *thresholds*.
 * @throws InputError for a file that is no image, or can't be read
 */
export async function readFile(
  classifier: Classifier,
  path: string,
  file = path,
  {thresholds = thresholdsOf({}), marks: choice = "drop"}: ReadFileOptions = {}
): Promise<FileAnswer> {
  const {gray, scale} = await decode(await readBytes(path, "an image", file), file);
  const read = await readMarkedPicture(classifier, gray);
  const {classes} = classifier;
  const lines = read.map(({digits}) => digits);
  const inPixels = ({x, y, width, height}: Box): Box => {
    return {x: x * scale, y: y * scale, width: width * scale, height: height * scale};
  };
  const digits = lines.flat().map(({label: digit, confidence, likelihood, box}) => ({
    digit,
    confidence,
    unsure: digitState({confidence, likelihood}, thresholds) !== "answered",
    likelihood,
    box: inPixels(box)
  }));
  return {
    file,
    text: choice === "keep" ? read.map((line) => markedText(line, classes)).join(" ") : textOf(lines, classes),
    confidence: digits.length ? confidenceOf(lines) : 0,
    unsure: answerState(digits, thresholds) !== "answered",
    likelihood: lowestLikelihood(digits),
    digits,
    marks: read.flatMap(({marks}) => marks).map(({mark, box}) => ({mark, box: inPixels(box)}))
  };
}

/**
 * Returns an answer as a line for people: the text, how sure that is, which digits are doubtful, and which marks the text
 * leaves out.
 */
export function describeAnswer(answer: FileAnswer, thresholds: AnswerThresholds): string {
  const {file, text, confidence, digits} = answer;
  if (!digits.length) return `${file}: no ink`;
  const sure = `${(100 * confidence).toFixed(1)} %`;
  const placesOf = (state: string) =>
    digits.flatMap((digit, i) => (digitState(digit, thresholds) === state ? [i + 1] : []));
  const [strange, unsure] = [placesOf("no-digit"), placesOf("unsure")];
  if (strange.length === digits.length) return `${file}: not a digit; closest match: ${text} (${sure})`;
  const where = (places: readonly number[]) => (digits.length > 1 ? `: character ${places.join(", ")}` : "");
  const doubts = [
    ...(strange.length ? [`not a digit${where(strange)}`] : []),
    ...(unsure.length ? [`unsure${where(unsure)}`] : [])
  ];
  const isComplete = answer.marks.every(({mark}) => text.includes(mark));
  const left = isComplete ? [] : [`without ${answer.marks.map(({mark}) => mark).join(" ")}`];
  return `${file}: ${text} (${[sure, ...doubts, ...left].join("; ")})`;
}
