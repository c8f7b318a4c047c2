import {describe, expect, it} from "vitest";
import {countVotes, LEAF, linkTrees} from "../../../src/readers/forest/trees.js";

// Two trees: pixel 0 above 100 ? 2 : (pixel 1 above 5 ? 1 : 0), and a single leaf of class 2.
const TREES = {features: Uint16Array.of(0, 1, LEAF, LEAF, LEAF, LEAF), values: Uint8Array.of(100, 5, 0, 1, 2, 2)};

describe("linkTrees(trees)", () => {
  it("finds the right child of each split, and where each tree begins", () => {
    expect(linkTrees(TREES)).toEqual({...TREES, rights: Uint32Array.of(4, 3, 0, 0, 0, 0), roots: Uint32Array.of(0, 5)});
  });

  it.each([
    ["no nodes", []],
    ["a split without its right child", [0, LEAF]],
    ["a split without children", [LEAF, 3]]
  ])("returns undefined for %s", (_, features) => {
    expect(linkTrees({features: Uint16Array.from(features), values: new Uint8Array(features.length)})).toBeUndefined();
  });
});

describe("countVotes(forest, pixels, {classes, side})", () => {
  it("sends images of at most a split's level to the left", () => {
    const pixels = Uint8Array.of(100, 5, 100, 6, 101, 0);
    expect([...countVotes(linkTrees(TREES)!, pixels, {classes: 3, side: 2})]).toEqual([1, 0, 1, 0, 1, 1, 0, 0, 2]);
  });
});
