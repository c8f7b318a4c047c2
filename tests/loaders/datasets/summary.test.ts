import fc from "fast-check";
import {describe, expect, it} from "vitest";
import type {Dataset} from "../../../loaders/datasets/dataset.js";
import {summarize} from "../../../loaders/datasets/summary.js";
import {describeSplits, type Provenance} from "../../../loaders/datasets/provenance.js";
import {findDuplicates} from "../../../src/characters/duplicates.js";
import {DIGITS} from "../../../src/characters/alphabet.js";
import type {Digits} from "../../../src/characters/digits.js";

// Counts and means must equal those of plain loops over the labels and pixels.

function digitsOf(labels: readonly number[], level = 0): Digits {
  return {
    length: labels.length,
    images: new Uint8Array(labels.length * 784).fill(level),
    labels: Uint8Array.from(labels)
  };
}

const DUPLICATES = findDuplicates({});

function datasetOf(splits: Dataset["splits"]): Dataset {
  const provenance: Provenance = {
    layout: "IDX",
    read: "2026-01-02T03:04:05.678Z",
    files: {n: 1, bytes: 1, list: []},
    sha256: "ff",
    division: {how: "as it came"},
    splits: describeSplits(splits, DIGITS),
    pictures: null,
    rejected: [],
    notRead: {n: 0, examples: [], more: 0}
  };
  const about = {name: "set", title: "Set"};
  return {
    ...about,
    about,
    classes: DIGITS,
    synthetic: false,
    files: ["a"],
    base: "/there",
    entry: "/cache",
    provenance,
    splits
  };
}

function summaryOf(splits: Dataset["splits"]) {
  return summarize(datasetOf(splits), DUPLICATES);
}

const labelsArbitrary = fc.array(fc.integer({min: 0, max: 9}), {minLength: 1, maxLength: 60});

describe("summarize(dataset)", () => {
  it("counts the digits of each class in each split, and their share of the split", () => {
    fc.assert(
      fc.property(labelsArbitrary, labelsArbitrary, (train, test) => {
        const {counts} = summaryOf({train: digitsOf(train), test: digitsOf(test)});
        const expected = [];
        for (let digit = 0; digit < 10; ++digit) {
          for (const [split, labels] of Object.entries({train, test})) {
            const n = labels.filter((label) => label === digit).length;
            if (n) expected.push({split, digit, n, share: n / labels.length});
          }
        }
        expect(counts).toHaveLength(expected.length);
        expect(counts).toEqual(expect.arrayContaining(expected));
        expect(counts.map(({digit}) => digit)).toEqual(counts.map(({digit}) => digit).toSorted((a, b) => a - b));
      })
    );
  });

  it("reports the number of digits in each split, and whether they are labeled", () => {
    const test = {length: 2, images: new Uint8Array(2 * 784)};
    const {splits, counts} = summaryOf({train: digitsOf([1, 1, 5]), unlabeled: test});
    expect(splits).toEqual([
      {split: "train", n: 3, labeled: true},
      {split: "unlabeled", n: 2, labeled: false}
    ]);
    expect(counts).toEqual([
      {split: "train", digit: 1, n: 2, share: 2 / 3},
      {split: "train", digit: 5, n: 1, share: 1 / 3}
    ]);
  });

  it("has no counts if no split has labels", () => {
    expect(summaryOf({unlabeled: {length: 1, images: new Uint8Array(784)}}).counts).toEqual([]);
  });

  it("compares each split with the first, by ink and by the share of each class", () => {
    const {skew} = summaryOf({train: digitsOf([1, 2], 100), test: digitsOf([1, 1], 100)});
    expect(skew.find(({property}) => property === "1")).toMatchObject({split: "test", value: 1, reference: 0.5});
    expect(skew.find(({property}) => property === "ink")).toMatchObject({value: 100, reference: 100, difference: 0});
  });

  it("reports quantiles of each trait for each class of each split, as R's quantile(type = 7)", () => {
    const levels = [10, 20, 30, 40, 50]; // uniform images, whose ink is their gray level
    const images = Uint8Array.from(levels.flatMap((level) => Array<number>(784).fill(level)));
    const {traits} = summaryOf({train: {length: 5, images, labels: Uint8Array.of(3, 3, 3, 3, 3)}});
    expect(traits.find(({trait}) => trait === "ink")).toEqual({
      trait: "ink",
      split: "train",
      digit: 3,
      n: 5,
      low: 12,
      lower: 20,
      median: 30,
      upper: 40,
      high: 48
    });
    expect(summaryOf({unlabeled: {length: 1, images: new Uint8Array(784).fill(1)}}).traits).toEqual([]);
    expect(summaryOf({train: digitsOf([1, 2], 0)}).traits).toEqual([]); // blank
  });

  it("passes on the source and license, or null if unknown", () => {
    const dataset = datasetOf({train: digitsOf([1])});
    expect(summarize(dataset, DUPLICATES)).toMatchObject({
      name: "set",
      title: "Set",
      source: null,
      license: null,
      synthetic: false,
      classes: DIGITS,
      provenance: {layout: "IDX", sha256: "ff"},
      duplicates: DUPLICATES
    });
    expect(summarize({...dataset, source: "S", license: "CC0-1.0", synthetic: true}, DUPLICATES)).toMatchObject({
      source: "S",
      license: "CC0-1.0",
      synthetic: true
    });
  });
});
