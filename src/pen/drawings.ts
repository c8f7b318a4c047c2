import type {AnswerState} from "../stats/answerState.js";
import {PIXELS} from "../ink/image/grid.js";
import type {Stroke} from "./pen.js";

/** A digit that was read, and what somebody says it is. */
export interface KeptDigit {
  /** 0 to 9. */
  readonly read: number;
  /** How sure the run was, in [0, 1]. */
  readonly confidence: number;
  /** How likely its ink is a digit at all, in [0, 1]; null where the run couldn't tell, missing in older drawings. */
  readonly likelihood?: number | null | undefined;
  /** How far the run's answer could be trusted; missing in older drawings. */
  readonly state?: AnswerState | undefined;
  /** 0 to 9; null where nobody corrected it. */
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
  /** In fractions of the surface's side, y grows downward; none for a photo. */
  readonly strokes: readonly Stroke[];
  /** The digits of each line; at least one. */
  readonly lines: readonly (readonly KeptDigit[])[];
}

/** Returns what a digit is, as far as is known: its correction, or else what was read. */
export function labelOf({read, corrected}: KeptDigit): number {
  return corrected ?? read;
}

/** Returns a drawing's digits as text, a space between lines; *label* gives each digit, as corrected where none is given. */
export function textOf({lines}: KeptDrawing, label: (digit: KeptDigit) => number = labelOf): string {
  return lines.map((line) => line.map(label).join("")).join(" ");
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
 * the same, pixel by pixel, is what it was said to be. A correction of *drawing* itself holds where it is news: where it
 * is another, or taken back, since that drawing was the *earlier* one.
 */
export function keepCorrections(drawing: KeptDrawing, before: KeptDrawing, earlier?: KeptDrawing): KeptDrawing {
  const lines = drawing.lines.map((line) =>
    line.map((digit) => {
      if (digit.corrected !== (findSame(digit, earlier)?.corrected ?? null)) return digit;
      const {corrected} = findSame(digit, before) ?? digit;
      return {...digit, corrected: corrected === digit.read ? null : corrected};
    })
  );
  return {...drawing, lines};
}

function findSame({image}: KeptDigit, drawing: KeptDrawing | undefined): KeptDigit | undefined {
  return drawing?.lines.flat().find((one) => one.image.every((value, p) => value === image[p]));
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

/** What a file of drawings says it is. */
export const DRAWINGS_FORMAT = {name: "handscope drawings", version: 1} as const;

/**
 * Returns *drawings* as JSON, a drawing a line, which `parseDrawings` reads back exactly:
 * `{"name": "handscope drawings", "version": 1, "drawings": [{"id", "at", "run", "strokes", "lines"}, …]}`.
 * `strokes` is a list of strokes, each a list of points `[x, y]` in fractions of the surface, y downward, and empty for
 * a photo; `lines` a list of lines, each a list of digits `{"read", "confidence", "likelihood", "state", "corrected",
 * "image"}`: 0 to 9, 0 to 1, 0 to 1 or null, "answered", "unsure" or "no-digit", 0 to 9 or null, and 784 pixels, row by
 * row, 0 (background) to 255 (ink); `likelihood` and `state` may be missing. `at` is a time, in UTC.
 */
export function formatDrawings(drawings: readonly KeptDrawing[]): string {
  const {name, version} = DRAWINGS_FORMAT;
  const rows = drawings.map((drawing) =>
    JSON.stringify(drawing, (_, value: unknown) => (value instanceof Uint8Array ? [...value] : value))
  );
  return `{"name":${JSON.stringify(name)},"version":${version},"drawings":[\n${rows.join(",\n")}\n]}\n`;
}

/**
 * Returns the digits of *drawings* as CSV in the layout of Kaggle's Digit Classifier, whose train.csv begins with
 * `label,pixel0,…,pixel783`: a row a digit, in order, labeled as corrected or else as read.
 * https://www.kaggle.com/competitions/digit-classifier/data
 */
export function formatKaggleRows(drawings: readonly KeptDrawing[]): string {
  const header = ["label", ...Array.from({length: PIXELS}, (_, p) => `pixel${p}`)].join();
  const digits = drawings.flatMap(({lines}) => lines.flat());
  const rows = digits.map((digit) => `${labelOf(digit)},${digit.image.join()}`);
  return `${[header, ...rows].join("\n")}\n`;
}
