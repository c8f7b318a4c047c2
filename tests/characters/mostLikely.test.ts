import {describe, expect, it} from "vitest";
import {mostLikely} from "../../src/characters/mostLikely.js";

describe("mostLikely(probabilities, offset)", () => {
  it("returns the class of the largest, as numpy's argmax", () => {
    for (let c = 0; c < 10; ++c) {
      expect(mostLikely(Float32Array.from({length: 10}, (_, i) => (i === c ? 0.2 : 0.08)))).toBe(c);
    }
  });

  it("returns the first of equals, as numpy's argmax", () => {
    expect(mostLikely(new Float32Array(10).fill(0.1))).toBe(0);
    expect(mostLikely([0, 0, 0.5, 0, 0.5, 0, 0, 0, 0, 0])).toBe(2);
  });

  it("reads ten from the offset on, no more and no less", () => {
    const rows = [9, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 1, 0, 0, 0, 0, 0, 2, 7];
    expect([mostLikely(rows), mostLikely(rows, 10)]).toEqual([0, 9]);
  });

  it("takes logits too: the numbers may be negative", () => {
    expect(mostLikely([-9, -8, -7, -1, -5, -6, -7, -8, -9, -9])).toBe(3);
  });
});
