import {dsvFormat} from "d3-dsv";

/** A row of a table in a text file. */
export interface DelimitedRow {
  /** Trimmed. */
  readonly cells: readonly string[];
  /** Counted from 1; a quoted cell of several lines counts as one. */
  readonly line: number;
}

/** A table in a text file, regardless of its column separator. */
export interface Delimited {
  readonly header: DelimitedRow;
  /** Without blank lines. */
  readonly rows: readonly DelimitedRow[];
  /** "," if the numbers have decimal commas. */
  readonly decimal: "." | ",";
}

/** Possible column separators, the most usual first; the one that splits the header into the most columns wins. */
const SEPARATORS = [",", ";", "\t", "|"] as const;

const POINT = /^[+-]?\d*\.\d+(e[+-]?\d+)?%?$/i;
const COMMA = /^[+-]?\d*,\d+(e[+-]?\d+)?%?$/i;

/**
 * Parses the table in *text*: columns separated by commas, semicolons, tabs, bars or spaces, quoted or not; with or
 * without Excel's line `sep=;` or NumPy's `# ` before the header. Drops a byte order mark. Numbers have decimal commas
 * if some contain one and none contains a point.
 */
export function parseDelimited(text: string): Delimited {
  const lines = splitRows(text.replace(/^\ufeff/, ""));
  const first = lines.findIndex(({cells}) => !cells[0]!.startsWith("#"));
  // NumPy's savetxt writes the header as a comment.
  const isCommented = first > 0 && lines[first]!.cells.every((cell) => Number.isFinite(parseNumber(cell, ".")));
  const at = isCommented ? first - 1 : Math.max(0, first);
  const {cells, line} = lines[at] ?? {cells: [], line: 1};
  const last = cells.findLastIndex((cell) => cell);
  const header = {cells: cells.slice(0, last + 1).map((cell, i) => (i ? cell : cell.replace(/^#\s*/, ""))), line};
  const rows = lines.slice(at + 1);
  const hasNumber = (pattern: RegExp) => rows.some((row) => row.cells.some((cell) => pattern.test(cell)));
  return {header, rows, decimal: !hasNumber(POINT) && hasNumber(COMMA) ? "," : "."};
}

/** Returns the number in a *cell*; NaN for anything else. */
export function parseNumber(cell: string, decimal: Delimited["decimal"]): number {
  const text = decimal === "," && COMMA.test(cell) ? cell.replace(",", ".") : cell;
  return text === "" ? NaN : Number(text);
}

/** Returns the rows that are not blank. */
function splitRows(text: string): DelimitedRow[] {
  const said = /^"?sep=(.)"?\r?\n/i.exec(text);
  const [head = ""] = /^.*\S.*$/m.exec(said ? text.slice(said[0].length) : text) ?? [];
  const counts = SEPARATORS.map((separator) => dsvFormat(separator).parseRows(head)[0]?.length ?? 0);
  const most = Math.max(...counts);
  const separator = said?.[1] ?? SEPARATORS[counts.indexOf(most)]!;
  const split =
    most > 1 || said
      ? dsvFormat(separator).parseRows(text)
      : text.split(/\r\n?|\n/).map((row) => row.trim().split(/\s+/));
  return split
    .map((cells, i) => ({cells: cells.map((cell) => cell.trim()), line: i + 1}))
    .filter(({cells, line}) => cells.some((cell) => cell) && !(said && line === 1));
}
