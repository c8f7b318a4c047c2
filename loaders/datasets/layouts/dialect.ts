import {dsvFormat} from "d3";
import {InputError} from "../../../src/inputError.js";
import {detectEncoding, type TextEncoding} from "../../../src/run/decodeText.js";
import {DIGIT_LABELS, type Labeling} from "../labels/labeling.js";
import {findColumns, type Columns} from "./tableColumns.js";
import {lineReader} from "./lineReader.js";
import {findRange, type PixelRange} from "./pixelRange.js";

/** What separates the columns of a table; " " stands for any number of spaces. */
export type Delimiter = "," | ";" | "\t" | "|" | " ";

/** How somebody's program saved a table of pixels. */
export interface Dialect extends Columns {
  readonly encoding: TextEncoding;
  readonly delimiter: Delimiter;
  /** Is `0,5` a half? */
  readonly decimalComma: boolean;
  /** Are numbers in quotes? */
  readonly quoted: boolean;
  /** Are numbers written as `253.0`? */
  readonly decimals: boolean;
  readonly hasHeader: boolean;
  /** Fields of every row. */
  readonly width: number;
  /** Pixels along one side of an image. */
  readonly side: Side;
  readonly range: PixelRange;
}

/** Images of a table are square: MNIST's, USPS's, and those of UCI's optical digits, which scikit-learn has. */
export const SIDES = [28, 16, 8] as const;
export type Side = (typeof SIDES)[number];

/** Columns that a table may have beside its pixels and one for each class: up to three of row numbers. */
const MAX_INDEX = 3;
/** As many classes as the digits have may each have a column, where nothing says how many there are. */
const USUAL_CLASSES = DIGIT_LABELS.classes.length;
/** Rows that are looked at. */
const MAX_SAMPLE = 400;

/** In the order in which they are tried: where numbers have decimal commas, commas would make as many fields. */
const DELIMITERS: readonly Delimiter[] = [";", "\t", "|", ",", " "];

/** A table's first lines, cut into fields. */
interface Sample extends Pick<Dialect, "encoding" | "delimiter" | "side" | "width" | "quoted"> {
  readonly lines: readonly (readonly string[])[];
}

/**
 * Returns how many pixels the images of a table have along one side, where its first bytes *head* are those of a table of
 * pixels in any dialect: its rows have 784, 256 or 64 columns, or a few more, such as one for each of *classes* classes.
 */
export function tableSide(head: Uint8Array, classes = USUAL_CLASSES): Side | undefined {
  return cutSample(head, classes)?.side;
}

/**
 * Returns the dialect of a table of pixels that begins with *head*: as many rows as it holds are the evidence. *source*
 * names the table in errors; *labeling* says what labels mean, and without it any will do.
 * @throws InputError where it is no table of pixels, or can be read in two ways, with the way out
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

/** Cuts *head* into lines and these into fields; undefined where it is no table of pixels. */
function cutSample(head: Uint8Array, classes: number): Sample | undefined {
  const encoding = detectEncoding(head);
  const reader = lineReader(encoding);
  const whole = reader.push(head);
  // Of a file that is longer than its head the last line is cut short: it counts where there is no other.
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

/** Lines that tell how many columns there are, the header the first. */
const WIDTH_LINES = 11;

/** Returns the number of columns that most of the first lines have. */
function typicalWidth(lines: readonly string[], delimiter: Delimiter): number {
  const counts = new Map<number, number>();
  for (const line of lines.slice(lines.length > 1 ? 1 : 0, WIDTH_LINES)) {
    // Of quoted fields d3 takes anything between them for a delimiter.
    const length = Math.min(fieldsOf(line, delimiter).length, line.split(delimiter).length);
    counts.set(length, (counts.get(length) ?? 0) + 1);
  }
  return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
}

const FORMATS = new Map(DELIMITERS.map((delimiter) => [delimiter, dsvFormat(delimiter)]));

/** Returns the fields of a *line*, unquoted, without space around them or an empty last one. */
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

/** Is this line a header: all of its fields differ, which no row's do, or none of them is a number? */
function isHeader(fields: readonly string[]): boolean {
  return (
    new Set(fields).size === fields.length || !fields.some((field) => field !== "" && !Number.isNaN(Number(field)))
  );
}

/** Returns a name for every column: R leaves out the one of its row names. */
function namesOf(header: readonly string[], width: number): string[] {
  const names = header.length === width - 1 ? ["", ...header] : [...header];
  while (names.length < width) names.push("");
  return names.slice(0, width);
}
