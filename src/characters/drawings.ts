import type {AnswerState} from "../stats/answerState.js";
import {PIXELS} from "../ink/image/grid.js";
import type {Stroke} from "../pen/pen.js";
import {DIGITS, isSameAlphabet, joinClasses, NO_CLASS, type Alphabet} from "./alphabet.js";

/** A digit, or another character, with its prediction and the user's correction, both indices of classes. */
export interface KeptDigit {
  readonly read: number;
  /** The run's confidence, in [0, 1]. */
  readonly confidence: number;
  /** The likelihood that the ink is a digit at all, in [0, 1]; null if unknown, missing in older drawings. */
  readonly likelihood?: number | null | undefined;
  /** How far to trust the run's answer; missing in older drawings. */
  readonly state?: AnswerState | undefined;
  /** Null without a correction, and if the visitor said that it is no digit. */
  readonly corrected: number | null;
  /** Present if the visitor said that the ink is none of the classes. */
  readonly noDigit?: true | undefined;
  /** [784], 0 (background) to 255 (ink): the network's input. */
  readonly image: Uint8Array;
}

/** A drawing, or the digits of a photo, with the run's answer. */
export interface KeptDrawing {
  readonly id: string;
  /** The time when it was begun, in UTC: "2026-01-31T12:00:00.000Z". */
  readonly at: string;
  /** The run that answered. */
  readonly run: string;
  /** The run's classes, unless they are the ten digits. */
  readonly classes?: Alphabet | undefined;
  /** In fractions of the surface's side, y pointing down; empty for a photo. */
  readonly strokes: readonly Stroke[];
  /** The digits of each line; at least one. */
  readonly lines: readonly (readonly KeptDigit[])[];
}

/** Returns a digit's label: its correction if there is one, otherwise the prediction; `NO_CLASS` for no digit. */
export function labelOf(digit: KeptDigit): number {
  return correctedLabel(digit) ?? digit.read;
}

/** Returns what the visitor said a digit is: a class, `NO_CLASS` for no digit, or null if nothing was said. */
export function correctedLabel({corrected, noDigit}: Pick<KeptDigit, "corrected" | "noDigit">): number | null {
  return noDigit ? NO_CLASS : corrected;
}

/** Returns *digit* as the visitor says it is: a class, `NO_CLASS` for no digit, or its prediction or null for as read. */
export function relabel(digit: KeptDigit, label: number | null): KeptDigit {
  if (label === NO_CLASS) return {...digit, corrected: null, noDigit: true};
  const corrected = label === digit.read ? null : label;
  return {...digit, corrected, ...(digit.noDigit ? {noDigit: undefined} : {})};
}

/** Returns the classes that a drawing's digits are indices of. */
export function classesOfDrawing({classes}: Pick<KeptDrawing, "classes">): Alphabet {
  return classes ?? DIGITS;
}

/** Returns *classes* as a drawing stores them: omitted if they are the ten digits. */
export function keptClasses(classes: Alphabet): Pick<KeptDrawing, "classes"> {
  return isSameAlphabet(classes, DIGITS) ? {} : {classes};
}

/**
 * Returns a drawing's digits as text, with a space between lines. *label* returns each digit's label; by default, the
 * correction or prediction. "?" stands for no digit.
 */
export function textOf(
  drawing: Pick<KeptDrawing, "lines" | "classes">,
  label: (digit: KeptDigit) => number = labelOf
): string {
  return drawing.lines.map((line) => joinClasses(line.map(label), classesOfDrawing(drawing))).join(" ");
}

/** Returns the run's joint confidence in all digits, in [0, 1]: the product, which assumes independence. */
export function confidenceOf({lines}: KeptDrawing): number {
  return lines.flat().reduce((product, {confidence}) => product * confidence, 1);
}

/**
 * Corrects digit *i* (counted over all lines) to *label*, `NO_CLASS` for no digit. A correction to the prediction removes
 * the correction.
 */
export function correctDigit(drawing: KeptDrawing, i: number, label: number): KeptDrawing {
  let at = 0;
  const lines = drawing.lines.map((line) => line.map((digit) => (at++ === i ? relabel(digit, label) : digit)));
  return {...drawing, lines};
}

/**
 * Transfers corrections from *before*, the kept version, to *drawing*, a new reading of it. A digit with a
 * pixel-identical image keeps its correction if *drawing*'s run has that class. A correction in *drawing* wins if it is
 * new: if it differs from the *earlier* reading or was removed since.
 */
