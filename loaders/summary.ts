import {op, table} from "arquero";
import {deviation, mean} from "d3";
import {imageAt, type Digits} from "../src/digits/digits.js";
import type {DuplicateReport} from "../src/digits/duplicates.js";
import {splitSkew, type Skew} from "../src/stats/skew.js";
import type {Dataset} from "./dataset.js";
import type {Provenance} from "./provenance.js";

/** What the pages say of the digits, in `data/dataset.json`. */
export interface DatasetSummary {
  readonly name: string;
  readonly title: string;
  readonly source: string | null;
  readonly license: string | null;
  readonly synthetic: boolean;
  readonly provenance: Provenance;
  readonly splits: {split: string; n: number; labeled: boolean}[];
  /** How many digits of each class each split with labels has; `share` of that split, in [0, 1]. */
  readonly counts: {split: string; digit: number; n: number; share: number}[];
  /** How each split differs from the first. */
  readonly skew: Skew[];
  readonly duplicates: DuplicateReport;
}

/** Returns the summary of a dataset, whose *duplicates* were found. */
export function summarize(dataset: Dataset, duplicates: DuplicateReport): DatasetSummary {
  const {name, title, source, license, synthetic, provenance} = dataset;
  const splits = Object.entries(dataset.splits);
  const labeled = splits.flatMap(([split, {labels}]) => Array.from(labels ?? [], (digit) => ({split, digit})));
  const counts = table({split: labeled.map((d) => d.split), digit: labeled.map((d) => d.digit)})
    .groupby("split", "digit")
    .rollup({n: op.count()})
    .groupby("split")
    .derive({share: (d: {n: number}) => d.n / op.sum(d.n)})
    .orderby("digit")
    .objects() as DatasetSummary["counts"];
  const figures = splits.map(([split, digits], i) => {
    const ink = inkOf(digits);
    return {
      split,
      n: digits.length,
      classes: provenance.splits[i]!.classes,
      ink: {mean: mean(ink)!, deviation: deviation(ink) ?? 0}
    };
  });
  return {
    name,
    title,
    source: source ?? null,
    license: license ?? null,
    synthetic,
    provenance,
    splits: splits.map(([split, {length, labels}]) => ({split, n: length, labeled: Boolean(labels)})),
    counts,
    skew: splitSkew(figures),
    duplicates
  };
}

/** The label of a digit that has none, in `digits.bin`. */
const UNLABELED = 255;

/**
 * Returns what the data page filters by: for every digit, split after split, its label (255: none), then for every
 * digit its ink, the mean of its pixels, 0 to 255, rounded. Two bytes a digit.
 */
export function digitColumns(splits: readonly Digits[]): Uint8Array {
  const total = splits.reduce((sum, {length}) => sum + length, 0);
  const columns = new Uint8Array(2 * total).fill(UNLABELED, 0, total);
  let offset = 0;
  for (const digits of splits) {
    if (digits.labels) columns.set(digits.labels.subarray(0, digits.length), offset);
    columns.set(inkOf(digits).map(Math.round), total + offset);
    offset += digits.length;
  }
  return columns;
}

/** Returns the mean of each digit's pixels, 0 to 255. */
function inkOf(digits: Digits): Float64Array {
  return Float64Array.from({length: digits.length}, (_, i) => {
    const image = imageAt(digits, i);
    let sum = 0;
    for (let p = 0; p < image.length; ++p) sum += image[p]!;
    return sum / image.length;
  });
}
