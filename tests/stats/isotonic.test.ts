import {describe, expect, it} from "vitest";
import {fitIsotonic, isotonicAt} from "../../src/stats/isotonic.js";

describe("fitIsotonic(confidences, isRight)", () => {
  // scikit-learn 1.2.1: IsotonicRegression(out_of_bounds="clip"), X_thresholds_, y_thresholds_ and predict.
  const confidences = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.5, 0.3];
  const fitted = fitIsotonic(confidences, [0, 0, 1, 0, 1, 0, 1, 1, 1, 1, 0, 1].map(Boolean));

  it("finds the corners that scikit-learn finds, with equal confidences and whatever the order", () => {
    expect(fitted).toEqual({at: [0.1, 0.2, 0.3, 0.6, 0.7, 0.95], share: [0, 0, 0.5, 0.5, 1, 1]});
  });

  it("is linear between corners and constant beyond them, as scikit-learn's prediction", () => {
    const asked = [0, 0.1, 0.22, 0.25, 0.4, 0.55, 0.62, 0.66, 0.8, 1];
    const expected = [0, 0, 0.1, 0.25, 0.5, 0.5, 0.6, 0.8, 1, 1].map((p) => expect.closeTo(p, 6) as number);
    expect(asked.map((confidence) => isotonicAt(fitted, confidence))).toEqual(expected);
  });

  it("has no corners for no answers, and is then 0", () => {
    expect(fitIsotonic([], [])).toEqual({at: [], share: []});
    expect(isotonicAt({at: [], share: []}, 0.7)).toBe(0);
  });
});
