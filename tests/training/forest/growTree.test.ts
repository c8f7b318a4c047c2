import {randomLcg} from "d3-random";
import {describe, expect, it} from "vitest";
import {countVotes, LEAF, linkTrees, type Trees} from "../../../src/readers/forest/trees.js";
import {growTree} from "../../../src/training/forest/growTree.js";
import {drawnOnce, noisyExamples} from "./noisyExamples.js";

const growth = (seed: number, more = {}) => ({random: randomLcg(seed), tried: 12, minSplit: 2, ...more});

function predict(trees: Trees, images: Uint8Array): number[] {
  const votes = countVotes(linkTrees(trees)!, images, {classes: 4, side: 12});
  return Array.from({length: images.length / 12}, (_, i) => votes.subarray(i * 4, i * 4 + 4).indexOf(1));
}

describe("growTree(examples, {random, tried, minSplit}, drawn)", () => {
  it("grows the stump of scikit-learn's DecisionTreeClassifier(max_depth=1)", () => {
    const examples = noisyExamples();
    const stump = growTree(examples, growth(1, {minSplit: 400}), drawnOnce(examples));
    // scikit-learn 1.2.1: pixel 0, threshold 126.5; class 0 at most there, class 1 above it.
    expect(stump).toEqual({features: Uint16Array.of(0, LEAF, LEAF), values: Uint8Array.of(126, 0, 1)});
  });

  it("grows until all leaves are pure, with about as many nodes as scikit-learn's tree", () => {
    const examples = noisyExamples();
    const trees = growTree(examples, growth(1), drawnOnce(examples));
    expect(predict(trees, examples.images)).toEqual([...examples.labels]);
    // 167 in scikit-learn 1.2.1; equally good pixels are chosen at random.
    expect(Math.abs(trees.features.length - 167)).toBeLessThanOrEqual(6);
  });

  it("gives the same tree for the same seed, and another for another", () => {
    const examples = noisyExamples();
    const [a, b, c] = [1, 1, 2].map((seed) => growTree(examples, growth(seed, {tried: 3})));
    expect(a).toEqual(b);
    expect(a).not.toEqual(c);
  });

  it("draws pixels anew at each node: with one drawn each, all are used", () => {
    const {features} = growTree(noisyExamples(), growth(5, {tried: 1}));
    expect(new Set(features.filter((feature) => feature !== LEAF)).size).toBe(12);
  });

  it("passes over pixels that don't differ, however few are drawn", () => {
    const {n, images, labels, ...one} = noisyExamples();
    // The first image alone has ink, in one pixel: every other pixel is the same in both classes.
    const blank = images.map((_, i) => Number(i === 7));
    const examples = {
      ...one,
      n,
      images: blank,
      columns: blank.map((_, k) => Number(k === 7 * n)),
      labels: labels.map((_, i) => Number(i === 0))
    };
    const trees = growTree(examples, growth(1, {tried: 1}), drawnOnce(examples));
    expect(trees).toEqual({features: Uint16Array.of(7, LEAF, LEAF), values: Uint8Array.of(0, 0, 1)});
  });

  it("makes a leaf of images that differ in label alone, with the most frequent class", () => {
    const {labels, ...rest} = noisyExamples();
    const examples = {...rest, images: rest.images.map(() => 9), columns: rest.columns.map(() => 9), labels};
    const trees = growTree(examples, growth(1), drawnOnce(examples));
    expect(trees).toEqual({features: Uint16Array.of(LEAF), values: Uint8Array.of(1)}); // 165 of class 1
  });
});
