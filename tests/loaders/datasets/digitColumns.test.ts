import {describe, expect, it} from "vitest";
import {labelColumn, traitColumns, voteColumns} from "../../../loaders/datasets/digitColumns.js";
import type {Digits} from "../../../src/characters/digits.js";
import {decodeTrait, NO_TRAIT, TRAITS} from "../../../src/characters/traits.js";

const gray = (level: number) => new Uint8Array(784).fill(level);
const splits: Digits[] = [
  {length: 2, images: Uint8Array.from([...gray(100), ...gray(0)]), labels: Uint8Array.of(7, 0)},
  {length: 1, images: gray(50)}
];

describe("labelColumn(splits)", () => {
  it("returns the labels of all splits, 255 for an unlabeled digit", () => {
    expect([...labelColumn(splits)]).toEqual([7, 0, 255]);
    expect(labelColumn([])).toHaveLength(0);
  });
});

describe("traitColumns(splits)", () => {
  it("returns trait after trait, a byte for each digit, 255 for a blank image", () => {
    const columns = traitColumns(splits);
    expect(columns).toHaveLength(3 * TRAITS.length);
    TRAITS.forEach((trait, t) => {
      const [first, blank, last] = columns.subarray(3 * t, 3 * t + 3);
      expect(blank).toBe(NO_TRAIT);
      // A uniform square is as wide as high and has no slant.
      const expected = {ink: [100, 50], intensity: [100, 50], aspect: [1, 1], slant: [0, 0]}[trait.key as "ink"];
      if (expected) [first, last].forEach((byte, i) => expect(decodeTrait(byte!, trait)).toBeCloseTo(expected[i]!, 0));
    });
  });
});

describe("voteColumns(votes)", () => {
  it("returns the classes, then their shares as 0 to 255, 0 without votes", () => {
    const shares = new Float32Array(30);
    shares[4] = 0.6;
    shares[10 + 9] = 1;
    expect([...voteColumns({winners: Uint8Array.of(4, 9, 255), shares})]).toEqual([4, 9, 255, 153, 255, 0]);
    const two = Float32Array.of(0.2, 0.8);
    expect([...voteColumns({winners: Uint8Array.of(1), shares: two})]).toEqual([1, 204]);
  });
});
