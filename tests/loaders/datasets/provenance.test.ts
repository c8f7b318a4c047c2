import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {describeOthers, describePictures, describeSplits} from "../../../loaders/datasets/provenance.js";

describe("describeSplits(splits)", () => {
  it("counts the images of each class; null for a split without labels", () => {
    const splits = {train: {length: 3, labels: Uint8Array.of(0, 9, 9)}, unlabeled: {length: 3}};
    expect(describeSplits(splits, DIGITS)).toEqual([
      {split: "train", n: 3, classes: [1, 0, 0, 0, 0, 0, 0, 0, 0, 2]},
      {split: "unlabeled", n: 3, classes: null}
    ]);
    expect(describeSplits({test: {length: 1, labels: Uint8Array.of(1)}}, ["no", "yes"])).toEqual([
      {split: "test", n: 1, classes: [0, 1]}
    ]);
  });
});

describe("describePictures(report)", () => {
  const report = (formats: Record<string, number>, ...sizes: [number, number][]) => ({
    formats,
    widths: Uint32Array.from(sizes, ([width]) => width),
    heights: Uint32Array.from(sizes, ([, height]) => height)
  });

  it("counts formats and sizes, the most common first, and gives quantiles of the longer side", () => {
    const all = report({png: 2, jpeg: 3}, [10, 20], [30, 5], [10, 20], [30, 30], [10, 20]);
    expect(describePictures(all)).toEqual({
      formats: [
        {format: "jpeg", n: 3},
        {format: "png", n: 2}
      ],
      sizes: [
        {width: 10, height: 20, n: 3},
        {width: 30, height: 5, n: 1},
        {width: 30, height: 30, n: 1}
      ],
      distinctSizes: 3,
      // Nearest ranks of 20 20 20 30 30.
      longerSides: [20, 20, 20, 20, 30, 30, 30]
    });
  });

  it("is null if no image file was read", () => {
    expect(describePictures(report({}))).toBeNull();
  });
});

describe("describeOthers(paths, used)", () => {
  it("counts unused files, and names up to three of them", () => {
    expect(describeOthers(["a", "b"], ["b", "a"])).toEqual({n: 0, examples: [], more: 0});
    expect(describeOthers(["a", "b", "c", "d", "e"], ["b"])).toEqual({n: 4, examples: ["a", "c", "d"], more: 1});
  });

  it("names a folder once, with the number of its files", () => {
    const paths = ["test/10/a.png", "test/10/b.png", "test/7/a.png", "x/notes.txt", "y/1", "y/2", "y/3"];
    expect(describeOthers(paths, ["test/7/a.png"])).toEqual({
      n: 6,
      examples: ["test/10/ (2 files)", "x/notes.txt", "y/ (3 files)"],
      more: 0
    });
  });
});
