import {csvFormatRows, csvParseRows} from "d3-dsv";
import {InputError} from "../inputError.js";
import {normalizeTag, type Mark} from "./marks.js";

/** What a visitor says of an image of a data set: a row of the file that the data page saves. */
export interface LabelChange extends Mark {
  readonly split: string;
  /** Its position in the split. */
  readonly index: number;
  /** The first 16 hex digits of the SHA-256 of its 784 pixels: an image is known by these, also at another position. */
  readonly hash: string;
  /** The class that it was labeled; "" for none. */
  readonly was: string;
}

/** A row that can't be used, by its line in the file from 1, and why. */
export interface RefusedRow {
  readonly line: number;
  readonly why: string;
}

/** A row of a file, with its line from 1. */
export interface ReadChange {
  readonly line: number;
  readonly change: LabelChange;
}

/** Stands for "none of the classes" in the column new_label. */
export const NONE = "(none)";

const COLUMNS = ["split", "index", "hash", "label", "new_label", "tags"] as const;

/** Before a hash, so that no spreadsheet takes its digits for a number. */
const PREFIX = "sha256:";

/** Returns rows as CSV: split,index,hash,label,new_label,tags, with tags separated by semicolons. */
export function formatLabelChanges(changes: readonly LabelChange[]): string {
  const rows = changes.map(({split, index, hash, was, label, tags}) => [
    split,
    String(index),
    PREFIX + hash,
    was,
    label === undefined ? "" : (label ?? NONE),
    tags.join("; ")
  ]);
  return `${csvFormatRows([[...COLUMNS], ...rows])}\n`;
}

/**
 * Parses what `formatLabelChanges` writes, its columns in any order and among others; a file without tags too. *source*
 * names the text in errors.
 * @throws InputError for a text without these columns
 */
export function parseLabelChanges(text: string, source: string): {rows: ReadChange[]; refused: RefusedRow[]} {
  const [header = [], ...lines] = csvParseRows(text.replace(/^\uFEFF/, ""));
  const names = header.map((name) => name.trim());
  const at = Object.fromEntries(COLUMNS.map((column) => [column, names.indexOf(column)])) as Record<Column, number>;
  const missing = COLUMNS.filter((column) => column !== "tags" && at[column] < 0);
  if (missing.length) {
    throw new InputError(source, `the columns ${COLUMNS.join(", ")}`, `none called ${missing.join(", ")}`);
  }
  const rows: ReadChange[] = [];
  const refused: RefusedRow[] = [];
  for (const [i, fields] of lines.entries()) {
    const line = i + 2;
    if (fields.length === 1 && !fields[0]!.trim()) continue; // an empty line
    const read =
      fields.length === header.length ? parseRow(fields, at) : `${fields.length} fields, not ${header.length}`;
    if (typeof read === "string") refused.push({line, why: read});
    else rows.push({line, change: read});
  }
  return {rows, refused};
}

type Column = (typeof COLUMNS)[number];

/** Parses a row; returns in words what is wrong with it. */
function parseRow(fields: readonly string[], at: Readonly<Record<Column, number>>): LabelChange | string {
  const field = (column: Column) => (fields[at[column]] ?? "").trim();
  const [split, index, newLabel] = [field("split"), field("index"), field("new_label")];
  const hash = field("hash").toLowerCase().replace(PREFIX, "");
  if (!split) return "no split";
  if (!/^\d{1,9}$/.test(index)) return `index ${quoted(index)} is no whole number`;
  if (!/^[0-9a-f]{16}$/.test(hash)) return `hash ${quoted(field("hash"))} is not ${PREFIX} and 16 hex digits`;
  const tags = [...new Set(field("tags").split(";").map(normalizeTag))].filter(Boolean);
  const label = newLabel === NONE ? null : newLabel;
  return {split, index: Number(index), hash, was: field("label"), tags, ...(label !== "" && {label})};
}

/** Returns a text in quotes, cut where it is long. */
function quoted(text: string): string {
  return `"${text.length > 24 ? `${text.slice(0, 24)}…` : text}"`;
}
