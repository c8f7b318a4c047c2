import {describe, expect, it} from "vitest";
import {averagePrecision, precisionRecallCurve} from "../../src/stats/precisionRecall.js";
import {oneAgainstRest} from "../../src/stats/ranking.js";
import {isPositive, scores, threeClasses} from "./scored.js";

describe("precisionRecallCurve(scores, isPositive)", () => {
  it("equals scikit-learn's precision_recall_curve, reversed", () => {
    // scikit-learn 1.2.1, precision_recall_curve(isPositive, scores), without its last point, (recall 0, precision 1):
    // [0.5, 0.5, 0.5714285714285714, 0.75, 0.6666666666666666, 1.0], [1.0, 0.8, 0.8, 0.6, 0.4, 0.2]
    const curve = precisionRecallCurve(scores, isPositive)!;
    expect(curve.map(({precision}) => precision)).toEqual([1, 2 / 3, 0.75, 4 / 7, 0.5, 0.5]);
    expect(curve.map(({recall}) => recall)).toEqual([0.2, 0.4, 0.6, 0.8, 0.8, 1]);
    expect(curve.map(({threshold}) => threshold)).toEqual([0.9, 0.8, 0.7, 0.6, 0.3, 0.2]);
  });

  it("ends with the first recall of 1", () => {
    expect(precisionRecallCurve([0.9, 0.8, 0.7], [1, 0, 0])).toEqual([{threshold: 0.9, precision: 1, recall: 1}]);
  });

  it("is undefined without positives", () => {
    expect(precisionRecallCurve([0.1], [0])).toBeUndefined();
    expect(precisionRecallCurve([], [])).toBeUndefined();
  });
});

describe("averagePrecision(curve)", () => {
  it("equals scikit-learn's average_precision_score", () => {
    // scikit-learn 1.2.1, average_precision_score(isPositive, scores): 0.6976190476190476
    expect(averagePrecision(precisionRecallCurve(scores, isPositive)!)).toBeCloseTo(0.6976190476190476, 12);
    // The same for each class: [0.9166666666666666, 0.7, 0.8333333333333333]
    [0.9166666666666666, 0.7, 0.8333333333333333].forEach((expected, digit) => {
      const {scores: p, isPositive: is} = oneAgainstRest(threeClasses, digit);
      expect(averagePrecision(precisionRecallCurve(p, is)!)).toBeCloseTo(expected, 12);
    });
  });
});
