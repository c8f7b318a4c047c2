import type {AnswerState} from "../stats/answerState.js";
import {PIXELS} from "../ink/image/grid.js";
import type {Stroke} from "../pen/pen.js";
import {DIGITS, isSameAlphabet, joinClasses, type Alphabet} from "./alphabet.js";

/** A digit, or another character, that was read, and what somebody says it is: each the index of a class. */
export interface KeptDigit {
  readonly read: number;
  /** How sure the run was, in [0, 1]. */
  readonly confidence: number;
  /** How likely its ink is a digit at all, in [0, 1]; null where the run couldn't tell, missing in older drawings. */
  readonly likelihood?: number | null | undefined;
  /** How far the run's answer could be trusted; missing in older drawings. */
  readonly state?: AnswerState | undefined;
  /** Null where nobody corrected it. */
  readonly corrected: number | null;
  /** [784], 0 (background) to 255 (ink): what the network saw. */
  readonly image: Uint8Array;
}

/** A drawing, or the digits of a photo, with the answer to it. */
export interface KeptDrawing {
  readonly id: string;
  /** When it was begun, in UTC: "2026-01-31T12:00:00.000Z". */
  readonly at: string;
  /** The run that answered. */
  readonly run: string;
  /** The classes of that run, where these are not the ten digits. */
  readonly classes?: Alphabet | undefined;
  /** In fractions of the surface's side, y grows downward; none for a photo. */
  readonly strokes: readonly Stroke[];
  /** The digits of each line; at least one. */
  readonly lines: readonly (readonly KeptDigit[])[];
}

/** Returns what a digit is, as far as is known: its correction, or else what was read. */
export function labelOf({read, corrected}: KeptDigit): number {
  return corrected ?? read;
}

/** Returns the classes that a drawing's digits are indices of. */
export function classesOfDrawing({classes}: Pick<KeptDrawing, "classes">): Alphabet {
  return classes ?? DIGITS;
}

/** Returns *classes* as a drawing keeps them: not at all where they are the ten digits. */
export function keptClasses(classes: Alphabet): Pick<KeptDrawing, "classes"> {
  return isSameAlphabet(classes, DIGITS) ? {} : {classes};
}

/** Returns a drawing's digits as text, a space between lines; *label* gives each digit, as corrected where none is given. */
export function textOf(
  drawing: Pick<KeptDrawing, "lines" | "classes">,
  label: (digit: KeptDigit) => number = labelOf
): string {
  return drawing.lines.map((line) => joinClasses(line.map(label), classesOfDrawing(drawing))).join(" ");
}

/** Returns how sure the run was of all digits together, as if each were right by itself: a product, in [0, 1]. */
export function confidenceOf({lines}: KeptDrawing): number {
  return lines.flat().reduce((product, {confidence}) => product * confidence, 1);
}

/** Returns the drawing with digit *i* (over all its lines) corrected to *label*; to what was read: as not corrected. */
export function correctDigit(drawing: KeptDrawing, i: number, label: number): KeptDrawing {
  let at = 0;
  const lines = drawing.lines.map((line) =>
    line.map((digit) => (at++ === i ? {...digit, corrected: label === digit.read ? null : label} : digit))
  );
  return {...drawing, lines};
}

/**
 * Returns *drawing*, as it was read anew, with the corrections of what was kept of it *before*: a digit whose image is
 * the same, pixel by pixel, is what it was said to be, if *drawing*'s run knows that class. A correction of *drawing* itself holds where it is news: where it
 * is another, or taken back, since that drawing was the *earlier* one.
 */
export function keepCorrections(drawing: KeptDrawing, before: KeptDrawing, earlier?: KeptDrawing): KeptDrawing {
  const lines = drawing.lines.map((line) =>
    line.map((digit) => {
      if (digit.corrected !== (correctionIn(earlier, digit, drawing) ?? null)) return digit;
      const said = correctionIn(before, digit, drawing);
      const corrected = said === undefined ? digit.corrected : said;
      return {...digit, corrected: corrected === digit.read ? null : corrected};
    })
  );
  return {...drawing, lines};
}

/**
 * Returns what *other* says that *digit* is, as a class of *drawing*: null where it was not corrected there, or to a class
 * that *drawing* has not; undefined where it is not there.
 */
function correctionIn(
  other: KeptDrawing | undefined,
  {image}: KeptDigit,
  drawing: KeptDrawing
): number | null | undefined {
  const same = other?.lines.flat().find((one) => one.image.every((value, p) => value === image[p]));
  if (!other || !same) return undefined;
  if (same.corrected === null) return null;
  const label = classesOfDrawing(drawing).indexOf(classesOfDrawing(other)[same.corrected] ?? "");
  return label < 0 ? null : label;
}

/** Returns how many drawings and digits there are, and how many of the digits were corrected. */
export function countCorrections(drawings: readonly KeptDrawing[]): {
  drawings: number;
  digits: number;
  corrected: number;
} {
  const digits = drawings.flatMap(({lines}) => lines.flat());
  const corrected = digits.filter((digit) => digit.corrected !== null).length;
  return {drawings: drawings.length, digits: digits.length, corrected};
}

/** What a file of drawings says it is: of version 2 where there is a drawing with classes other than the digits. */
export const DRAWINGS_FORMAT = {name: "handscope drawings", versions: [1, 2]} as const;

/**
 * Returns *drawings* as JSON, a drawing a line, which `parseDrawings` reads back exactly:
 * `{"name": "handscope drawings", "version": 1, "drawings": [{"id", "at", "run", "strokes", "lines"}, …]}`.
 * `strokes` is a list of strokes, each a list of points `[x, y]` in fractions of the surface, y downward, and empty for
 * a photo; `lines` a list of lines, each a list of digits `{"read", "confidence", "likelihood", "state", "corrected",
 * "image"}`: 0 to 9, 0 to 1, 0 to 1 or null, "answered", "unsure" or "no-digit", 0 to 9 or null, and 784 pixels, row by
 * row, 0 (background) to 255 (ink); `likelihood` and `state` may be missing. `at` is a time, in UTC. In version 2 a drawing
 * may have `classes`, a list of texts, of which `read` and `corrected` are then the indices, from 0 on.
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
 * Returns the digits of *drawings* as CSV in the layout of Kaggle's Digit Recognizer, whose train.csv begins with
 * `label,pixel0,…,pixel783`: a row a digit, in order, labeled with its class, as corrected or else as read.
 * https://www.kaggle.com/competitions/digit-recognizer/data
 */
export function formatKaggleRows(drawings: readonly KeptDrawing[]): string {
  const header = ["label", ...Array.from({length: PIXELS}, (_, p) => `pixel${p}`)].join();
  const rows = drawings.flatMap((drawing) => {
    const classes = classesOfDrawing(drawing);
    return drawing.lines.flat().map((digit) => `${quoted(classes[labelOf(digit)] ?? "")},${digit.image.join()}`);
  });
  return `${[header, ...rows].join("\n")}\n`;
}

/** Returns a text as a cell of a CSV, in quotes where it must be. https://www.rfc-editor.org/rfc/rfc4180 */
function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
