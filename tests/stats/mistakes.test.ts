import {describe, expect, it} from "vitest";
import {compareMistakes, losesAccuracy, sumMistakes} from "../../src/stats/mistakes.js";

describe("compareMistakes(first, second, labels)", () => {
  it("counts mistakes of both, and what the second one mended and broke", () => {
    // Of two classes; the rows' answers are 0 1 1 0 1 before and 0 0 1 1 0 after.
    const first = Float32Array.of(0.9, 0.1, 0.2, 0.8, 0.3, 0.7, 0.6, 0.4, 0.1, 0.9);
    const second = Float32Array.of(0.8, 0.2, 0.7, 0.3, 0.3, 0.7, 0.4, 0.6, 0.7, 0.3);
    const labels = Uint8Array.of(0, 0, 0, 1, 1);
    // Wrong before: 1, 2, 3. Wrong after: 2, 4.
    expect(compareMistakes(first, second, labels)).toEqual({n: 5, before: 3, after: 2, mended: 2, broken: 1});
  });
});

describe("sumMistakes(changes)", () => {
  it("adds each count", () => {
    const change = {n: 5, before: 3, after: 2, mended: 2, broken: 1};
    expect(sumMistakes([change, change])).toEqual({n: 10, before: 6, after: 4, mended: 4, broken: 2});
    expect(sumMistakes([])).toEqual({n: 0, before: 0, after: 0, mended: 0, broken: 0});
  });
});

describe("losesAccuracy(change)", () => {
  it("allows a loss of 0.1 percentage points, and no more", () => {
    const change = {n: 10_000, before: 40, mended: 0, broken: 0};
    expect(losesAccuracy({...change, after: 50})).toBe(false);
    expect(losesAccuracy({...change, after: 51})).toBe(true);
    expect(losesAccuracy({...change, after: 12})).toBe(false);
  });
});
