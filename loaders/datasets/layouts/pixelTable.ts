import {describeDialect} from "./describeDialect.js";
import {findDialect, tableSide} from "./dialect.js";
import {columnNames, isPixelHeader, pixelCsvParser, type DigitsParser} from "./pixelCsv.js";
import {areInPlace} from "./tableColumns.js";
import {tableParser} from "./tableParser.js";
import {growingBytes} from "./growingBytes.js";
import {DIGIT_LABELS, type Labeling} from "../labels/labeling.js";
import type {OnReject} from "../parts/rejects.js";
import {isLetterHeader, LETTER_LABELS} from "../labels/azHeader.js";

/** Bytes of a table in which the evidence of its dialect is looked for: a hundred rows of the longest kind. */
export const TABLE_SAMPLE = 1 << 19;

/** A parser of a table of pixels, and what is unusual about the table. */
export interface OpenedTable {
  readonly parser: DigitsParser;
  /** In words; "" for nothing. */
  readonly note: string;
}

/**
 * Returns the parser for a table of pixels that begins with *head*: the fast one for Kaggle's layouts, of digits and of
 * letters, one for the dialect that is found otherwise. *source* names the table in errors; *labeling* says what labels mean.
 * @throws InputError where the dialect can't be told
 */
export function openTable(
  head: Uint8Array,
  source: string,
  onReject?: OnReject,
  labeling: Labeling = DIGIT_LABELS
): OpenedTable {
  const form = plainForm(head);
  const isOfLetters = form === "letters" && labeling.classes === LETTER_LABELS.classes;
  if (form === "digits" || isOfLetters || !tableSide(head, labeling.classes.length)) {
    return {parser: pixelCsvParser(source, onReject, {labeling, isLabeled: isOfLetters}), note: ""};
  }
  const dialect = findDialect(head, source, labeling);
  return {parser: tableParser(source, dialect, onReject, labeling), note: describeDialect(dialect)};
}

/** Rows that tell whether a table is plain: one that is not may be damaged. */
const FEW = 20;

/** Is this one of Kaggle's layouts: its header, and whole numbers between commas in at least half of the first rows? */
function plainForm(head: Uint8Array): "digits" | "letters" | undefined {
  const [header, ...rows] = new TextDecoder().decode(head.subarray(0, 1 << 16)).split(/\r?\n/, FEW + 1);
  const names = columnNames(header ?? "");
  const form = isPixelHeader(header ?? "") && areInPlace(names) ? "digits" : isLetterHeader(names) && "letters";
  if (!form) return undefined;
  const whole = rows.length > 1 ? rows.slice(0, -1) : rows; // the last one may be cut short
  return whole.filter((row) => !/^\d[\d,]*$/.test(row) && row !== "").length * 2 <= whole.length ? form : undefined;
}

/** Bytes that a sparse sample has of a table's beginning, and of its lines in all. */
const [SPARSE_HEAD, MAX_SPARSE] = [1 << 16, 1 << 20];

/**
 * Returns what picks lines of a text, given piece by piece, from all over it: its beginning, and the first whole line of
 * every further piece. A table that is sorted by label shows only there which column that is.
 */
export function sparseSampler(): {push(chunk: Uint8Array): void; bytes(): Uint8Array} {
  const sample = growingBytes();
  let read = 0;
  return {
    push(chunk) {
      const isHead = read < SPARSE_HEAD;
      read += chunk.length;
      if (isHead) return sample.add(chunk.subarray(0, chunk.lastIndexOf(LF) + 1));
      const start = chunk.indexOf(LF) + 1;
      const end = chunk.indexOf(LF, start) + 1;
      if (start && end && sample.bytes().length < MAX_SPARSE) sample.add(chunk.subarray(start, end));
    },
    bytes: () => sample.bytes()
  };
}

const LF = 10;
