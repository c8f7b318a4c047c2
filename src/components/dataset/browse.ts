import {ascending, descending, shuffler} from "d3-array";
import {randomLcg} from "d3-random";
import {decodeTrait, NO_TRAIT, TRAITS, type Trait} from "../../characters/traits.js";
import {NO_CLASS, type Alphabet} from "../../characters/alphabet.js";
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

/** A digit's prediction compared with its label. */
export type Outcome = "right" | "wrong" | "not read";

/** The orders in which digits can be shown. */
export const ORDERS = [
  "mixed",
  "as they come",
  ...TRAITS.flatMap(({label}) => ["least", "most"].map((end) => `${end} ${label.toLowerCase()}`)),
  "least confident",
  "most confident"
] as const;

/** The data page's filters and order; "all" keeps everything. */
export interface DigitFilter {
  readonly split: string;
  /** A class; any other text keeps everything. */
  readonly digit: string;
  /** The predicted class. */
  readonly read?: string;
  readonly outcome?: Outcome | "all";
  /** The inclusive range of each trait, in its unit. */
  readonly ranges?: Readonly<Partial<Record<Trait["key"], readonly [number, number]>>>;
  /** [rows], 1 for rows to choose from, else 0; by default all. */
  readonly among?: Uint8Array | null | undefined;
  readonly order: (typeof ORDERS)[number];
}

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

/** Returns the options of a filter by class: first one that is no class and keeps all, then the classes. */
export function classFilter(classes: Alphabet): string[] {
  return [classes.includes("all") ? "all classes" : "all", ...classes];
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

/** Returns the rows that a filter keeps, in its order. */
export function filterDigits(table: DigitTable, filter: DigitFilter, predictions?: RowPredictions): Uint32Array {
  const keeps = [...conditions(table, filter, predictions)];
  const kept: number[] = [];
  let row = 0;
  for (const {split, n} of table.splits) {
    const isIn = filter.split === "all" || filter.split === split;
    for (const end = row + n; row < end; ++row) if (isIn && keeps.every((keep) => keep(row))) kept.push(row);
  }
  return Uint32Array.from(inOrder(kept, table, filter, predictions));
}

/** Yields the conditions that a row must meet. */
function* conditions(
  table: DigitTable,
  {digit, read = "all", outcome = "all", ranges = {}, among}: DigitFilter,
  predictions?: RowPredictions
): Generator<(row: number) => boolean> {
  if (among) yield (row) => among[row] === 1;
  const [label, answer] = [table.classes.indexOf(digit), table.classes.indexOf(read)];
  if (label >= 0) yield (row) => table.labels[row] === label;
  if (answer >= 0) yield (row) => predictions?.labels[row] === answer;
  if (outcome !== "all") yield (row) => outcomeOf(table, row, predictions) === outcome;
  for (const trait of TRAITS) {
    const [range, values] = [ranges[trait.key], table.traits[trait.key]];
    if (!range || !values) continue;
    const [from, to] = range;
    yield (row) => {
      const value = decodeTrait(values[row]!, trait);
      return value >= from && value <= to;
    };
  }
}

function inOrder(rows: number[], table: DigitTable, {order}: DigitFilter, predictions?: RowPredictions): number[] {
  if (order === "as they come") return rows;
  if (order === "mixed") return shuffler(randomLcg(MIXING_SEED))(rows);
  const [end, ...words] = order.split(" ");
  const trait = TRAITS.find(({label}) => label.toLowerCase() === words.join(" "));
  const traits = trait && table.traits[trait.key];
  const has = trait
    ? (row: number) => (traits?.[row] ?? NO_TRAIT) !== NO_TRAIT
    : (row: number) =>
        (predictions?.labels[row] ?? NO_CLASS) !== NO_CLASS && !Number.isNaN(predictions?.confidences[row]);
  const value = trait ? (row: number) => traits![row]! : (row: number) => predictions!.confidences[row]!;
  const compare = end === "least" ? ascending : descending;
  const [ordered, others] = [rows.filter(has), rows.filter((row) => !has(row))];
  return [...ordered.sort((a, b) => compare(value(a), value(b))), ...others];
}

/** A digit of the table, as an item of a grid. */
export interface TableItem extends GridItem {
  readonly row: number;
}

/** Returns *rows* as grid items. */
export function gridItems(
  table: DigitTable,
  rows: ArrayLike<number | undefined>,
  predictions?: RowPredictions
): GridItems<TableItem> {
  return {
    length: rows.length,
    at: (i) => (rows[i] === undefined ? undefined : gridItem(table, rows[i], predictions))
  };
}

/** Returns one row as a grid item. */
export function gridItem(table: DigitTable, row: number, predictions?: RowPredictions): TableItem {
  const place = placeOf(table, row);
  const label = nameOf(table, table.labels[row]) ?? "no label";
  const read = nameOf(table, predictions?.labels[row]);
  const sure = predictions?.confidences[row] ?? NaN;
  const share = Number.isNaN(sure) ? "" : ` (${Math.round(100 * sure)} %)`;
  const answer = read === undefined ? "" : `, read as ${read}${share}`;
  return {row, ...place, description: `${label}: ${place.split} image ${place.index}${answer}`};
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
