import {describeDialect} from "./describeDialect.js";
import {findDialect, tableSide} from "./dialect.js";
import {columnNames, isPixelHeader, pixelCsvParser, type DigitsParser} from "./pixelCsv.js";
import {areInPlace} from "./tableColumns.js";
import {tableParser} from "./tableParser.js";
import {growingBytes} from "./growingBytes.js";
import type {OnReject} from "../parts/rejects.js";

/** Bytes of a table in which the evidence of its dialect is looked for: a hundred rows of the longest kind. */
export const TABLE_SAMPLE = 1 << 19;

/** A parser of a table of pixels, and what is unusual about the table. */
export interface OpenedTable {
  readonly parser: DigitsParser;
  /** In words; "" for nothing. */
  readonly note: string;
}

/**
 * Returns the parser for a table of pixels that begins with *head*: the fast one for Kaggle's layout, one for the dialect
 * that is found otherwise. *source* names the table in errors.
 * @throws InputError where the dialect can't be told
 */
export function openTable(head: Uint8Array, source: string, onReject?: OnReject): OpenedTable {
  if (isPlain(head) || !tableSide(head)) return {parser: pixelCsvParser(source, onReject), note: ""};
  const dialect = findDialect(head, source);
  return {parser: tableParser(source, dialect, onReject), note: describeDialect(dialect)};
}

/** Rows that tell whether a table is plain: one that is not may be damaged. */
const FEW = 20;

/** Is this Kaggle's layout: its header, and whole numbers between commas in at least half of the first rows? */
function isPlain(head: Uint8Array): boolean {
  const [header, ...rows] = new TextDecoder().decode(head.subarray(0, 1 << 16)).split(/\r?\n/, FEW + 1);
  if (!isPixelHeader(header) || !areInPlace(columnNames(header))) return false;
  const whole = rows.length > 1 ? rows.slice(0, -1) : rows; // the last one may be cut short
  return whole.filter((row) => !/^\d[\d,]*$/.test(row) && row !== "").length * 2 <= whole.length;
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
