import {ascending, descending, sort} from "d3-array";
import {csvFormatRows} from "d3-dsv";

/** A cell of a table as it is sorted and downloaded; undefined or NaN where there is nothing. */
export type CellValue = string | number | undefined;

/** A column of a table of *Row*s. */
export interface Column<Row> {
  readonly label: string;
  /** What the column is sorted by; numbers stand to the right. NaN and undefined come last. */
  readonly value: (row: Row) => CellValue;
  /** What stands in the cell; by default the value, or – where there is none. */
  readonly show?: (row: Row) => string | Node;
  /** What the label means, on hover and for screen readers. */
  readonly title?: string;
  /** What stands for it in the download, where its label and its value do not say all: an interval has two ends. */
  readonly download?: readonly Pick<Column<Row>, "label" | "value">[];
}

/** By which column a table is sorted, and which way. */
export interface TableOrder {
  readonly label: string;
  readonly descending: boolean;
}

/** Returns whether a column has numbers. */
export function isNumeric<Row>(rows: readonly Row[], {value}: Pick<Column<Row>, "value">): boolean {
  return rows.some((row) => typeof value(row) === "number");
}

/** Returns the rows sorted by *value*, equal ones in their order; those without one come last, either way. */
export function sortRows<Row>(rows: readonly Row[], value: (row: Row) => CellValue, isDescending: boolean): Row[] {
  const order = isDescending ? descending : ascending;
  return sort(rows, (a, b) => order(value(a), value(b)));
}

/** Returns whether *text* has each word of *query*, in any order and any case; every text has those of an empty one. */
export function hasWords(text: string, query: string): boolean {
  const folded = text.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => folded.includes(word));
}

/** Returns an order as the address keeps it: the column's label, with a minus before it where descending. */
export function formatOrder({label, descending: isDescending}: TableOrder): string {
  return isDescending ? `-${label}` : label;
}

/** Returns the order that *text* names, undefined where it names none of the *columns*. */
export function parseOrder(text: string, columns: readonly Pick<Column<never>, "label">[]): TableOrder | undefined {
  return columns
    .flatMap(({label}) => [true, false].map((isDescending) => ({label, descending: isDescending})))
    .find((order) => formatOrder(order) === text);
}

/**
 * Returns rows as CSV (RFC 4180, but for lines that end in a line feed alone): the columns' labels, then a line a row,
 * numbers in full precision, nothing where there is no value.
 */
export function tableCsv<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const fields = columns.flatMap((column) => column.download ?? [column]);
  const text = (value: CellValue) => (value === undefined || Number.isNaN(value) ? "" : String(value));
  return csvFormatRows([
    fields.map(({label}) => label),
    ...rows.map((row) => fields.map(({value}) => text(value(row))))
  ]);
}

/** Returns a column for each key of the rows, named by it. */
export function columnsOf<Row extends object>(rows: readonly Row[]): Column<Row>[] {
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return keys.map((key) => ({label: key, value: (row) => (row as Record<string, CellValue>)[key]}));
}
