import {op, table} from "arquero";
import {imageAt, type Digits, type Split} from "../src/digits/digits.js";
import type {Dataset} from "./dataset.js";

/** What the pages say of the digits, in `data/dataset.json`. */
export interface DatasetSummary {
  readonly name: string;
  readonly title: string;
  readonly source: string | null;
  readonly license: string | null;
  readonly synthetic: boolean;
  readonly layout: string;
  readonly sha256: string;
  readonly splits: {split: Split; n: number; labeled: boolean}[];
  /** How many digits of each class each split with labels has; `share` of that split, in [0, 1]. */
  readonly counts: {split: Split; digit: number; n: number; share: number}[];
}

/** Returns the summary of a dataset. */
export function summarize(dataset: Dataset): DatasetSummary {
  const {name, title, source, license, synthetic, layout, sha256} = dataset;
  const splits = Object.entries(dataset.splits) as [Split, Digits][];
  const labeled = splits.flatMap(([split, {labels}]) => Array.from(labels ?? [], (digit) => ({split, digit})));
  const counts = table({split: labeled.map((d) => d.split), digit: labeled.map((d) => d.digit)})
    .groupby("split", "digit")
    .rollup({n: op.count()})
    .groupby("split")
    .derive({share: (d: {n: number}) => d.n / op.sum(d.n)})
    .orderby("digit")
    .objects() as DatasetSummary["counts"];
  return {
    name,
    title,
    source: source ?? null,
    license: license ?? null,
    synthetic,
    layout,
    sha256,
    splits: splits.map(([split, {length, labels}]) => ({split, n: length, labeled: Boolean(labels)})),
    counts
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
    for (let i = 0; i < digits.length; ++i) {
      const image = imageAt(digits, i);
      let sum = 0;
      for (let p = 0; p < image.length; ++p) sum += image[p]!;
      columns[total + offset + i] = Math.round(sum / image.length);
    }
    offset += digits.length;
  }
  return columns;
}
