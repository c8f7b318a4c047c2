import {joinClasses, NO_CLASS, type Alphabet} from "../../characters/alphabet.js";
import type {Box, Photo} from "../../ink/image/image.js";
import type {Stroke} from "../../pen/pen.js";
import type {Constraint} from "../../ink/segmentation/constraints.js";
import type {JudgedDigit} from "../../stats/answerState.js";

/** The input to recognize, ink or a photo, with the visitor's constraints on its division into digits. */
export type DeskSubject = ({readonly strokes: readonly Stroke[]} | {readonly picture: Photo}) & {
  readonly constraints?: readonly Constraint[];
  /** An identity for the drawing: the same object however the drawing changes. */
  readonly drawing?: object;
};

/** A digit, or another character, of an answer. */
export interface DeskDigit extends JudgedDigit {
  /** The index of its class among the run's. */
  readonly label: number;
  /** [classes], the probability of each class. */
  readonly probabilities: ArrayLike<number>;
  readonly image: Uint8Array;
  readonly box: Box;
  /** The numbers of its strokes, or of its pieces of the picture's ink. */
  readonly parts: readonly number[];
}

/** A run's answer. */
export interface RunAnswer {
  readonly text: string;
  /** The text with the marks among the digits; missing if there can be no marks. */
  readonly written?: string;
  readonly confidence: number;
  /** The digits in each line; at least one. */
  readonly lines: readonly (readonly DeskDigit[])[];
  readonly backend: string;
  readonly milliseconds: number;
  /** The part of it that another run's detector took; missing where none did. */
  readonly detectorMilliseconds?: number;
}

/** An answer for the desk to show. */
export interface DeskAnswer extends RunAnswer {
  /** The classes of the run that answered. */
  readonly classes: Alphabet;
}

/**
 * The visitor's corrections of an answer: class names, or `NO_DIGIT`, by `partsKey`. They apply to the answers of every
 * run that has the class.
 */
export type Corrections = ReadonlyMap<string, string>;

/** The correction of ink that is none of the classes. No class has this name: an alphabet's names are not empty. */
export const NO_DIGIT = "";

/** Returns the key of a digit's parts. */
export function partsKey(parts: readonly number[]): string {
  return parts.join(" ");
}

/** Converts the *answer* of a run to one with these *classes*, its text included. */
export function answerIn(classes: Alphabet, {written, ...answer}: RunAnswer): DeskAnswer {
  const text = correctedText({...answer, classes}, new Map());
  // The marks are placed in the run's text, so they only fit if the text is unchanged.
  return {...answer, ...(written !== undefined && answer.text === text ? {written} : {}), text, classes};
}

/**
 * Returns the class that a digit was corrected to, as an index into *classes*, `NO_CLASS` for no digit; undefined without
 * a correction to one of them.
 */
export function correctionOf(
  {parts}: Pick<DeskDigit, "parts">,
  corrections: Corrections,
  classes: Alphabet
): number | undefined {
  const said = corrections.get(partsKey(parts));
  if (said === NO_DIGIT) return NO_CLASS;
  const label = said === undefined ? -1 : classes.indexOf(said);
  return label < 0 ? undefined : label;
}

/** Returns an answer's text with the visitor's corrections applied, "?" for no digit, and a space between lines. */
export function correctedText(
  {lines, classes}: Pick<DeskAnswer, "lines" | "classes">,
  corrections: Corrections
): string {
  const labelOf = (one: DeskDigit) => correctionOf(one, corrections, classes) ?? one.label;
  return lines.map((line) => joinClasses(line.map(labelOf), classes)).join(" ");
}

/**
 * Counts the leading strokes that *before* and *after* share. Feedback about these still holds when ink is added,
 * undone or erased.
 */
export function sharedStrokes(before: readonly Stroke[], after: readonly Stroke[]): number {
  const changed = before.findIndex((stroke, i) => stroke !== after[i]);
  return changed < 0 ? before.length : changed;
}
