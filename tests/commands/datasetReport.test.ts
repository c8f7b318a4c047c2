import {describe, expect, it} from "vitest";
import {leftOutLines, suspicionLines} from "../../loaders/commands/datasetReport.js";
import type {Provenance} from "../../loaders/datasets/provenance.js";

const nothing = {division: {how: "as it came"}, rejected: [], notRead: {n: 0, examples: [], more: 0}};
const lines = (about: object) => leftOutLines({...nothing, ...about} as unknown as Provenance);

describe("leftOutLines(provenance)", () => {
  it("is empty if everything was read", () => {
    expect(lines({})).toEqual([]);
  });

  it("reports what is unusual about the files", () => {
    expect(lines({notes: ["test.csv: tabs between columns"]})).toEqual(["test.csv: tabs between columns"]);
  });

  it("reports rejects, images left over by the splits, and unread files", () => {
    expect(
      lines({
        rejected: [{reason: "no ink", n: 2, examples: ["7/a.png: expected ink, got none", "7/b.png"]}],
        division: {how: "by seed", seed: 1, keeping: "classes", leftOver: 6000},
        notRead: {n: 7, examples: ["test/10/ (2 files)", "a", "b"], more: 3}
      })
    ).toEqual([
      "left out: 2 × no ink (7/a.png: expected ink, got none)",
      "left out: 6000 images, more than the splits take",
      "not read: test/10/ (2 files), a, b and 3 more"
    ]);
  });
});

describe("suspicionLines(provenance)", () => {
  it("reports corrections and warnings for each split", () => {
    const suspicions = [
      {split: "train", done: "set right" as const, message: "the images are upside down: they were put upright"},
      {split: "test", done: "warned" as const, message: "80 % of 250 labels agree"}
    ];
    expect(suspicionLines({...nothing, suspicions} as unknown as Provenance)).toEqual([
      "set right: train: the images are upside down: they were put upright",
      "warning: test: 80 % of 250 labels agree"
    ]);
    expect(suspicionLines(nothing as unknown as Provenance)).toEqual([]);
  });
});
