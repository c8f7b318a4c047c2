import {shuffler} from "d3-array";
import {randomLcg} from "d3-random";
import {TRAITS, type Trait} from "../../characters/traits.js";
import {NO_CLASS, type Alphabet} from "../../characters/alphabet.js";
import type {Mark} from "../../characters/marks.js";
import type {GridItem, GridItems} from "../images/digitGrid.js";
import type {DigitPlace} from "../images/digitTile.js";

/** The digits of the site's data, split by split; a row is a digit's position among all. */
export interface DigitTable {
  readonly length: number;
  readonly splits: readonly {readonly split: string; readonly n: number}[];
  readonly classes: Alphabet;
  /** [length], class indices; `NO_CLASS` for images without a label. */
  readonly labels: Uint8Array;
  /** One column per trait, [length] bytes as from `encodeTrait`; none until they are loaded. */
  readonly traits: Readonly<Partial<Record<Trait["key"], Uint8Array>>>;
}

/** Predictions for the digits by people, a run or the nearest neighbors. */
export interface RowPredictions {
  /** [rows], class indices; `NO_CLASS` for no answer. */
  readonly labels: Uint8Array;
  /** [rows], in [0, 1]; NaN if unknown. */
  readonly confidences: Float32Array;
}

/** What is known of the images beside the table. */
export interface Known {
  readonly predictions?: RowPredictions | undefined;
  /** Returns the visitor's mark of a row. */
  readonly markOf?: ((row: number) => Mark | undefined) | undefined;
}

/** A digit's prediction compared with its label. */
export type Outcome = "right" | "wrong" | "not read";

/** Returns the table of the *labels* in `digits.bin` and, once they are loaded, the *traits* in `traits.bin`. */
export function digitTable(
  labels: Uint8Array,
  {splits, classes}: Pick<DigitTable, "splits" | "classes">,
  traits = new Uint8Array(0)
): DigitTable {
  const {length} = labels;
  const columns = traits.length ? TRAITS : [];
  return {
    length,
    splits,
    classes,
    labels,
    traits: Object.fromEntries(columns.map(({key}, i) => [key, traits.subarray(i * length, (i + 1) * length)]))
  };
}

/** Returns the class at an index; undefined for `NO_CLASS`. */
export function nameOf({classes}: Pick<DigitTable, "classes">, label = NO_CLASS): string | undefined {
  return classes[label];
}

/** Returns the split and index of a *row*'s digit. */
export function placeOf({splits}: Pick<DigitTable, "splits">, row: number): DigitPlace {
  let index = row;
  for (const {split, n} of splits) {
    if (index < n) return {split, index};
    index -= n;
  }
  return {split: "", index: -1};
}

/** Returns the row of the *index*-th digit of a split; undefined if there is no such split. */
export function rowOf({splits}: Pick<DigitTable, "splits">, {split, index}: DigitPlace): number | undefined {
  let start = 0;
  for (const one of splits) {
    if (one.split === split) return start + index;
    start += one.n;
  }
  return undefined;
}

/** Returns the outcome of a row's prediction; undefined for a row without a label. */
export function outcomeOf(table: DigitTable, row: number, predictions?: RowPredictions): Outcome | undefined {
  const label = table.labels[row]!;
  const read = predictions?.labels[row] ?? NO_CLASS;
  if (read === NO_CLASS) return "not read";
  if (label === NO_CLASS) return undefined;
  return read === label ? "right" : "wrong";
}

/** A fixed seed: every visitor sees the same order. */
const MIXING_SEED = 1;

/** Returns *rows* in a mixed order, the same each time. */
export function mixed(rows: readonly number[]): number[] {
  return shuffler(randomLcg(MIXING_SEED))([...rows]);
}

/** Returns the rows of a split. */
export function rowsOfSplit({splits}: Pick<DigitTable, "splits">, split: string): number[] {
  const start = rowOf({splits}, {split, index: 0}) ?? 0;
  const n = splits.find((one) => one.split === split)?.n ?? 0;
  return Array.from({length: n}, (_, i) => start + i);
}

/** A digit of the table, as an item of a grid. */
export interface TableItem extends GridItem {
  readonly row: number;
}

/** Returns *rows* as grid items. */
export function gridItems(
  table: DigitTable,
  rows: ArrayLike<number | undefined>,
  known: Known = {}
): GridItems<TableItem> {
  return {
    length: rows.length,
    at: (i) => (rows[i] === undefined ? undefined : gridItem(table, rows[i], known))
  };
}

/** Returns one row as a grid item. */
export function gridItem(table: DigitTable, row: number, {predictions, markOf}: Known = {}): TableItem {
  const place = placeOf(table, row);
  const label = nameOf(table, table.labels[row]) ?? "no label";
  const read = nameOf(table, predictions?.labels[row]);
  const sure = predictions?.confidences[row] ?? NaN;
  const share = Number.isNaN(sure) ? "" : ` (${Math.round(100 * sure)} %)`;
  const answer = read === undefined ? "" : `, read as ${read}${share}`;
  const mark = markOf?.(row);
  const description = `${label}: ${place.split} image ${place.index}${answer}${mark ? markWords(mark) : ""}`;
  return {row, ...place, description, ...(mark && {badge: badgeOf(mark)})};
}

/** Says what a visitor made of an image, after a comma. */
function markWords({label, tags}: Mark): string {
  const relabeled = label === undefined ? "" : `, relabeled ${label ?? "as none of the classes"}`;
  return `${relabeled}${tags.length ? `, tagged ${tags.join(", ")}` : ""}`;
}

/** Returns a mark in a character or two, for the corner of a tile. */
function badgeOf({label}: Mark): string {
  return label === undefined ? "#" : (label ?? "∅");
}

/** Returns a parser for a row in the address, "test.115"; it returns undefined for an invalid place. */
export function parsePlace(table: DigitTable): (text: string) => number | undefined {
  return (text) => {
    const [, split, index] = /^([a-z]+)\.(\d+)$/.exec(text) ?? [];
    const n = table.splits.find((one) => one.split === split)?.n ?? 0;
    return split !== undefined && Number(index) < n ? rowOf(table, {split, index: Number(index)}) : undefined;
  };
}

/** Returns a function that formats a row for the address; undefined for null. */
export function formatPlace(table: DigitTable): (row: number | null) => string | undefined {
  return (row) => {
    if (row === null) return undefined;
    const {split, index} = placeOf(table, row);
    return `${split}.${index}`;
  };
}
