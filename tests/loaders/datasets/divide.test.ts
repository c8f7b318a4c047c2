import {describe, expect, it} from "vitest";
import {divideParts, type Part} from "../../../loaders/datasets/divide.js";
import {InputError} from "../../../src/inputError.js";

const labels = (n: number) => Uint8Array.from({length: n}, (_, i) => i % 10);
const part = (split: Part["split"], n = 24): Part => ({split, labels: labels(n)});
const divide = (...parts: Part[]) => divideParts(parts, "there");
const shape = (...parts: Part[]) =>
  divide(...parts).shares.map(({split, part: one, indices}) => [split, parts.indexOf(one), indices?.length ?? "all"]);

describe("divideParts(parts, source)", () => {
  it("keeps existing splits, in the order train, validation, test", () => {
    expect(shape(part("test"), part("train"), part("validation"))).toEqual([
      ["train", 1, "all"],
      ["validation", 2, "all"],
      ["test", 0, "all"]
    ]);
    expect(divide(part("train"), part("test")).division).toEqual({how: "as it came"});
    expect(shape(part("test"))).toEqual([["test", 0, "all"]]);
    expect(shape(part("validation"))).toEqual([["validation", 0, "all"]]);
  });

  it("divides a single set by seed, 10 : 1 : 1, deterministically", () => {
    for (const one of [part(undefined), part("train")]) {
      expect(shape(one)).toEqual([
        ["train", 0, 20],
        ["validation", 0, 2],
        ["test", 0, 2]
      ]);
      expect(divide(one)).toEqual(divide(one));
      expect(divide(one).division).toEqual({how: "by seed", seed: 1, keeping: "classes", leftOver: 0});
    }
  });

  it("reports the images left over beyond 36,000", () => {
    expect(shape(part(undefined, 42_000))).toEqual([
      ["train", 0, 30_000],
      ["validation", 0, 3_000],
      ["test", 0, 3_000]
    ]);
    expect(divide(part(undefined, 42_000)).division).toMatchObject({leftOver: 6_000});
  });

  it("divides by writer if the writers are known", () => {
    const writers = Array.from({length: 24}, (_, i) => `w${i % 12}`);
    const {shares, division} = divide({...part(undefined), writers});
    expect(division).toMatchObject({keeping: "writers"});
    const people = shares.flatMap(({indices}) => [...new Set(Array.from(indices!, (i) => writers[i]))]);
    expect(people.sort()).toEqual([...new Set(writers)].sort());
  });

  it("omits a split that would be empty", () => {
    expect(shape(part(undefined, 3))).toEqual([["train", 0, 3]]);
  });

  it("keeps unlabeled images apart, like Kaggle's test.csv, and divides the others", () => {
    const test = {split: "test" as const, labels: undefined};
    expect(shape(part("train"), test)).toEqual([
      ["train", 0, 20],
      ["validation", 0, 2],
      ["test", 0, 2],
      ["unlabeled", 1, "all"]
    ]);
    expect(shape(test)).toEqual([["unlabeled", 0, "all"]]);
    expect(shape(part("train"), part("validation"), test).map(([split]) => split)).toEqual([
      "train",
      "validation",
      "unlabeled"
    ]);
  });

  it("takes an unnamed set beside others for the training split, and refuses two sets for one split", () => {
    expect(shape(part(undefined), part("test"))).toEqual([
      ["train", 0, "all"],
      ["test", 1, "all"]
    ]);
    expect(() => divide(part(undefined), part("train"), part("test"))).toThrow(
      new InputError("there", "one set for the train split", "2")
    );
    const none = {split: undefined, labels: undefined};
    expect(() => divide(none, none)).toThrow(new InputError("there", "at most one set without labels", "2"));
  });
});
