import {dsvFormat} from "d3-dsv";
import {InputError} from "../../../src/inputError.js";
import {detectEncoding, type TextEncoding} from "../../../src/run/decodeText.js";
import {DIGIT_LABELS, type Labeling} from "../labels/labeling.js";
import {findColumns, type Columns} from "./tableColumns.js";
import {lineReader} from "./lineReader.js";
import {findRange, type PixelRange} from "./pixelRange.js";

/** The separator of a table's columns; " " stands for any number of spaces. */
export type Delimiter = "," | ";" | "\t" | "|" | " ";

/** The format of a table of pixels, which varies with the program that saved it. */
export interface Dialect extends Columns {
  readonly encoding: TextEncoding;
  readonly delimiter: Delimiter;
  /** Do numbers have a decimal comma, as in `0,5`? */
  readonly decimalComma: boolean;
  /** Are numbers in quotes? */
  readonly quoted: boolean;
  /** Are numbers written as `253.0`? */
  readonly decimals: boolean;
  readonly hasHeader: boolean;
  /** Number of fields in every row. */
  readonly width: number;
  /** Pixels along one side of an image. */
  readonly side: Side;
  readonly range: PixelRange;
}

/** Sides of the square images in tables: MNIST's, USPS's, and UCI's optical digits' (scikit-learn's digits). */
export const SIDES = [28, 16, 8] as const;
export type Side = (typeof SIDES)[number];

/** Maximum number of columns beside the pixels and one column for each class, such as row numbers. */
const MAX_INDEX = 3;
/** Maximum number of one-hot columns if the number of classes is unknown: the digits'. */
const USUAL_CLASSES = DIGIT_LABELS.classes.length;
/** Maximum number of rows examined. */
const MAX_SAMPLE = 400;

/** In the order of trial: comma after the others, because decimal commas would give as many fields. */
const DELIMITERS: readonly Delimiter[] = [";", "\t", "|", ",", " "];

/** A table's first lines, cut into fields. */
interface Sample extends Pick<Dialect, "encoding" | "delimiter" | "side" | "width" | "quoted"> {
  readonly lines: readonly (readonly string[])[];
}

/**
 * Returns the side of a table's images, in pixels, if its first bytes *head* look like a table of pixels in any
 * dialect: rows of 784, 256 or 64 columns, or a few more, such as one for each of *classes* classes. Otherwise
 * undefined.
 */
export function tableSide(head: Uint8Array, classes = USUAL_CLASSES): Side | undefined {
  return cutSample(head, classes)?.side;
}

/**
 * Detects the dialect of a table of pixels from the rows in its first bytes, *head*. *source* names the table in
 * errors. *labeling* gives the meaning of the labels; without it any labels are fine.
 * @throws InputError, with a remedy, if this is no table of pixels or is ambiguous
 */
export function findDialect(head: Uint8Array, source: string, labeling: Labeling | undefined): Dialect {
  const sample = cutSample(head, labeling?.classes.length ?? USUAL_CLASSES);
  const [first, ...others] = sample?.lines ?? [];
  if (!sample || !first) throw new InputError(source, "a table with a label and 784 pixels a row", "another text");
  const {lines, width, side, ...rest} = sample;
  const hasHeader = isHeader(first);
  const names = hasHeader ? namesOf(first, width) : undefined;
  const body = (hasHeader ? others : lines).filter(({length}) => length === width);
  const decimalComma =
    rest.delimiter !== "," && body.some((fields) => fields.some((field) => /^-?\d+,\d+$/.test(field)));
  const rows = decimalComma ? body.map((fields) => fields.map((field) => field.replace(",", "."))) : body;
  const columns = findColumns(rows, side * side, {names, source, labeling});
  const range = findRange(rows, columns.pixels, {side, source});
  const decimals = rows.some((row) => columns.pixels.some((i) => row[i]?.includes(".")));
  return {...rest, ...columns, decimals, width, side, hasHeader, decimalComma, range};
}

/** Splits *head* into lines and fields; undefined if it is no table of pixels. */
function cutSample(head: Uint8Array, classes: number): Sample | undefined {
  const encoding = detectEncoding(head);
  const reader = lineReader(encoding);
  const whole = reader.push(head);
  // If the file is longer than its head, the last line is cut short: it counts only if there are too few others.
  const lines = whole.filter((line) => line.trim()).slice(0, MAX_SAMPLE);
  if (lines.length < 2) lines.push(...reader.end().filter((line) => line.trim()));
  if (!lines.length) return undefined;
  for (const delimiter of DELIMITERS) {
    const width = typicalWidth(lines, delimiter);
    const side = SIDES.find((one) => width >= one * one && width <= one * one + classes + MAX_INDEX);
    if (side)
      return {
        encoding,
        delimiter,
        width,
        side,
        quoted: lines.at(-1)!.includes('"'),
        lines: lines.map((line) => fieldsOf(line, delimiter))
      };
  }
  return undefined;
}

/** Number of first lines that determine the number of columns, including the header. */
const WIDTH_LINES = 11;

/** Returns the most frequent number of columns among the first lines. */
function typicalWidth(lines: readonly string[], delimiter: Delimiter): number {
  const counts = new Map<number, number>();
  for (const line of lines.slice(lines.length > 1 ? 1 : 0, WIDTH_LINES)) {
    // For quoted fields, d3 takes any character between them for a delimiter.
    const length = Math.min(fieldsOf(line, delimiter).length, line.split(delimiter).length);
    counts.set(length, (counts.get(length) ?? 0) + 1);
  }
  return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
}

const FORMATS = new Map(DELIMITERS.map((delimiter) => [delimiter, dsvFormat(delimiter)]));

/** Splits a *line* into fields: unquoted, trimmed, without an empty last one. */
export function fieldsOf(line: string, delimiter: Delimiter): string[] {
  const text = delimiter === " " ? line.trim().replace(/ {2,}/g, " ") : line;
  const fields = text.includes('"') ? (FORMATS.get(delimiter)!.parseRows(text)[0] ?? []) : text.split(delimiter);
  if (fields.length > 1 && fields.at(-1) === "") fields.pop(); // after a delimiter at the line's end
  for (let i = 0; i < fields.length; ++i) {
    const field = fields[i]!;
    if (field.charCodeAt(0) <= 32 || field.endsWith(" ")) fields[i] = field.trim();
  }
  return fields;
}

/** Is this line a header? Either its fields are all different, unlike any row's, or none of them is a number. */
function isHeader(fields: readonly string[]): boolean {
  return (
    new Set(fields).size === fields.length || !fields.some((field) => field !== "" && !Number.isNaN(Number(field)))
  );
}

/** Returns a name for every column. R omits the name of the column of row names. */
function namesOf(header: readonly string[], width: number): string[] {
  const names = header.length === width - 1 ? ["", ...header] : [...header];
  while (names.length < width) names.push("");
  return names.slice(0, width);
}
