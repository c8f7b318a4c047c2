import {joinClasses, type Alphabet} from "../../characters/alphabet.js";
import type {Box, Photo} from "../../ink/image/image.js";
import type {Stroke} from "../../pen/pen.js";
import type {Constraint} from "../../ink/segmentation/constraints.js";
import type {JudgedDigit} from "../../stats/answerState.js";

/** What is to be recognized, ink or a photo, and what the visitor says of its division into digits. */
export type DeskSubject = ({readonly strokes: readonly Stroke[]} | {readonly picture: Photo}) & {
  readonly constraints?: readonly Constraint[];
  /** The same object for all that is one drawing, however it changes. */
  readonly drawing?: object;
};

/** A digit, or another character, of an answer. */
export interface DeskDigit extends JudgedDigit {
  /** The index of its class among the run's. */
  readonly label: number;
  /** How likely it is each class, [classes]. */
  readonly probabilities: ArrayLike<number>;
  readonly image: Uint8Array;
  readonly box: Box;
  /** The numbers of its strokes, or of its pieces of the picture's ink. */
  readonly parts: readonly number[];
}

/** An answer as a run gives it. */
export interface RunAnswer {
  readonly text: string;
  /** The text with the marks that stand among the digits; missing where there can be none. */
  readonly written?: string;
  readonly confidence: number;
  /** The digits in each line; at least one. */
  readonly lines: readonly (readonly DeskDigit[])[];
  readonly backend: string;
  readonly milliseconds: number;
}

/** An answer as the desk shows it. */
export interface DeskAnswer extends RunAnswer {
  /** The classes of the run that gave it. */
  readonly classes: Alphabet;
}

/**
 * What the visitor says of parts of an answer: the classes that they really are, as texts, by `partsKey`. They hold for whatever
 * run answers, if it has such a class.
 */
export type Corrections = ReadonlyMap<string, string>;

/** Returns the key of a digit's parts. */
export function partsKey(parts: readonly number[]): string {
  return parts.join(" ");
}

/** Returns an *answer* of a run of *classes*, its text in these. */
export function answerIn(classes: Alphabet, {written, ...answer}: RunAnswer): DeskAnswer {
  const text = correctedText({...answer, classes}, new Map());
  // The marks stand among the characters, so that they are known only where the text is the same.
  return {...answer, ...(written !== undefined && answer.text === text ? {written} : {}), text, classes};
}

/** Returns what a digit was corrected to, as the index of one of *classes*; undefined where nothing was said that is one. */
export function correctionOf(
  {parts}: Pick<DeskDigit, "parts">,
  corrections: Corrections,
  classes: Alphabet
): number | undefined {
  const said = corrections.get(partsKey(parts));
  const label = said === undefined ? -1 : classes.indexOf(said);
  return label < 0 ? undefined : label;
}

/** Returns an answer's digits as text, with the visitor's corrections, and a space between lines. */
export function correctedText(
  {lines, classes}: Pick<DeskAnswer, "lines" | "classes">,
  corrections: Corrections
): string {
  const labelOf = (one: DeskDigit) => correctionOf(one, corrections, classes) ?? one.label;
  return lines.map((line) => joinClasses(line.map(labelOf), classes)).join(" ");
}

/**
 * Returns how many strokes of *after* are those of *before*, counted from the first: what was said of these still holds
 * when ink was added, taken back or erased.
 */
export function sharedStrokes(before: readonly Stroke[], after: readonly Stroke[]): number {
  const changed = before.findIndex((stroke, i) => stroke !== after[i]);
  return changed < 0 ? before.length : changed;
}
