import {randomLcg} from "d3-random";
import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {PIXELS} from "../../src/ink/image/grid.js";
import {countByClass, imageAt, SPLITS, type Digits} from "../../src/characters/digits.js";
import {holdOut, splitBySeed} from "../../src/characters/split.js";

/** Digits that store their own index in their first two pixels; *counts* of each class, in mixed order. */
function numbered(counts: number[]): Digits {
  const labels = Uint8Array.from(counts.flatMap((count, c) => new Array<number>(count).fill(c)));
  labels.sort((a, b) => ((a * 7 + 3) % 10) - ((b * 7 + 3) % 10));
  const images = new Uint8Array(labels.length * PIXELS);
  labels.forEach((_, i) => images.set([i >> 8, i & 255], i * PIXELS));
  return {length: labels.length, images, labels};
}

function indicesOf(digits: Digits): number[] {
  return Array.from({length: digits.length}, (_, i) => imageAt(digits, i)[0]! * 256 + imageAt(digits, i)[1]!);
}

describe("holdOut(digits, share, random)", () => {
  const digits = numbered([10, 20, 30, 40, 50, 5, 15, 25, 1, 0]);

  it("holds out the share of each class, rounded", () => {
    const {kept, held} = holdOut(digits, 0.1, randomLcg(0.5));
    // 1, 2, 3, 4 and 5; one for 5 · 0.1 = 0.5, two for 1.5, three for 2.5 and none for 0.1
    expect(countByClass(held.labels!, 10)).toEqual([1, 2, 3, 4, 5, 1, 2, 3, 0, 0]);
    expect(countByClass(kept.labels!, 10)).toEqual([9, 18, 27, 36, 45, 4, 13, 22, 1, 0]);
  });

  it("puts each digit in one part, with its label and in the original order", () => {
    const {kept, held} = holdOut(digits, 0.25, randomLcg(0.5));
    for (const part of [kept, held]) {
      const indices = indicesOf(part);
      expect(indices).toEqual([...indices].sort((a, b) => a - b));
      expect([...part.labels!]).toEqual(indices.map((i) => digits.labels![i]));
    }
    const all = [...indicesOf(kept), ...indicesOf(held)].sort((a, b) => a - b);
    expect(all).toEqual(Array.from({length: digits.length}, (_, i) => i));
  });

  it("depends on the random numbers only", () => {
    const chosen = (seed: number) => indicesOf(holdOut(digits, 0.5, randomLcg(seed)).held);
    expect(chosen(0.5)).toEqual(chosen(0.5));
    expect(chosen(0.5)).not.toEqual(chosen(0.6));
  });

  it("gives every digit a chance", () => {
    const random = randomLcg(0.1);
    const seen = new Set(Array.from({length: 60}, () => indicesOf(holdOut(digits, 0.5, random).held)).flat());
    expect(seen.size).toBe(digits.length); // each is missed with probability 2⁻⁶⁰
  });

  it("holds out nothing for 0 and everything for 1", () => {
    expect(holdOut(digits, 0, randomLcg(0.5)).held.length).toBe(0);
    expect(holdOut(digits, 1, randomLcg(0.5)).kept.length).toBe(0);
  });

  it("stratifies any number of classes", () => {
    const letters = numbered(Array.from({length: 62}, (_, c) => 10 + 10 * (c % 3)));
    const held = countByClass(holdOut(letters, 0.1, randomLcg(0.5)).held.labels!, 62);
    expect(held).toEqual(Array.from({length: 62}, (_, c) => 1 + (c % 3)));
  });

  it("throws without labels", () => {
    expect(() => holdOut({length: 1, images: new Uint8Array(PIXELS)}, 0.5, randomLcg(0))).toThrow(
      new TypeError("a stratified split needs labels")
    );
  });
});

