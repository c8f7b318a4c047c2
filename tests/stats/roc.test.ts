import {describe, expect, it} from "vitest";
import {macroMean, oneAgainstRest} from "../../src/stats/ranking.js";
import {rocArea, rocCurve} from "../../src/stats/roc.js";
import {scores, isPositive, threeClasses} from "./scored.js";

describe("rocCurve(scores, isPositive)", () => {
  it("equals scikit-learn's roc_curve, with equal scores in one step", () => {
    // scikit-learn 1.2.1, roc_curve(isPositive, scores, drop_intermediate=False)
    const curve = rocCurve(scores, isPositive)!;
    expect(curve.map((p) => p.falsePositiveRate)).toEqual([0.0, 0.0, 0.2, 0.2, 0.6, 0.8, 1.0]);
    expect(curve.map((p) => p.truePositiveRate)).toEqual([0.0, 0.2, 0.4, 0.6, 0.8, 0.8, 1.0]);
    // Later versions start with ∞ too.
    expect(curve.map((p) => p.threshold)).toEqual([Infinity, 0.9, 0.8, 0.7, 0.6, 0.3, 0.2]);
  });

  it("is undefined without positives, without negatives, and without scores", () => {
    expect(rocCurve([0.1, 0.2], [0, 0])).toBeUndefined();
    expect(rocCurve([0.1, 0.2], [1, 1])).toBeUndefined();
    expect(rocCurve([], [])).toBeUndefined();
  });
});

describe("rocArea(curve)", () => {
  it("equals scikit-learn's roc_auc_score", () => {
    // scikit-learn 1.2.1, roc_auc_score(isPositive, scores): 0.6799999999999999
    expect(rocArea(rocCurve(scores, isPositive)!)).toBeCloseTo(0.68, 12);
  });

  it("equals the one-vs-rest, macro-averaged roc_auc_score of several classes", () => {
    // scikit-learn 1.2.1, roc_auc_score(Y, P, multi_class="ovr"): 0.8722222222222222, and by class [0.9333333333333333,
    // 0.7666666666666666, 0.9166666666666667]
    const areas = Array.from({length: 10}, (_, digit) => {
      const {scores: p, isPositive: is} = oneAgainstRest(threeClasses, digit);
      const curve = rocCurve(p, is);
      return curve && rocArea(curve);
    });
    [0.9333333333333333, 0.7666666666666666, 0.9166666666666667].forEach((area, digit) => {
      expect(areas[digit]).toBeCloseTo(area, 12);
    });
    expect(areas.slice(3)).toEqual(new Array(7).fill(undefined));
    expect(macroMean(areas)).toBeCloseTo(0.8722222222222222, 12);
  });

  it("is 1 if the scores separate the classes, 0 if they do so in reverse, ½ if all are equal", () => {
    expect(rocArea(rocCurve([0.9, 0.8, 0.1], [1, 1, 0])!)).toBe(1);
    expect(rocArea(rocCurve([0.9, 0.8, 0.1], [0, 0, 1])!)).toBe(0);
    expect(rocArea(rocCurve([0.5, 0.5, 0.5], [1, 0, 0])!)).toBe(0.5);
  });
});
