import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {parseChosen} from "../../../src/components/browse/browseAddress.js";
import {
  FACETS,
  filterDigits,
  type DigitFilter,
  type Facet,
  type Facets,
  type Ranges
} from "../../../src/components/browse/filterDigits.js";
import type {Mark} from "../../../src/characters/marks.js";
import {
  digitTable,
  formatPlace,
  gridItems,
  outcomeOf,
  parsePlace,
  placeOf,
  rowOf,
  type RowPredictions
} from "../../../src/components/dataset/digitTable.js";

const splits = [
  {split: "train", n: 3},
  {split: "test", n: 2}
];
// Five traits of five digits: ink (steps of 0.5 from 0), intensity, stroke width, slant, aspect. 255: none.
const ink = [60, 20, 40, 80, 255];
const slant = [127, 0, 254, 129, 255]; // 0°, −63.5°, 63.5°, 1°, none
const rest = [0, 0, 0, 0, 255];
const table = digitTable(
  Uint8Array.of(7, 0, 7, 255, 9),
  {splits, classes: DIGITS},
  Uint8Array.from([...ink, ...rest, ...rest, ...slant, ...rest])
);
const predictions: RowPredictions = {
  labels: Uint8Array.of(255, 255, 7, 3, 4),
  confidences: Float32Array.of(0, 0, 0.9, 0.6, 0.75)
};

const all: DigitFilter = {order: "as they come"};

/** A filter as a test writes it: facets as in the address, "3,5" or "!3", and the two ends of each range. */
interface Written extends Partial<Record<Facet, string>>, Partial<Pick<DigitFilter, "among" | "order">> {
  readonly ranges?: Partial<Record<keyof Ranges, readonly [number, number]>>;
  readonly outside?: boolean;
}

function written({ranges = {}, outside: not = false, among, order = "as they come", ...facets}: Written): DigitFilter {
  const chosen = FACETS.map((facet) => [facet, parseChosen(facets[facet], undefined)]);
  const kept = Object.entries(ranges).map(([key, [from, to]]) => [key, {from, to, not}]);
  return {facets: Object.fromEntries(chosen) as Facets, ranges: Object.fromEntries(kept) as Ranges, among, order};
}

function found(filter: Written, predictions?: RowPredictions): number[] {
  return [...filterDigits(table, written(filter), {predictions})];
}

describe("digitTable(labels, splits, traits)", () => {
  it("converts rows to places and back", () => {
    const places = [0, 1, 2, 3, 4].map((row) => placeOf(table, row));
    expect(places).toEqual([
      {split: "train", index: 0},
      {split: "train", index: 1},
      {split: "train", index: 2},
      {split: "test", index: 0},
      {split: "test", index: 1}
    ]);
    expect(places.map((place) => rowOf(table, place))).toEqual([0, 1, 2, 3, 4]);
    expect(rowOf(table, {split: "validation", index: 0})).toBeUndefined();
  });

  it("has no traits before they are loaded, and then filters nothing", () => {
    const bare = digitTable(Uint8Array.of(1, 2), {splits: [{split: "train", n: 2}], classes: DIGITS});
    expect(bare.traits).toEqual({});
    expect([...filterDigits(bare, written({ranges: {ink: [0, 1]}}))]).toEqual([0, 1]);
  });
});

describe("a table of letters", () => {
  const letters = digitTable(Uint8Array.of(2, 0, 255), {splits: [{split: "test", n: 3}], classes: ["A", "B", "all"]});
  const by: RowPredictions = {labels: Uint8Array.of(1, 0, 255), confidences: Float32Array.of(NaN, 0.9, 0)};

  it("is filtered by class names", () => {
    const rows = (digit: string, read = "") => [...filterDigits(letters, written({digit, read}), {predictions: by})];
    expect(rows("A")).toEqual([1]);
    expect(rows("all")).toEqual([0]); // here, it is a class
    expect(rows("")).toEqual([0, 1, 2]);
    expect(rows("", "B")).toEqual([0]);
  });

  it("describes images by class names, and leaves out unknown confidences", () => {
    const items = gridItems(letters, [0, 1, 2], {predictions: by});
    expect([0, 1, 2].map((i) => items.at(i)!.description)).toEqual([
      "all: test image 0, read as B",
      "A: test image 1, read as A (90 %)",
      "no label: test image 2"
    ]);
  });
});