describe("splitBySeed(labels, random, writers)", () => {
  const labelsOf = (counts: number[]) => numbered(counts).labels!;
  const lengths = (splits: ReturnType<typeof splitBySeed>) => SPLITS.map((split) => splits[split].length);

  it("gives each of 26 classes its share of every split", () => {
    const labels = labelsOf(new Array<number>(26).fill(120));
    for (const [split, n] of [["train", 100] as const, ["validation", 10] as const, ["test", 10] as const]) {
      const chosen = Uint8Array.from(splitBySeed(labels, randomLcg(1))[split], (i) => labels[i]!);
      expect(countByClass(chosen, 26)).toEqual(new Array(26).fill(n));
    }
  });

  it("takes 30,000 / 3,000 / 3,000 of at least 36,000 images, stratified by class", () => {
    const labels = labelsOf([4200, 4200, 4200, 4200, 4200, 4200, 4200, 4200, 4200, 4200]);
    const splits = splitBySeed(labels, randomLcg(1));
    expect(lengths(splits)).toEqual([30_000, 3_000, 3_000]);
    for (const [split, n] of [["train", 3000] as const, ["validation", 300] as const, ["test", 300] as const]) {
      expect(
        countByClass(
          Uint8Array.from(splits[split], (i) => labels[i]!),
          10
        )
      ).toEqual(new Array(10).fill(n));
    }
  });

  it("splits a smaller set completely, in the same proportion", () => {
    expect(lengths(splitBySeed(labelsOf(new Array<number>(10).fill(120)), randomLcg(1)))).toEqual([1000, 100, 100]);
    expect(lengths(splitBySeed(labelsOf([12]), randomLcg(1)))).toEqual([10, 1, 1]);
    expect(lengths(splitBySeed(labelsOf([1, 1]), randomLcg(1)))).toEqual([2, 0, 0]);
  });

  it("uses each image of a small set exactly once and keeps each class within one image of its share", () => {
    const classes = fc.array(fc.integer({min: 0, max: 60}), {minLength: 10, maxLength: 10});
    fc.assert(
      fc.property(classes, fc.double({min: 0, max: 1, maxExcluded: true, noNaN: true}), (counts, seed) => {
        const labels = labelsOf(counts);
        const splits = splitBySeed(labels, randomLcg(seed));
        const all = SPLITS.flatMap((split) => [...splits[split]]);
        expect(all.sort((a, b) => a - b)).toEqual(Array.from(labels, (_, i) => i));
        for (const split of SPLITS) expect([...splits[split]]).toEqual([...splits[split]].sort((a, b) => a - b));
        const tests = countByClass(
          Uint8Array.from(splits.test, (i) => labels[i]!),
          10
        );
        tests.forEach((n, c) =>
          expect(Math.abs(n - counts[c]! * (splits.test.length / labels.length || 0))).toBeLessThan(1)
        );
      })
    );
  });

  it("depends on the random numbers only", () => {
    const labels = labelsOf(new Array<number>(10).fill(120));
    expect(splitBySeed(labels, randomLcg(0.5))).toEqual(splitBySeed(labels, randomLcg(0.5)));
    expect(splitBySeed(labels, randomLcg(0.5)).test).not.toEqual(splitBySeed(labels, randomLcg(0.6)).test);
  });

  it("keeps each writer in one split, with proportions as close as whole writers allow", () => {
    const labels = labelsOf(new Array<number>(10).fill(120));
    const writers = Array.from(labels, (_, i) => `writer ${(i * 7919) % 48}`); // 48 writers of 25 images
    const splits = splitBySeed(labels, randomLcg(0.5), writers);
    const people = SPLITS.map((split) => new Set([...splits[split]].map((i) => writers[i]!)));
    expect(people.map(({size}) => size)).toEqual([40, 4, 4]);
    expect(new Set(people.flatMap((set) => [...set])).size).toBe(48);
    expect(lengths(splits)).toEqual([1000, 100, 100]);
  });

  it("keeps a single writer's digits together", () => {
    const splits = splitBySeed(labelsOf([24]), randomLcg(0.5), new Array<string>(24).fill("one"));
    expect(lengths(splits)).toEqual([24, 0, 0]);
  });
});
