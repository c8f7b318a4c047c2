import {PIXELS} from "../../../src/ink/image/grid.js";
import type {Digits} from "../../../src/characters/digits.js";
import {InputError} from "../../../src/inputError.js";
import {NO_CLASS} from "../../../src/characters/alphabet.js";
import {describeCodes, DIGIT_LABELS, noClassReason, type Labeling} from "../labels/labeling.js";
import {reject, type OnReject} from "../parts/rejects.js";
import {readPlainRow} from "./plainRow.js";

const [LF, CR] = [10, 13];
/** Maximum length of a line, in bytes. A row of 785 columns is shorter: a longer line means another kind of file. */
const MAX_LINE_LENGTH = 64 * 1024;
/** Rows are stored in blocks of this many, so that growing copies none of them. */
const BLOCK_ROWS = 1024;
const BAD_PIXEL = "a pixel that is no whole number from 0 to 255";

/** A streaming parser of digits: the whole text is never in memory. */
export interface DigitsParser {
  push(chunk: Uint8Array): void;
  /** Returns the digits of all chunks. The parser cannot be used again. */
  end(): Digits;
}

/**
 * Is *line*, the first line of a file without its end, the header of `pixelCsvParser`'s layout? It has 785 names that
 * start with `label`, or 784 without `label`. A byte order mark, quotes and any case are fine.
 */
export function isPixelHeader(line: string): boolean {
  return areColumns(columnNames(line));
}

function areColumns(names: readonly string[]): boolean {
  const [first = ""] = names;
  if (first.toLowerCase() === "label") return names.length === PIXELS + 1;
  return names.length === PIXELS && !/^\d*$/.test(first);
}

/** Splits a header into names, unquoted and without a byte order mark. */
export function columnNames(line: string): string[] {
  // trim() also removes a byte order mark.
  return line.split(",").map((name) => name.trim().replace(/^"(.*)"$/, "$1"));
}

/**
 * Returns a streaming parser of Kaggle's digit-recognizer and mnist-in-csv layouts: a header `label,pixel0,…,pixel783`
 * or `label,1x1,…,28x28` (or without `label`, as in test.csv), then one row of whole numbers an image: the label 0–9,
 * and 784 pixels 0–255, row-major, ink high. The position of a pixel counts, not its name. *labeling* gives the meaning
 * of the labels. *isLabeled* says that the first of 785 columns is the label under any name. A byte order mark, CRLF,
 * blank lines and a missing last newline are fine. *source* names the file in errors.
 *
 * Reports any other row to *onReject* once, by its first error, and leaves it out; without *onReject*, throws it. Takes
 * twice the memory of the digits, however long the lines are.
 * @throws InputError `SOURCE:LINE: expected A, got B` for such a row; always for another header, or if there is no row
 */