describe("filterDigits(table, filter, predictions)", () => {
  it("keeps everything for all, in order", () => {
    expect(found({})).toEqual([0, 1, 2, 3, 4]);
  });

  it("keeps one split, one digit, or both", () => {
    expect(found({split: "test"})).toEqual([3, 4]);
    expect(found({digit: "7"})).toEqual([0, 2]);
    expect(found({digit: "0"})).toEqual([1]);
    expect(found({split: "test", digit: "7"})).toEqual([]);
  });

  it("keeps an inclusive range of a trait, and no image without a value", () => {
    expect(found({ranges: {ink: [10, 30]}})).toEqual([0, 1, 2]);
    expect(found({ranges: {ink: [10.5, 29.5]}})).toEqual([2]);
    expect(found({ranges: {slant: [0, 2]}})).toEqual([0, 3]);
    expect(found({ranges: {slant: [0, 2], ink: [35, 45]}})).toEqual([3]);
  });

  it("keeps images by predicted class, and by right, wrong or no prediction", () => {
    expect(found({read: "4"}, predictions)).toEqual([4]);
    expect(found({outcome: "right"}, predictions)).toEqual([2]);
    expect(found({outcome: "wrong"}, predictions)).toEqual([4]);
    expect(found({outcome: "not read"}, predictions)).toEqual([0, 1]);
    expect(outcomeOf(table, 3, predictions)).toBeUndefined(); // predicted, but without a label
    expect(found({outcome: "not read"})).toEqual([0, 1, 2, 3, 4]);
  });

  it("keeps any of several values, in each facet", () => {
    expect(found({digit: "7,9"})).toEqual([0, 2, 4]);
    expect(found({split: "train,test", digit: "0,9"})).toEqual([1, 4]);
    expect(found({read: "7,4"}, predictions)).toEqual([2, 4]);
    expect(found({outcome: "right,wrong"}, predictions)).toEqual([2, 4]);
  });

  it("keeps what is not chosen, among images that have a label, a prediction or an outcome", () => {
    expect(found({digit: "!7"})).toEqual([1, 4]); // row 3 has no label
    expect(found({digit: "!7,9"})).toEqual([1]);
    expect(found({split: "!test"})).toEqual([0, 1, 2]);
    expect(found({read: "!4"}, predictions)).toEqual([2, 3]); // rows 0 and 1 were not read
    expect(found({outcome: "!wrong"}, predictions)).toEqual([0, 1, 2]); // row 3 was read, but has no label
  });

  it("keeps what is outside a range of a trait, but no image without a value", () => {
    expect(found({ranges: {ink: [10, 30]}, outside: true})).toEqual([3]);
    expect(found({ranges: {slant: [0, 2]}, outside: true})).toEqual([1, 2]);
  });

  it("keeps images by the visitor's marks", () => {
    const marks = new Map<number, Mark>([
      [0, {tags: ["blurred", "smudged"]}],
      [2, {tags: [], label: "1"}],
      [4, {tags: ["blurred"], label: null}]
    ]);
    const marked = (filter: Written) => [...filterDigits(table, written(filter), {markOf: (row) => marks.get(row)})];
    expect(marked({tag: "blurred"})).toEqual([0, 4]);
    expect(marked({tag: "smudged,none"})).toEqual([0]);
    expect(marked({tag: "!blurred"})).toEqual([1, 2, 3]);
    expect(marked({mark: "relabeled"})).toEqual([2, 4]);
    expect(marked({mark: "tagged", split: "train"})).toEqual([0]);
    expect(marked({mark: "!tagged,relabeled"})).toEqual([1, 3]);
    const items = gridItems(table, [0, 2, 4, 1], {markOf: (row) => marks.get(row)});
    expect([0, 1, 2, 3].map((i) => [items.at(i)!.badge, items.at(i)!.description])).toEqual([
      ["#", "7: train image 0, tagged blurred, smudged"],
      ["1", "7: train image 2, relabeled 1"],
      ["∅", "9: test image 1, relabeled as none of the classes, tagged blurred"],
      [undefined, "0: train image 1"]
    ]);
  });

  it("keeps the selected rows", () => {
    expect(found({among: Uint8Array.of(0, 1, 0, 0, 1)})).toEqual([1, 4]);
    expect(found({among: Uint8Array.of(0, 1, 0, 0, 1), digit: "9"})).toEqual([4]);
  });

  it("sorts by a trait in both directions: ties keep their order, and rows without a value come last", () => {
    expect(found({order: "least ink"})).toEqual([1, 2, 0, 3, 4]);
    expect(found({order: "most ink"})).toEqual([3, 0, 2, 1, 4]);
    expect(found({order: "most slant"})).toEqual([2, 3, 0, 1, 4]);
    expect(found({order: "least intensity"})).toEqual([0, 1, 2, 3, 4]);
  });

  it("sorts by confidence, with rows without a prediction last", () => {
    expect(found({order: "least confident"}, predictions)).toEqual([3, 4, 2, 0, 1]);
    expect(found({order: "most confident"}, predictions)).toEqual([2, 4, 3, 0, 1]);
  });

  it("mixes all rows in the same new order each time", () => {
    const many = digitTable(new Uint8Array(200), {splits: [{split: "train", n: 200}], classes: DIGITS});
    const mixed = () => [...filterDigits(many, {...all, order: "mixed"})];
    const inOrder = Array.from({length: 200}, (_, i) => i);
    expect(mixed()).toEqual(mixed());
    expect(mixed()).not.toEqual(inOrder);
    expect(mixed().sort((a, b) => a - b)).toEqual(inOrder);
  });
});

describe("gridItems(table, rows, predictions)", () => {
  it("describes each item for screen readers", () => {
    const items = gridItems(table, Uint32Array.of(4, 3, 0), {predictions});
    expect(items.length).toBe(3);
    expect(items.at(0)).toEqual({
      row: 4,
      split: "test",
      index: 1,
      description: "9: test image 1, read as 4 (75 %)"
    });
    expect(items.at(1)!.description).toBe("no label: test image 0, read as 3 (60 %)");
    expect(items.at(2)!.description).toBe("7: train image 0");
    expect(items.at(3)).toBeUndefined();
  });
});

describe("parsePlace and formatPlace", () => {
  it("write a row to the address and read it back", () => {
    expect([0, 2, 3, 4].map(formatPlace(table))).toEqual(["train.0", "train.2", "test.0", "test.1"]);
    expect(["train.0", "train.2", "test.0", "test.1"].map(parsePlace(table))).toEqual([0, 2, 3, 4]);
    expect(formatPlace(table)(null)).toBeUndefined();
  });

  it.each(["train.3", "test.2", "validation.0", "train", "train.-1", "", "train.0x"])("refuse %j", (text) => {
    expect(parsePlace(table)(text)).toBeUndefined();
  });
});
