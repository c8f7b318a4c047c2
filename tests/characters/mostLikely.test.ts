import {describe, expect, it} from "vitest";
import {countRight, mostLikely} from "../../src/characters/mostLikely.js";

describe("mostLikely(probabilities, offset, length)", () => {
  it("returns the class with the largest value, like numpy's argmax", () => {
    for (let c = 0; c < 26; ++c) {
      const row = Float32Array.from({length: 26}, (_, i) => (i === c ? 0.2 : 0.032));
      expect(mostLikely(row, 0, 26)).toBe(c);
    }
  });

  it("returns the first of equal values, like numpy's argmax", () => {
    expect(mostLikely(new Float32Array(10).fill(0.1), 0, 10)).toBe(0);
    expect(mostLikely([0, 0, 0.5, 0, 0.5], 0, 5)).toBe(2);
  });

  it("reads exactly the given number of values from the offset on", () => {
    const rows = [9, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 1, 0, 0, 0, 0, 0, 2, 7];
    expect([mostLikely(rows, 0, 10), mostLikely(rows, 10, 10), mostLikely(rows, 1, 3)]).toEqual([0, 9, 0]);
  });

  it("accepts logits, which may be negative", () => {
    expect(mostLikely([-9, -8, -7, -1, -5, -6, -7, -8, -9, -9], 0, 10)).toBe(3);
  });
});

describe("countRight(probabilities, labels)", () => {
  it("counts rows whose largest value is at the label; a row of zeros, without an answer, is never right", () => {
    const probabilities = Float32Array.of(0.7, 0.2, 0.1, 0.1, 0.8, 0.1, 0, 0, 0);
    expect(countRight(probabilities, Uint8Array.of(0, 2, 0))).toBe(1);
    expect(countRight(probabilities, Uint8Array.of(0, 1, 0))).toBe(2);
  });
});
