import {describeDialect} from "./describeDialect.js";
import {findDialect, tableSide} from "./dialect.js";
import {columnNames, isPixelHeader, pixelCsvParser, type DigitsParser} from "./pixelCsv.js";
import {areInPlace} from "./tableColumns.js";
import {tableParser} from "./tableParser.js";
import {growingBytes} from "./growingBytes.js";
import {DIGIT_LABELS, type Labeling} from "../labels/labeling.js";
import type {OnReject} from "../parts/rejects.js";
import {isLetterHeader, LETTER_LABELS} from "../labels/azHeader.js";

/** Bytes of a table that are examined for its dialect: at least a hundred rows. */
export const TABLE_SAMPLE = 1 << 19;

/** A parser of a table of pixels, and what is unusual about the table. */
export interface OpenedTable {
  readonly parser: DigitsParser;
  /** "" if nothing is unusual. */
  readonly note: string;
}

/**
 * Returns the parser for a table of pixels that begins with *head*: the fast one for Kaggle's layouts of digits and
 * letters, otherwise one for the dialect found. *source* names the table in errors; *labeling* gives the meaning of
 * labels.
 * @throws InputError if the dialect is ambiguous
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

/** Number of first rows that decide whether a table is plain; a few of them may be damaged. */
const FEW = 20;

/**
 * Is this one of Kaggle's layouts: its header, and comma-separated whole numbers in at least half of the first rows?
 */
function plainForm(head: Uint8Array): "digits" | "letters" | undefined {
  const [header, ...rows] = new TextDecoder().decode(head.subarray(0, 1 << 16)).split(/\r?\n/, FEW + 1);
  const names = columnNames(header ?? "");
  const form = isPixelHeader(header ?? "") && areInPlace(names) ? "digits" : isLetterHeader(names) && "letters";
  if (!form) return undefined;
  const whole = rows.length > 1 ? rows.slice(0, -1) : rows; // the last one may be cut short
  return whole.filter((row) => !/^\d[\d,]*$/.test(row) && row !== "").length * 2 <= whole.length ? form : undefined;
}

/** Bytes of a sparse sample: of the table's beginning, and in all. */
const [SPARSE_HEAD, MAX_SPARSE] = [1 << 16, 1 << 20];

/**
 * Returns a streaming sampler of lines from a whole text: its beginning, and the first complete line of each further
 * chunk. In a table that is sorted by label, only such a sample shows which column holds the label.
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