export function keepCorrections(drawing: KeptDrawing, before: KeptDrawing, earlier?: KeptDrawing): KeptDrawing {
  const lines = drawing.lines.map((line) =>
    line.map((digit) => {
      if (correctedLabel(digit) !== (correctionIn(earlier, digit, drawing) ?? null)) return digit;
      const said = correctionIn(before, digit, drawing);
      return relabel(digit, said === undefined ? correctedLabel(digit) : said);
    })
  );
  return {...drawing, lines};
}

/**
 * Returns the correction of *digit* in *other*, as a class of *drawing*: null if it was not corrected there or
 * *drawing* lacks the class; undefined if *other* doesn't contain the digit.
 */
function correctionIn(
  other: KeptDrawing | undefined,
  {image}: KeptDigit,
  drawing: KeptDrawing
): number | null | undefined {
  const same = other?.lines.flat().find((one) => one.image.every((value, p) => value === image[p]));
  if (!other || !same) return undefined;
  const said = correctedLabel(same);
  if (said === null || said === NO_CLASS) return said;
  const label = classesOfDrawing(drawing).indexOf(classesOfDrawing(other)[said] ?? "");
  return label < 0 ? null : label;
}

/** Counts the drawings, their digits and the corrected digits. */
export function countCorrections(drawings: readonly KeptDrawing[]): {
  drawings: number;
  digits: number;
  corrected: number;
} {
  const digits = drawings.flatMap(({lines}) => lines.flat());
  const corrected = digits.filter((digit) => correctedLabel(digit) !== null).length;
  return {drawings: drawings.length, digits: digits.length, corrected};
}

/** The name and versions of a drawings file. Version 2 has a drawing with classes other than the digits. */
export const DRAWINGS_FORMAT = {name: "handscope drawings", versions: [1, 2]} as const;

/**
 * Formats *drawings* as JSON, one drawing a line, which `parseDrawings` reads back exactly:
 * `{"name": "handscope drawings", "version": 1, "drawings": [{"id", "at", "run", "strokes", "lines"}, …]}`.
 *
 * - `at` is a time in UTC.
 * - `strokes` is a list of strokes, each a list of points `[x, y]` in fractions of the surface, y pointing down; it is
 *   empty for a photo.
 * - `lines` is a list of lines, each a list of digits
 *   `{"read", "confidence", "likelihood", "state", "corrected", "noDigit", "image"}`: `read` is 0 to 9, `corrected` 0 to
 *   9 or null, `confidence` 0 to 1, `likelihood` 0 to 1 or null, `state` "answered", "unsure" or "no-digit", `noDigit`
 *   true where the visitor said so, and `image` 784 pixels, row by row, 0 (background) to 255 (ink). `likelihood`,
 *   `state` and `noDigit` may be missing.
 * - In version 2 a drawing may have `classes`, a list of texts; `read` and `corrected` are then indices into it.
 */
export function formatDrawings(drawings: readonly KeptDrawing[]): string {
  const {name, versions} = DRAWINGS_FORMAT;
  const version = versions[drawings.some(({classes}) => classes) ? 1 : 0];
  const rows = drawings.map((drawing) =>
    JSON.stringify(drawing, (_, value: unknown) => (value instanceof Uint8Array ? [...value] : value))
  );
  return `{"name":${JSON.stringify(name)},"version":${version},"drawings":[\n${rows.join(",\n")}\n]}\n`;
}

/**
 * Formats the digits of *drawings* as CSV in the layout of Kaggle's Digit Recognizer, whose train.csv begins with
 * `label,pixel0,…,pixel783`: one row a digit, in order, labeled with its corrected class or else the predicted one. What
 * the visitor called no digit has no row.
 * https://www.kaggle.com/competitions/digit-recognizer/data
 */
export function formatKaggleRows(drawings: readonly KeptDrawing[]): string {
  const header = ["label", ...Array.from({length: PIXELS}, (_, p) => `pixel${p}`)].join();
  const rows = drawings.flatMap((drawing) => {
    const classes = classesOfDrawing(drawing);
    const digits = drawing.lines.flat().filter(({noDigit}) => !noDigit);
    return digits.map((digit) => `${quoted(classes[labelOf(digit)] ?? "")},${digit.image.join()}`);
  });
  return `${[header, ...rows].join("\n")}\n`;
}

/** Formats a text as a CSV field, quoted if necessary. https://www.rfc-editor.org/rfc/rfc4180 */
function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
