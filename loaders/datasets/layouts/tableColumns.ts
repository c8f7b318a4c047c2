import {InputError} from "../../../src/inputError.js";
import {DIGIT_LABELS, type Labeling} from "../labels/labeling.js";
import {MANY, otherLabels, refuseOtherLabels} from "../labels/otherLabels.js";

/** The roles of a table's columns. */
export interface Columns {
  /** The column of the label, or the first one-hot column if `oneHot`; undefined without labels. */
  readonly label: number | undefined;
  /** Are the labels one-hot: one column for each class, which is 1 for its images? */
  readonly oneHot: boolean;
  /** Columns that only number or name the rows. They are ignored. */
  readonly index: readonly number[];
  /** The columns of the pixels, row-major. */
  readonly pixels: readonly number[];
  /** Were the pixels sorted by the numbers in their names? */
  readonly reordered: boolean;
  /** Names of all columns; undefined without a header. */
  readonly names: readonly string[] | undefined;
}

type Rows = readonly (readonly string[])[];

const LABEL = /^(labels?|class(es)?|digits?|target|number|category|identity|y|y_(train|test))$/i;
const INDEX = /^(|unnamed: ?\d+.*|index|idx|id|image_?id|row|row_?(id|names?|number)|x|#)$/i;

const WAY_OUT = "a header that calls its column label";

/**
 * Finds the roles of the columns of a table of *pixels* pixels a row: by their *names*, or else by the content of
 * *rows*. A label is a whole number from 0 to 61 that is not always 0, unlike a corner of an image; row numbers grow by
 * 1. *source* names the table in errors. *labeling* gives the meaning of the labels; without it any labels are fine.
 * @throws InputError if two columns could be the label, or if *labeling* does not have the labels
 */
export function findColumns(
  rows: Rows,
  pixels: number,
  {names, source, labeling}: {names: readonly string[] | undefined; source: string; labeling: Labeling | undefined}
): Columns {
  const width = rows[0]?.length ?? names?.length ?? 0;
  const all = Array.from({length: width}, (_, i) => i);
  const labels = all.filter((i) => isNamed(names, i, LABEL));
  let others = width - pixels - labels.length;
  if (labels.length > 1) {
    const found = labels.map((i) => `"${names![i]}"`).join(" and ");
    throw new InputError(source, `one column of labels and ${pixels} of pixels`, `${found}: take one out`);
  }
  const classes = (labeling ?? DIGIT_LABELS).classes.length;
  const hot = others >= classes ? findOneHot(rows, width, classes) : undefined;
  const hotColumns = hot === undefined ? [] : all.slice(hot, hot + classes);
  others -= hotColumns.length;
  const free = all.filter((i) => !labels.includes(i) && !hotColumns.includes(i));
  const index = findIndex(rows, free, {names, others, isLabeled: labels.length + hotColumns.length > 0, classes});
  others -= index.length;
  let label: number | undefined = labels[0] ?? hot;
  if (others === 1 && label === undefined) {
    label = findLabel(
      rows,
      free.filter((i) => !index.includes(i)),
      source
    );
    others = 0;
  }
  if (others !== 0) {
    throw new InputError(source, `a label and ${pixels} pixels a row`, `${width} columns: take out what is neither`);
  }
  if (labeling && label !== undefined && hot === undefined) refuseOthers(rows, label, {source, labeling});
  const used = new Set([...index, ...(hot === undefined ? [label] : hotColumns)]);
  const inPlace = all.filter((i) => !used.has(i));
  const ordered = names ? orderByName(inPlace, names) : undefined;
  return {label, oneHot: hot !== undefined, index, pixels: ordered ?? inPlace, reordered: Boolean(ordered), names};
}

/** Returns up to *others* columns that number or name the rows: those so named, or the first one if it counts up. */
function findIndex(
  rows: Rows,
  free: readonly number[],
  {
    names,
    others,
    isLabeled,
    classes
  }: {names: readonly string[] | undefined; others: number; isLabeled: boolean; classes: number}
): number[] {
  const [first] = free;
  if (others < 1 || first === undefined) return [];
  const named = free.filter((i) => isNamed(names, i, INDEX) && areDistinct(rows, i));
  if (named.length) return named.slice(0, others);
  // With as many rows as classes or fewer, a column that counts up from 0 may be labels, one row a class.
  const isSure = isLabeled || others > 1 || rows.length > classes;
  return isSure && (countsUp(rows, first) || (others > 1 && areRowNumbers(rows, first))) ? [first] : [];
}

/** Does the column's name match *pattern*? */
function isNamed(names: readonly string[] | undefined, column: number, pattern: RegExp): boolean {
  const name = names?.[column];
  return name !== undefined && pattern.test(name);
}

/** Does the column grow by 1 from row to row? */
function countsUp(rows: Rows, column: number): boolean {
  const first = Number(rows[0]?.[column]);
  return Number.isInteger(first) && rows.length > 1 && rows.every((row, i) => Number(row[column]) === first + i);
}

function areDistinct(rows: Rows, column: number): boolean {
  return new Set(rows.map((row) => row[column])).size === rows.length;
}

/** Are these row numbers in any order: whole, distinct, and some of them too large for a pixel or a label? */
function areRowNumbers(rows: Rows, column: number): boolean {
  const values = rows.map((row) => Number(row[column]));
  return (
    values.every((value) => Number.isInteger(value) && value >= 0) &&
    Math.max(...values) > 255 &&
    areDistinct(rows, column)
  );
}

/** Returns the first of *classes* one-hot columns at the right or left end of all rows; undefined if there are none. */
function findOneHot(rows: Rows, width: number, classes: number): number | undefined {
  const isHot = (start: number) =>
    rows.length > 1 &&
    rows.every((row) => {
      const values = row.slice(start, start + classes).map(Number);
      return values.every((value) => value === 0 || value === 1) && values.filter(Boolean).length === 1;
    });
  return [width - classes, 0].find(isHot);
}

/** Returns the single element of *columns*; undefined if there are none or several. */
function onlyOne(columns: readonly number[]): number | undefined {
  return columns.length === 1 ? columns[0] : undefined;
}

/** Decides whether the first or the last of *columns* is the label. @throws InputError if both or neither could be */
function findLabel(rows: Rows, columns: readonly number[], source: string): number {
  const ends = [...columns.slice(0, 1), ...columns.slice(-1)];
  const possible = ends.filter((column) => couldBeLabel(rows, column));
  const busy = possible.filter((column) => rows.filter((row) => Number(row[column]) === 0).length < rows.length / 2);
  const speaking = busy.length === 1 ? busy : possible; // a corner is mostly background
  const isLetter = (column: number) => rows.length > 0 && rows.every((row) => /^[A-Za-z]$/.test(row[column] ?? ""));
  const label = onlyOne(speaking) ?? onlyOne(ends.filter(isLetter));
  if (label !== undefined) return label;
  const found = speaking.length
    ? "a first and a last column that both could be"
    : "neither a first nor a last column that is";
  throw new InputError(source, `one column that can only be the label: ${WAY_OUT}`, found);
}

/** Could this be a label: whole numbers from 0 to 61 (EMNIST's largest), not all 0? */
function couldBeLabel(rows: Rows, column: number): boolean {
  const values = rows.map((row) => (row[column] === "" ? NaN : Number(row[column])));
  return (
    values.every((value) => Number.isInteger(value) && value >= 0 && value <= 61) && values.some((value) => value > 0)
  );
}

function refuseOthers(rows: Rows, label: number, {source, labeling}: {source: string; labeling: Labeling}): void {
  const values = rows.map((row) => row[label] ?? "").filter((value) => !labeling.names.has(value));
  const letters = values.filter((value) => /^[A-Za-z]$/.test(value));
  if (letters.length > MANY * rows.length) {
    throw otherLabels(`letters as labels, such as "${letters[0]}"`, source, labeling);
  }
  const {names, codes} = labeling;
  const numbers = rows
    .map((row) => row[label] ?? "")
    .map((value) => (names.has(value) && !codes.has(Number(value)) ? NaN : Number(value))); // NaN for names
  refuseOtherLabels(numbers, source, labeling);
}

/** Are columns with these names already in the order of their numbers, if their names have numbers? */
export function areInPlace(names: readonly string[]): boolean {
  const columns = names.map((_, i) => i).filter((i) => !isNamed(names, i, LABEL));
  return !orderByName(columns, names);
}

/** Sorts *columns* by the numbers in their *names*; undefined if they are sorted already, or have no numbers. */
function orderByName(columns: readonly number[], names: readonly string[]): number[] | undefined {
  const keyOf = (column: number) => Number(/^[a-z_ ]*?(\d+)$/i.exec(names[column] ?? "")?.[1] ?? NaN);
  const order = columns.map((column) => ({column, key: keyOf(column)}));
  const first = Math.min(...order.map(({key}) => key));
  if (Number.isNaN(first) || order.every(({key}, i) => key === first + i)) return undefined;
  order.sort((a, b) => a.key - b.key);
  return order.every(({key}, i) => key === first + i) ? order.map(({column}) => column) : undefined;
}
