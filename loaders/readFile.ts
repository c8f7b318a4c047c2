import type {Box} from "../src/digits/image.js";
import {confidenceOf, textOf} from "../src/recognizers/readImages.js";
import {readPicture} from "../src/recognizers/readPicture.js";
import type {Recognizer} from "../src/recognizers/recognizer.js";
import {
  answerState,
  digitState,
  lowestLikelihood,
  thresholdsOf,
  type AnswerThresholds
} from "../src/stats/answerState.js";
import {readBytes} from "./files.js";
import {readPicture as decode} from "./pictures/decode.js";

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
  /** The digits, with a space between lines; empty without ink. */
  readonly text: string;
  /** How likely all of them are right, in [0, 1]; 0 for none. */
  readonly confidence: number;
  /** Whether one of the digits is unsure. */
  readonly unsure: boolean;
  /** The lowest likelihood of its digits; 0 for none, null where the run can't tell. */
  readonly likelihood: number | null;
  readonly digits: readonly FileDigit[];
}

/**
 * Returns the digits that *recognizer* reads in the image file at *path*, called *file* in the answer and in errors; what
 * is unsure is decided by *thresholds*.
 * @throws InputError for a file that is no image, or can't be read
 */
export async function readFile(
  recognizer: Recognizer,
  path: string,
  file = path,
  {thresholds = thresholdsOf({})}: {thresholds?: AnswerThresholds} = {}
): Promise<FileAnswer> {
  const {gray, scale} = await decode(await readBytes(path, "an image", file), file);
  const lines = readPicture(recognizer, gray);
  const read = lines.flat();
  const digits = read.map(({digit, confidence, likelihood, box: {x, y, width, height}}) => ({
    digit,
    confidence,
    unsure: digitState({confidence, likelihood}, thresholds) !== "answered",
    likelihood,
    box: {x: x * scale, y: y * scale, width: width * scale, height: height * scale}
  }));
  return {
    file,
    text: textOf(lines),
    confidence: digits.length ? confidenceOf(lines) : 0,
    unsure: answerState(read, thresholds) !== "answered",
    likelihood: lowestLikelihood(digits),
    digits
  };
}

/** Returns an answer as a line for people: the digits, how sure that is, and which of them are doubtful. */
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
  return `${file}: ${text} (${[sure, ...doubts].join("; ")})`;
}
