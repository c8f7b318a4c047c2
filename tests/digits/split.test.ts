import {randomLcg} from "d3";
import {describe, expect, it} from "vitest";
import {countByClass, imageAt, PIXELS, type Digits} from "../../src/digits/digits.js";
import {holdOut} from "../../src/digits/split.js";

/** Digits that carry their own index in their first two pixels; *counts* of each class, classes mixed. */
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
    // 1, 2, 3, 4, 5, and of 5 · 0.1 = 0.5 one, of 1.5 two, of 2.5 three, of 0.1 none
    expect(countByClass(held.labels!)).toEqual([1, 2, 3, 4, 5, 1, 2, 3, 0, 0]);
    expect(countByClass(kept.labels!)).toEqual([9, 18, 27, 36, 45, 4, 13, 22, 1, 0]);
  });

  it("puts each digit in one of the parts, with its own label, in the order in which it was", () => {
    const {kept, held} = holdOut(digits, 0.25, randomLcg(0.5));
    for (const part of [kept, held]) {
      const indices = indicesOf(part);
      expect(indices).toEqual([...indices].sort((a, b) => a - b));
      expect([...part.labels!]).toEqual(indices.map((i) => digits.labels![i]));
    }
    const all = [...indicesOf(kept), ...indicesOf(held)].sort((a, b) => a - b);
    expect(all).toEqual(Array.from({length: digits.length}, (_, i) => i));
  });

  it("chooses the same with the same random numbers, and others with others", () => {
    const chosen = (seed: number) => indicesOf(holdOut(digits, 0.5, randomLcg(seed)).held);
    expect(chosen(0.5)).toEqual(chosen(0.5));
    expect(chosen(0.5)).not.toEqual(chosen(0.6));
  });

  it("gives every digit its chance", () => {
    const random = randomLcg(0.1);
    const seen = new Set(Array.from({length: 60}, () => indicesOf(holdOut(digits, 0.5, random).held)).flat());
    expect(seen.size).toBe(digits.length); // each is missed with probability 2⁻⁶⁰
  });

  it("holds out nothing for 0 and everything for 1", () => {
    expect(holdOut(digits, 0, randomLcg(0.5)).held.length).toBe(0);
    expect(holdOut(digits, 1, randomLcg(0.5)).kept.length).toBe(0);
  });

  it("throws without labels", () => {
    expect(() => holdOut({length: 1, images: new Uint8Array(PIXELS)}, 0.5, randomLcg(0))).toThrow(
      new TypeError("a stratified split needs labels")
    );
  });
});
