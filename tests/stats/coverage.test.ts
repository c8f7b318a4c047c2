import {describe, expect, it} from "vitest";
import {coverageAt, coverageCurve} from "../../src/stats/coverage.js";

const curve = coverageCurve([0.5, 1, 0.75, 0.75, 0.25], [1, 1, 0, 1, 0]);

describe("coverageCurve(confidences, correct)", () => {
  it("has a point for each distinct confidence, computed by hand", () => {
    expect(curve).toEqual([
      {threshold: 1, answered: 1, right: 1, coverage: 0.2, accuracy: 1},
      {threshold: 0.75, answered: 3, right: 2, coverage: 0.6, accuracy: 2 / 3},
      {threshold: 0.5, answered: 4, right: 3, coverage: 0.8, accuracy: 0.75},
      {threshold: 0.25, answered: 5, right: 3, coverage: 1, accuracy: 0.6}
    ]);
  });

  it("is empty without answers", () => {
    expect(coverageCurve([], [])).toEqual([]);
  });
});

describe("coverageAt(curve, threshold)", () => {
  it("counts answers at least as confident as the threshold, even between the curve's points", () => {
    expect(coverageAt(curve, 0.75)!.answered).toBe(3);
    expect(coverageAt(curve, 0.74)!.answered).toBe(3);
    expect(coverageAt(curve, 0.76)!.answered).toBe(1);
    expect(coverageAt(curve, 0)!.answered).toBe(5);
  });

  it("is undefined if no answer is confident enough", () => {
    expect(coverageAt(curve.slice(1), 0.9)).toBeUndefined();
  });
});
