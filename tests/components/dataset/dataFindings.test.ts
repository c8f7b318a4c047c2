import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {describeDuplicates, duplicatesFinding} from "../../../src/components/dataset/duplicateList.js";
import {formatBytes} from "../../../src/components/page/format.js";
import {picturesFinding} from "../../../src/components/dataset/pictureSizes.js";
import {skewFinding} from "../../../src/components/dataset/skewChart.js";
import type {DuplicateReport} from "../../../src/characters/duplicates.js";

// The expected sentences are what a person would say about these figures.

const affected = (split: "validation" | "test", exact: number, near: number) => ({split, images: 1000, exact, near});

function report(list: DuplicateReport["affected"], labelConflicts = 0): DuplicateReport {
  return {between: [], affected: list, exactWithin: {}, labelConflicts, pairs: [], conflictingPairs: []};
}

describe("duplicatesFinding(report)", () => {
  it("says how many images are in an earlier split, exactly or nearly", () => {
    expect(duplicatesFinding(report([]))).toBe("Only one split, so no duplicates across splits");
    expect(duplicatesFinding(report([affected("test", 0, 0)]))).toBe("No duplicates across splits");
    expect(duplicatesFinding(report([affected("test", 1, 0)]))).toBe("1 duplicate across splits");
    expect(duplicatesFinding(report([affected("validation", 0, 1), affected("test", 0, 1)]))).toBe(
      "2 near-duplicates across splits"
    );
    expect(duplicatesFinding(report([affected("validation", 2, 1), affected("test", 0, 4)]))).toBe(
      "2 duplicates and 5 near-duplicates across splits"
    );
  });
});

describe("describeDuplicates(report)", () => {
  it("counts exact and near duplicates of each split, and conflicting labels", () => {
    expect(describeDuplicates(report([affected("test", 3, 2)], 1))).toBe(
      "Of 1,000 test images, 3 are exact copies and 2 near-copies of one in an earlier split (0.50 % together). " +
        "1 pair has different labels."
    );
  });
});

describe("picturesFinding(pictures)", () => {
  const pictures = {
    formats: [{format: "png", n: 4}],
    sizes: [],
    distinctSizes: 1,
    longerSides: [28, 28, 28, 28, 28, 28, 28]
  };

  it("lists formats, sizes and the longer sides", () => {
    expect(picturesFinding(pictures)).toBe("All PNG, one size, 28 pixels along the longer side");
    const many = {
      ...pictures,
      formats: [...pictures.formats, {format: "jpeg", n: 1}],
      distinctSizes: 1200,
      longerSides: [9, 20, 30, 40, 50, 60, 4000]
    };
    expect(picturesFinding(many)).toBe("2 formats, 1,200 sizes, 9 to 4,000 pixels along the longer side");
  });
});

describe("skewFinding(skew, reference)", () => {
  const skew = (property: string, difference: number) => ({
    split: "test",
    property,
    value: 0,
    reference: 0,
    difference
  });

  it("says whether the splits are alike, and otherwise what differs most", () => {
    expect(skewFinding([], "train", DIGITS)).toBe("Only one split, so nothing to compare");
    expect(skewFinding([skew("ink", 0.1), skew("3", -0.05)], "train", DIGITS)).toBe(
      "Splits are balanced: no difference above 0.1 standard deviations"
    );
    expect(skewFinding([skew("ink", 0.2), skew("3", -0.31)], "train", DIGITS)).toBe(
      "The share of 3 differs most: 0.31 standard deviations between test and train"
    );
    expect(skewFinding([skew("ink", 0.2)], "train", DIGITS)).toMatch(/^Ink differs most/);
    expect(skewFinding([skew("2", -0.31)], "train", [..."ABC"])).toMatch(/^The share of C differs most/);
  });
});

describe("formatBytes(bytes)", () => {
  it("uses the largest decimal unit that gives at least 1, with three figures (SI prefixes)", () => {
    expect([0, 999, 1000, 4542, 9_912_422, 999_499, 999_500, 1.2e9, 5e12].map(formatBytes)).toEqual([
      "0 bytes",
      "999 bytes",
      "1.00 kB",
      "4.54 kB",
      "9.91 MB",
      "999 kB",
      "1.00 MB",
      "1.20 GB",
      "5.00 TB"
    ]);
  });
});
