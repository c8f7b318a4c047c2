import {ascending, descending} from "d3-array";
import {NO_CLASS} from "../../characters/alphabet.js";
import type {Mark} from "../../characters/marks.js";
import {decodeTrait, NO_TRAIT, TRAITS, type Trait} from "../../characters/traits.js";
import {mixed, nameOf, outcomeOf, type DigitTable, type Known, type RowPredictions} from "../dataset/digitTable.js";

/** What images are filtered by; `read` is the predicted class, `mark` and `tag` are the visitor's. */
export const FACETS = ["split", "digit", "read", "outcome", "mark", "tag"] as const;
export type Facet = (typeof FACETS)[number];

/** The outcomes of a prediction, and what a visitor can have done to an image. */
export const OUTCOMES = ["right", "wrong", "not read"] as const;
export const MARKS = ["tagged", "relabeled"] as const;

/** The chosen values of a facet: any of them, or with *not* any other. No values: everything. */
export interface Chosen {
  readonly values: readonly string[];
  readonly not: boolean;
}

export const EVERYTHING: Chosen = {values: [], not: false};

/** A range of a trait in its unit, both ends inside; with *not*, what is outside. */
export interface Range {
  readonly from: number;
  readonly to: number;
  readonly not: boolean;
}

export type Facets = Readonly<Partial<Record<Facet, Chosen>>>;
export type Ranges = Readonly<Partial<Record<Trait["key"], Range>>>;

/** The orders in which digits can be shown. */
export const ORDERS = [
  "mixed",
  "as they come",
  ...TRAITS.flatMap(({label}) => ["least", "most"].map((end) => `${end} ${label.toLowerCase()}`)),
  "least confident",
  "most confident"
] as const;
export type Order = (typeof ORDERS)[number];

/** Which images to show, and in which order. */
export interface DigitFilter {
  readonly facets?: Facets;
  readonly ranges?: Ranges;
  /** [rows], 1 for rows to choose from, else 0; by default all. */
  readonly among?: Uint8Array | null | undefined;
  readonly order: Order;
}

/** Returns the rows that a filter keeps, in its order. */
export function filterDigits(table: DigitTable, filter: DigitFilter, known: Known = {}): Uint32Array {
  const keeps = [...conditions(table, filter, known)];
  const kept: number[] = [];
  let row = 0;
  for (const {split, n} of table.splits) {
    const isIn = !keepsNone(filter.facets?.split, split);
    for (const end = row + n; row < end; ++row) if (isIn && keeps.every((keep) => keep(row))) kept.push(row);
  }
  return Uint32Array.from(inOrder(kept, table, filter, known.predictions));
}

function keepsNone(chosen: Chosen | undefined, value: string): boolean {
  return Boolean(chosen?.values.length) && chosen!.values.includes(value) === chosen!.not;
}

/**
 * Yields the conditions that a row must meet. A condition on the label, the prediction or the outcome, "not" included,
 * is only met by an image that has one.
 */
function* conditions(
  table: DigitTable,
  {facets = {}, ranges = {}, among}: DigitFilter,
  {predictions, markOf}: Known
): Generator<(row: number) => boolean> {
  if (among) yield (row) => among[row] === 1;
  const {digit, read, outcome, mark, tag} = facets;
  if (digit?.values.length) yield isAmong(table, digit, (row) => table.labels[row] ?? NO_CLASS);
  if (read?.values.length) yield isAmong(table, read, (row) => predictions?.labels[row] ?? NO_CLASS);
  if (outcome?.values.length) {
    yield (row) => {
      const value = outcomeOf(table, row, predictions);
      return value !== undefined && outcome.values.includes(value) !== outcome.not;
    };
  }
  const marked = (chosen: Chosen, valuesOf: (mark: Mark) => readonly string[]) => (row: number) => {
    const one = markOf?.(row);
    return (one ? valuesOf(one) : []).some((value) => chosen.values.includes(value)) !== chosen.not;
  };
  if (mark?.values.length) yield marked(mark, markKinds);
  if (tag?.values.length) yield marked(tag, ({tags}) => tags);
  for (const trait of TRAITS) {
    const [range, values] = [ranges[trait.key], table.traits[trait.key]];
    if (range && values) yield isInRange(range, (row) => decodeTrait(values[row]!, trait));
  }
}

/** Returns which of `MARKS` apply to a mark. */
function markKinds({tags, label}: Mark): string[] {
  return [...(tags.length ? ["tagged"] : []), ...(label === undefined ? [] : ["relabeled"])];
}

function isAmong(table: DigitTable, {values, not}: Chosen, labelOf: (row: number) => number) {
  const chosen = new Uint8Array(NO_CLASS + 1);
  for (const value of values) chosen[table.classes.indexOf(value)] = 1;
  return (row: number): boolean => {
    const label = labelOf(row);
    return label !== NO_CLASS && Boolean(chosen[label]) !== not;
  };
}

function isInRange({from, to, not}: Range, valueOf: (row: number) => number) {
  return (row: number): boolean => {
    const value = valueOf(row);
    return !Number.isNaN(value) && (value >= from && value <= to) !== not;
  };
}

function inOrder(rows: number[], table: DigitTable, {order}: DigitFilter, predictions?: RowPredictions): number[] {
  if (order === "as they come") return rows;
  if (order === "mixed") return mixed(rows);
  const [end, ...words] = order.split(" ");
  const trait = TRAITS.find(({label}) => label.toLowerCase() === words.join(" "));
  const traits = trait && table.traits[trait.key];
  const has = trait
    ? (row: number) => (traits?.[row] ?? NO_TRAIT) !== NO_TRAIT
    : (row: number) =>
        nameOf(table, predictions?.labels[row]) !== undefined && !Number.isNaN(predictions?.confidences[row]);
  const value = trait ? (row: number) => traits![row]! : (row: number) => predictions!.confidences[row]!;
  const compare = end === "least" ? ascending : descending;
  const [ordered, others] = [rows.filter(has), rows.filter((row) => !has(row))];
  return [...ordered.sort((a, b) => compare(value(a), value(b))), ...others];
}
