import {InputError} from "../../../src/inputError.js";
import {DIGIT_LABELS, type Labeling} from "../labels/labeling.js";
import {MANY, otherLabels, refuseOtherLabels} from "../labels/otherLabels.js";

/** Which columns of a table are what. */
export interface Columns {
  /** The column of the label; the first of one for each class where `oneHot`; undefined where there is none. */
  readonly label: number | undefined;
  /** Does each class have a column that is 1 for it? */
  readonly oneHot: boolean;
  /** Columns that only number or name the rows: left out. */
  readonly index: readonly number[];
  /** The columns of the pixels, row-major. */
  readonly pixels: readonly number[];
  /** Were the pixels put in the order of the numbers in their names? */
  readonly reordered: boolean;
  /** Names of all columns; undefined without a header. */
  readonly names: readonly string[] | undefined;
}

type Rows = readonly (readonly string[])[];

const LABEL = /^(labels?|class(es)?|digits?|target|number|category|identity|y|y_(train|test))$/i;
const INDEX = /^(|unnamed: ?\d+.*|index|idx|id|image_?id|row|row_?(id|names?|number)|x|#)$/i;

const WAY_OUT = "a header that calls its column label";

/**
 * Returns which columns of a table of *pixels* pixels a row are what: by their *names*, and where these do not say by what
 * the *rows* hold. A label is a whole number from 0 to 61 that is not always 0, while a corner of an image is; row numbers
 * grow by 1. *source* names the table in errors; *labeling* says what labels mean, and without it any will do.
 * @throws InputError where two columns could be the label, or labels are of something else than *labeling* says
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

/** Returns the columns, *others* at most, that number or name the rows: by name, or the first where it counts up. */
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
  // As many rows that count up from 0 as there are classes may be one of each.
  const isSure = isLabeled || others > 1 || rows.length > classes;
  return isSure && (countsUp(rows, first) || (others > 1 && areRowNumbers(rows, first))) ? [first] : [];
}

/** Does a column have a name, and one that matches *pattern*? */
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

/** Are these row numbers in any order: whole, all different, and some too large for a pixel or a label? */
function areRowNumbers(rows: Rows, column: number): boolean {
  const values = rows.map((row) => Number(row[column]));
  return (
    values.every((value) => Number.isInteger(value) && value >= 0) &&
    Math.max(...values) > 255 &&
    areDistinct(rows, column)
  );
}

/** Returns the first of as many columns as *classes* at an end of all rows of which one is 1 and the others are 0. */
function findOneHot(rows: Rows, width: number, classes: number): number | undefined {
  const isHot = (start: number) =>
    rows.length > 1 &&
    rows.every((row) => {
      const values = row.slice(start, start + classes).map(Number);
      return values.every((value) => value === 0 || value === 1) && values.filter(Boolean).length === 1;
    });
  return [width - classes, 0].find(isHot);
}

/** Returns the one column there is; undefined where there is none, or several. */
function onlyOne(columns: readonly number[]): number | undefined {
  return columns.length === 1 ? columns[0] : undefined;
}

/** Returns which of the first and the last of *columns* is the label. @throws InputError where both or none could be */
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

/** Could this be a label: whole numbers from 0 to 61 (EMNIST's largest), not all 0, and few different ones? */
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

/** Are columns of these names in the order of their numbers, where they have such? */
export function areInPlace(names: readonly string[]): boolean {
  const columns = names.map((_, i) => i).filter((i) => !isNamed(names, i, LABEL));
  return !orderByName(columns, names);
}

/** Returns the *columns* in the order of the numbers in their *names*; undefined where they are so, or have none. */
function orderByName(columns: readonly number[], names: readonly string[]): number[] | undefined {
  const keyOf = (column: number) => Number(/^[a-z_ ]*?(\d+)$/i.exec(names[column] ?? "")?.[1] ?? NaN);
  const order = columns.map((column) => ({column, key: keyOf(column)}));
  const first = Math.min(...order.map(({key}) => key));
  if (Number.isNaN(first) || order.every(({key}, i) => key === first + i)) return undefined;
  order.sort((a, b) => a.key - b.key);
  return order.every(({key}, i) => key === first + i) ? order.map(({column}) => column) : undefined;
}
