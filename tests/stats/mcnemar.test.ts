import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {compareAnswers, mcnemarExact} from "../../src/stats/mcnemar.js";
import {predict} from "./predict.js";

describe("mcnemarExact(b, c)", () => {
  it.each([
    // scipy 1.10.1, binomtest(min(b, c), b + c).pvalue; statsmodels 0.13.5, mcnemar([[10, b], [c, 20]],
    // exact=True).pvalue agrees.
    [101, 59, 0.0011229051962340457],
    [12, 3, 0.03515625],
    [0, 8, 0.0078125],
    [7, 8, 1],
    [5, 5, 1],
    [30, 60, 0.0020602656809630745],
    [1, 1029, 1.7922274594694724e-307],
    [50_200, 49_800, 0.2070389717642224],
    [49_000, 51_000, 2.588716038346895e-10],
    [50_000, 50_000, 1]
  ])("of %d and %d equals scipy's binomtest: %d", (b, c, expected) => {
    expect(mcnemarExact(b, c) / expected).toBeCloseTo(1, 9);
  });

  it("is 1 without differences, and 0 if the value underflows", () => {
    expect(mcnemarExact(0, 0)).toBe(1);
    expect(mcnemarExact(60, 9940)).toBe(0);
  });

  it("is symmetric, at most 1, and lower for more unequal counts", () => {
    fc.assert(
      fc.property(fc.integer({min: 0, max: 300}), fc.integer({min: 1, max: 300}), (b, c) => {
        expect(mcnemarExact(b, c)).toBe(mcnemarExact(c, b));
        expect(mcnemarExact(b, c)).toBeLessThanOrEqual(1);
        if (b < c) expect(mcnemarExact(b, c + 1)).toBeLessThanOrEqual(mcnemarExact(b, c));
      })
    );
  });
});

describe("compareAnswers(a, b)", () => {
  const a = predict([[1, 1, 1], [2, 2, 1], [3, 5, 1], [4, 6, 1], [5, 6, 1], [6, 6, 1]]); // prettier-ignore
  const b = predict([[1, 1, 1], [2, 7, 1], [3, 3, 1], [4, 6, 1], [5, 8, 1], [6, 0, 1]]); // prettier-ignore

  it("counts who is right and lists the disagreements, even between wrong answers", () => {
    expect(compareAnswers(a, b)).toEqual({
      both: 1,
      onlyA: 2,
      onlyB: 1,
      neither: 2,
      pValue: 1, // 2 · (1 + 3) / 2³
      disagreements: [1, 2, 4, 5]
    });
  });

  it("rejects answers to different images", () => {
    expect(() => compareAnswers(a, predict([[1, 1, 1]]))).toThrow(
      new RangeError("expected answers to the same images, got 6 and 1")
    );
    const other = {...b, labels: Uint8Array.of(1, 2, 9, 4, 5, 6)};
    expect(() => compareAnswers(a, other)).toThrow(new RangeError("expected the same labels, got 3 and 9 at 2"));
  });
});