export function pixelCsvParser(
  source: string,
  onReject?: OnReject,
  {labeling = DIGIT_LABELS, isLabeled = false}: {labeling?: Labeling; isLabeled?: boolean} = {}
): DigitsParser {
  const indices = Uint8Array.from({length: 256}, (_, code) => labeling.codes.get(code) ?? NO_CLASS);
  const decoder = new TextDecoder("utf-8", {ignoreBOM: true}); // "ignore" means: don't strip it
  const blocks: Uint8Array[] = []; // rows as they are in the file, a byte a column
  let names: string[] = []; // empty until the header is read
  let rows = 0;
  let rejected = 0;
  let line = 1;
  // Nearly all rows are parsed in place. A line that isn't plain, or continues in the next chunk, is copied here first:
  const held = new Uint8Array(MAX_LINE_LENGTH);
  let heldLength = 0; // past MAX_LINE_LENGTH the line was refused, and its rest is skipped

  /** Returns the storage of the next row, all zeros. */
  function nextRow(): Uint8Array {
    if (rows === blocks.length * BLOCK_ROWS) blocks.push(new Uint8Array(BLOCK_ROWS * names.length));
    return rowAt(blocks, rows, names.length);
  }

  /** Parses plain and blank lines. Returns the start of the first other line, or of the one that the chunk cuts. */
  function readPlainRows(chunk: Uint8Array, start: number, lastLineEnd: number): number {
    let at = start;
    for (; at <= lastLineEnd; ++line) {
      const blank = chunk[at] === LF ? 1 : chunk[at] === CR && chunk[at + 1] === LF ? 2 : 0;
      if (blank) {
        at += blank;
        continue;
      }
      const row = nextRow();
      const next = readPlainRow(chunk, at, row);
      if (next < 0 || (isLabel(0) && indices[row[0]!] === NO_CLASS)) {
        row.fill(0);
        break;
      }
      at = next;
      ++rows;
    }
    return at;
  }

  function hold(part: Uint8Array): void {
    const before = heldLength;
    heldLength += part.length;
    if (heldLength <= MAX_LINE_LENGTH) held.set(part, before);
    else if (before <= MAX_LINE_LENGTH) refuseLine();
  }

  function refuseLine(): void {
    const found = "a line of over 64 kB";
    if (!names.length) throw new InputError(`${source}:${line}`, "a header", found);
    refuseColumns(found);
  }

  function endHeldLine(): void {
    if (heldLength <= MAX_LINE_LENGTH) {
      const text = heldText().replace(/\r$/, "");
      if (!names.length) readHeader(text);
      else if (text !== "") readRow(text);
    }
    heldLength = 0;
    ++line;
  }

  function heldText(): string {
    return decoder.decode(held.subarray(0, heldLength));
  }

  function readHeader(text: string): void {
    names = columnNames(text);
    if (areColumns(names) || (isLabeled && names.length === PIXELS + 1)) return;
    const [first = ""] = names;
    const found = (names.length > 1 ? `${names.length} columns from ` : "") + quote(first);
    throw new InputError(`${source}:1`, "a header label,pixel0,…,pixel783 (785 columns)", found);
  }

  /** Parses any row, plain or not. Stores it only if all of it is valid. */
  function readRow(text: string): void {
    const fields = text.split(",", names.length + 1);
    for (const [column, field] of fields.entries()) {
      if (column === names.length) return refuseColumns("more");
      const isFine =
        /^\d+$/.test(field) && (isLabel(column) ? labeling.codes.has(Number(field)) : Number(field) <= 255);
      if (!isFine) {
        const range = isLabel(column) ? describeCodes(labeling) : "from 0 to 255";
        const name = isLabel(column) && isLabeled ? "label" : names[column]!.slice(0, 40);
        const reason = isLabel(column) ? noClassReason(labeling.classes) : BAD_PIXEL;
        return refuseRow(reason, `${name} as a whole number ${range}`, field ? quote(field) : "nothing");
      }
    }
    if (fields.length < names.length) return refuseColumns(`${fields.length}`);
    nextRow().set(fields.map(Number));
    ++rows;
  }

  function refuseColumns(found: string): void {
    refuseRow("wrong number of columns", `${names.length} columns`, found);
  }

  function refuseRow(reason: string, expected: string, actual: string): void {
    ++rejected;
    reject(onReject, reason, new InputError(`${source}:${line}`, expected, actual));
  }

  function isLabel(column: number): boolean {
    return column < names.length - PIXELS;
  }

  return {
    push(chunk) {
      const lastLineEnd = chunk.lastIndexOf(LF);
      let at = 0;
      while (at < chunk.length) {
        if (names.length && !heldLength) at = readPlainRows(chunk, at, lastLineEnd);
        const end = chunk.indexOf(LF, at);
        if (end < 0) return hold(chunk.subarray(at));
        hold(chunk.subarray(at, end));
        endHeldLine();
        at = end + 1;
      }
    },
    end() {
      if (!names.length && heldText().trim() === "") {
        throw new InputError(source, "a header label,pixel0,…,pixel783", "an empty file");
      }
      if (heldLength) endHeldLine();
      if (!rows) {
        throw new InputError(source, "at least one row of pixels", rejected ? "none that could be read" : "none");
      }
      return toDigits(blocks, rows, names.length, indices);
    }
  };
}

function toDigits(blocks: readonly Uint8Array[], length: number, columns: number, indices: Uint8Array): Digits {
  const images = new Uint8Array(length * PIXELS);
  const labels = new Uint8Array(length);
  for (let i = 0; i < length; ++i) {
    const row = rowAt(blocks, i, columns);
    images.set(row.subarray(columns - PIXELS), i * PIXELS);
    labels[i] = indices[row[0]!]!;
  }
  return columns > PIXELS ? {length, images, labels} : {length, images};
}

/** Returns a view of row *i*. */
function rowAt(blocks: readonly Uint8Array[], i: number, columns: number): Uint8Array {
  const at = (i % BLOCK_ROWS) * columns;
  return blocks[Math.floor(i / BLOCK_ROWS)]!.subarray(at, at + columns);
}

/** Puts *text* in quotes, truncated to 40 characters. */
function quote(text: string): string {
  return `"${text.slice(0, 40)}"`;
}
