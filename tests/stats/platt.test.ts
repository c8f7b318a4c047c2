import {describe, expect, it} from "vitest";
import {fitPlatt} from "../../src/stats/platt.js";

describe("fitPlatt(confidences, isRight)", () => {
  // scikit-learn 1.2.1: sklearn.calibration._sigmoid_calibration, whose a and b are −slope and −offset.
  it("finds the offset and slope that scikit-learn finds", () => {
    const right = [0, 0, 1, 0, 1, 0, 1, 1, 1, 1].map(Boolean);
    const many = fitPlatt([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95], right);
    expect(many.offset).toBeCloseTo(-1.598355, 3);
    expect(many.slope).toBeCloseTo(3.784593, 3);
    const few = fitPlatt([0.3, 0.3, 0.9, 0.9, 0.9], [false, true, true, true, true]);
    expect(few.offset).toBeCloseTo(-0.300002, 3);
    expect(few.slope).toBeCloseTo(2.121596, 3);
  });

  it("is finite where all answers are right, all confidences are equal, or there are none", () => {
    for (const confidences of [[0.2, 0.9], [0.5, 0.5], []]) {
      const {offset, slope} = fitPlatt(confidences, confidences.map(() => true)); // prettier-ignore
      expect([offset, slope].every(Number.isFinite)).toBe(true);
    }
  });
});
