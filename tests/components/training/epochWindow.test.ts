import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {clampRange} from "../../../src/components/training/epochWindow.js";

describe("clampRange(range, epochs)", () => {
  it("keeps what is among the epochs, the lower end first", () => {
    expect(clampRange([3, 9], 20)).toEqual([3, 9]);
    expect(clampRange([9, 3], 20)).toEqual([3, 9]);
    expect(clampRange([2.4, 8.6], 20)).toEqual([2, 9]);
  });

  it("keeps two epochs at least, inside", () => {
    expect(clampRange([5, 5], 20)).toEqual([5, 6]);
    expect(clampRange([20, 20], 20)).toEqual([19, 20]);
    expect(clampRange([400, 500], 20)).toEqual([19, 20]);
  });

  it("is undefined for all epochs, and for what is no range", () => {
    for (const [range, epochs] of [
      [[1, 20], 20],
      [[-3, 99], 20],
      [[1, 1], 1],
      [[NaN, 5], 20],
      [[1, Infinity], 20]
    ] as const) {
      expect(clampRange(range, epochs)).toBeUndefined();
    }
  });

  it("is inside, and of two epochs or more, whatever is asked", () => {
    const end = fc.double({noNaN: true, min: -1e6, max: 1e6});
    fc.assert(
      fc.property(fc.tuple(end, end), fc.integer({min: 1, max: 500}), (ends, epochs) => {
        const range = clampRange(ends, epochs);
        if (!range) return;
        expect(range[0]).toBeGreaterThanOrEqual(1);
        expect(range[1]).toBeLessThanOrEqual(epochs);
        expect(range[1] - range[0]).toBeGreaterThanOrEqual(1);
      })
    );
  });
});
