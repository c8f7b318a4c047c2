import {op, table} from "arquero";
import {deviation, mean, quantileSorted, sort} from "d3-array";
import type {Alphabet} from "../../src/characters/alphabet.js";
import {describeDigits} from "../../src/characters/describe.js";
import {imageAt, type Digits} from "../../src/characters/digits.js";
import type {DuplicateReport} from "../../src/characters/duplicates.js";
import {TRAITS, type TraitSpread} from "../../src/characters/traits.js";
import {splitSkew, type Skew} from "../../src/stats/skew.js";
import {InputError} from "../../src/inputError.js";
import type {Splits} from "./parts/splits.js";
import type {Dataset} from "./dataset.js";
import type {Provenance} from "./provenance.js";
import {mapTuple} from "../../src/mapTuple.js";

interface SplitSummary {
  readonly split: string;
  readonly n: number;
  readonly labeled: boolean;
}

/** The content of `data/dataset.json`, which the pages read. */
export interface DatasetSummary {
  readonly name: string;
  readonly title: string;
  readonly source: string | null;
  readonly license: string | null;
  readonly synthetic: boolean;
  /** The meaning of the labels: a `digit` below is an index into these. */
  readonly classes: Alphabet;
  readonly provenance: Provenance;
  /** At least one. */
  readonly splits: readonly [SplitSummary, ...SplitSummary[]];
  /** Digits of each class in each labeled split; `share` of that split, in [0, 1]. */
  readonly counts: {split: string; digit: number; n: number; share: number}[];
  /** How each split differs from the first one. */
  readonly skew: Skew[];
  readonly duplicates: DuplicateReport;
  readonly traits: TraitSpread[];
}

const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

/** Summarizes a dataset and its *duplicates* report. @throws InputError for a dataset without splits */
export function summarize(dataset: Dataset, duplicates: DuplicateReport): DatasetSummary {
  const {name, title, source, license, synthetic, classes, provenance} = dataset;
  const splits = Object.entries(dataset.splits);
  const [first, ...others] = splits.map(([split, {length, labels}]) => ({split, n: length, labeled: Boolean(labels)}));
  if (!first) throw new InputError(name, "a split of images", "none");
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
    classes,
    provenance,
    splits: [first, ...others],
    counts,
    skew: splitSkew(figures),
    duplicates,
    traits: spreadOfTraits(dataset.splits, classes)
  };
}

/** Returns the spread of each trait among the digits of each class in each labeled split. */
function spreadOfTraits(splits: Splits, classes: Alphabet): TraitSpread[] {
  return Object.entries(splits).flatMap(([split, digits]) => {
    const {labels} = digits;
    if (!labels) return [];
    const descriptions = describeDigits(digits);
    return TRAITS.flatMap(({key: trait}) =>
      classes.flatMap((_, digit) => {
        const values = Array.from(descriptions[trait]).filter(
          (value, i) => labels[i] === digit && !Number.isNaN(value)
        );
        if (!values.length) return [];
        const sorted = sort(values);
        const [low, lower, median, upper, high] = mapTuple(QUANTILES, (p) => quantileSorted(sorted, p)!);
        return [{trait, split, digit, n: values.length, low, lower, median, upper, high}];
      })
    );
  });
}

/** Returns the mean pixel of each digit, 0 to 255. */
function inkOf(digits: Digits): Float64Array {
  return Float64Array.from({length: digits.length}, (_, i) => {
    const image = imageAt(digits, i);
    let sum = 0;
    for (let p = 0; p < image.length; ++p) sum += image[p]!;
    return sum / image.length;
  });
}
