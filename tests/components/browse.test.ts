import {describe, expect, it} from "vitest";
import {filterDigits, parseDigitRows, type DigitFilter} from "../../src/components/browse.js";

const splits = [
  {split: "train", n: 3},
  {split: "test", n: 2}
];
// Labels of all splits, 255 where there is none; then the mean ink of all.
const rows = parseDigitRows(Uint8Array.of(7, 0, 7, 255, 9, 30, 10, 20, 40, 20), splits);

const all: DigitFilter = {split: "all", digit: "all", order: "as they come"};

function found(filter: Partial<DigitFilter>): string[] {
  return filterDigits(rows, {...all, ...filter}).map(({split, index}) => `${split} ${index}`);
}

describe("parseDigitRows(bytes, splits)", () => {
  it("reads a label and the ink of each digit, split after split, indices from 0 in each", () => {
    expect(rows).toEqual([
      {split: "train", index: 0, label: 7, ink: 30},
      {split: "train", index: 1, label: 0, ink: 10},
      {split: "train", index: 2, label: 7, ink: 20},
      {split: "test", index: 0, label: undefined, ink: 40},
      {split: "test", index: 1, label: 9, ink: 20}
    ]);
  });

  it("returns none for none", () => {
    expect(parseDigitRows(new Uint8Array(0), [])).toEqual([]);
    expect(parseDigitRows(new Uint8Array(0), [{split: "train", n: 0}])).toEqual([]);
  });
});

describe("filterDigits(rows, filter)", () => {
  it("keeps everything for all, in order", () => {
    expect(found({})).toEqual(["train 0", "train 1", "train 2", "test 0", "test 1"]);
  });

  it("keeps one split, one digit, or both", () => {
    expect(found({split: "test"})).toEqual(["test 0", "test 1"]);
    expect(found({digit: "7"})).toEqual(["train 0", "train 2"]);
    expect(found({digit: "0"})).toEqual(["train 1"]);
    expect(found({split: "test", digit: "7"})).toEqual([]);
  });

  it("sorts by ink, either way, and leaves equals in their order", () => {
    expect(found({order: "least ink first"})).toEqual(["train 1", "train 2", "test 1", "train 0", "test 0"]);
    expect(found({order: "most ink first"})).toEqual(["test 0", "train 0", "train 2", "test 1", "train 1"]);
    expect(rows.map(({ink}) => ink)).toEqual([30, 10, 20, 40, 20]); // its argument stays
  });

  it("mixes, the same way each time: every row once, in another order", () => {
    const many = parseDigitRows(new Uint8Array(400), [{split: "train", n: 200}]);
    const mixed = () => filterDigits(many, {...all, order: "mixed"}).map(({index}) => index);
    const inOrder = Array.from({length: 200}, (_, i) => i);
    expect(mixed()).toEqual(mixed());
    expect(mixed()).not.toEqual(inOrder);
    expect(mixed().sort((a, b) => a - b)).toEqual(inOrder);
  });

  it("describes each for who can't see it", () => {
    const [first, , , unlabeled] = filterDigits(rows, all);
    expect(first!.description).toBe("7: train image 0, mean ink 30");
    expect(unlabeled!.description).toBe("no label: test image 0, mean ink 40");
  });
});
