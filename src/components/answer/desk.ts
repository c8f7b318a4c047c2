import type {Box, Photo} from "../../ink/image/image.js";
import type {Stroke} from "../../pen/pen.js";
import type {Ruling} from "../../ink/segmentation/rulings.js";
import type {JudgedDigit} from "../../stats/answerState.js";

/** What is to be recognized, ink or a photo, and what the visitor says of its division into digits. */
export type DeskSubject = ({readonly strokes: readonly Stroke[]} | {readonly picture: Photo}) & {
  readonly rulings?: readonly Ruling[];
  /** The same object for all that is one drawing, however it changes. */
  readonly drawing?: object;
};

/** A digit of an answer. */
export interface DeskDigit extends JudgedDigit {
  readonly digit: number;
  readonly probabilities: ArrayLike<number>;
  readonly image: Uint8Array;
  readonly box: Box;
  /** The numbers of its strokes, or of its pieces of the picture's ink. */
  readonly parts: readonly number[];
}

/** An answer as the desk shows it. */
export interface DeskAnswer {
  readonly text: string;
  /** The text with the marks that stand among the digits; missing where there can be none. */
  readonly written?: string;
  readonly confidence: number;
  /** The digits in each line; at least one. */
  readonly lines: readonly (readonly DeskDigit[])[];
  readonly backend: string;
  readonly milliseconds: number;
}

/** What the visitor says of parts of an answer: the digits that they really are, by `partsKey`. */
export type Corrections = ReadonlyMap<string, number>;

/** Returns the key of a digit's parts. */
export function partsKey(parts: readonly number[]): string {
  return parts.join(" ");
}

/** Returns an answer's digits as text, with the visitor's corrections, and a space between lines. */
export function correctedText({lines}: Pick<DeskAnswer, "lines">, corrections: Corrections): string {
  const digitOf = ({digit, parts}: DeskDigit) => corrections.get(partsKey(parts)) ?? digit;
  return lines.map((line) => line.map(digitOf).join("")).join(" ");
}

/**
 * Returns how many strokes of *after* are those of *before*, counted from the first: what was said of these still holds
 * when ink was added, taken back or erased.
 */
export function sharedStrokes(before: readonly Stroke[], after: readonly Stroke[]): number {
  const changed = before.findIndex((stroke, i) => stroke !== after[i]);
  return changed < 0 ? before.length : changed;
}
