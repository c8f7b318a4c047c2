import {describe, expect, it} from "vitest";
import {
  classScores,
  columnShares,
  confusionMatrix,
  findMostConfused,
  listConfusions,
  rowShareDifference,
  rowShares
} from "../../src/stats/confusion.js";

describe("confusionMatrix(labels, predicted)", () => {
  it("counts truth by row and predictions by column, like scikit-learn's confusion_matrix", () => {
    // The example in its documentation: y_true = [2, 0, 2, 2, 0, 1], y_pred = [0, 0, 2, 2, 0, 2] gives [[2, 0, 0], [0,
    // 0, 1], [1, 0, 2]].
    const matrix = confusionMatrix([2, 0, 2, 2, 0, 1], [0, 0, 2, 2, 0, 2], 10);
    expect(matrix.slice(0, 3).map((row) => row.slice(0, 3))).toEqual([
      [2, 0, 0],
      [0, 0, 1],
      [1, 0, 2]
    ]);
  });

  it("is 10×10 regardless of which classes occur", () => {
    const matrix = confusionMatrix(Uint8Array.of(9), Uint8Array.of(0), 10);
    expect(matrix.map((row) => row.length)).toEqual(new Array(10).fill(10));
    expect(matrix.flat().map((count, i) => (count ? i : -1)).filter((i) => i >= 0)).toEqual([90]); // prettier-ignore
  });
});

describe("rowShares(matrix), columnShares(matrix) and rowShareDifference(a, b)", () => {
  const [labels, predicted] = [[2, 0, 2, 2, 0, 1, 1, 2], [0, 0, 2, 2, 0, 2, 1, 2]]; // prettier-ignore
  const matrix = confusionMatrix(labels, predicted, 10);
  const corner = (shares: readonly (readonly number[])[]) => shares.slice(0, 3).map((row) => row.slice(0, 3));

  it("equal scikit-learn's normalized confusion_matrix", () => {
    // scikit-learn 1.2.1, confusion_matrix(labels, predicted, normalize="true") and normalize="pred"
    expect(corner(rowShares(matrix))).toEqual([[1, 0, 0], [0, 0.5, 0.5], [0.25, 0, 0.75]]); // prettier-ignore
    expect(corner(columnShares(matrix))).toEqual([[2 / 3, 0, 0], [0, 1, 0.25], [1 / 3, 0, 0.75]]); // prettier-ignore
  });

  it("are NaN for division by zero", () => {
    expect(rowShares(matrix)[5]).toEqual(new Array(10).fill(NaN));
    expect(columnShares(matrix)[0]![5]).toBeNaN();
    expect(rowShareDifference(matrix, matrix)[5]![5]).toBeNaN();
  });

  it("subtract the second matrix for any numbers of images", () => {
    const other = confusionMatrix([0, 1, 2, 2], [1, 1, 2, 0], 10);
    const difference = [[1, -1, 0], [0, -0.5, 0.5], [-0.25, 0, 0.25]]; // prettier-ignore
    expect(corner(rowShareDifference(matrix, other))).toEqual(difference);
  });
});

describe("classScores(matrix)", () => {
  it("equals scikit-learn's classification_report", () => {
    // The example in its documentation: y_true = [0, 1, 2, 2, 2], y_pred = [0, 0, 2, 2, 1].
    //            precision  recall  f1-score  support
    //  class 0        0.50    1.00      0.67        1
    //  class 1        0.00    0.00      0.00        1
    //  class 2        1.00    0.67      0.80        3
    const rows = classScores(confusionMatrix([0, 1, 2, 2, 2], [0, 0, 2, 2, 1], 10)).slice(0, 3);
    expect(rows.map((s) => [s.label, s.precision.toFixed(2), s.recall.toFixed(2), s.f1.toFixed(2), s.support])).toEqual(
      [
        [0, "0.50", "1.00", "0.67", 1],
        [1, "0.00", "0.00", "0.00", 1],
        [2, "1.00", "0.67", "0.80", 3]
      ]
    );
  });

  it("equals scikit-learn's precision_recall_fscore_support", () => {
    // The example in its documentation, with pig 0, dog 1, cat 2: precision [0, 0, 0.66…], recall [0, 0, 1],
    // F [0, 0, 0.8], support [2, 2, 2].
    const [pig, dog, cat] = [0, 1, 2];
    const scores = classScores(confusionMatrix([cat, dog, pig, cat, dog, pig], [cat, pig, dog, cat, cat, dog], 10));
    const {label, precision, recall, f1, support} = scores[cat]!;
    expect([label, recall, support]).toEqual([2, 1, 2]);
    expect(precision).toBeCloseTo(2 / 3, 12);
    expect(f1).toBeCloseTo(0.8, 12);
    for (const c of [pig, dog]) expect(scores[c]).toEqual({label: c, precision: 0, recall: 0, f1: 0, support: 2});
  });

  it("is NaN for division by zero, as with zero_division=np.nan", () => {
    const scores = classScores(confusionMatrix([3, 4], [3, 5], 10));
    expect(scores[7]).toEqual({label: 7, precision: NaN, recall: NaN, f1: NaN, support: 0});
    expect(scores[4]).toEqual({label: 4, precision: NaN, recall: 0, f1: 0, support: 1}); // never predicted
    expect(scores[5]).toEqual({label: 5, precision: 0, recall: NaN, f1: 0, support: 0}); // predicted, never true
  });
});

describe("findMostConfused(matrix)", () => {
  it("adds up both directions and returns the larger of the two cells", () => {
    // 7 read as 2 is the largest cell, with a count of 3; 8 and 3 are confused 2 + 3 times.
    const matrix = confusionMatrix([7, 7, 7, 3, 3, 8, 8, 8], [2, 2, 2, 8, 8, 3, 3, 3], 10);
    expect(findMostConfused(matrix)).toEqual({label: 8, predicted: 3, count: 5});
  });

  it("is undefined without mistakes", () => {
    expect(findMostConfused(confusionMatrix([1, 2], [1, 2], 10))).toBeUndefined();
  });
});

describe("listConfusions(matrix)", () => {
  it("lists the nonempty cells off the diagonal, the largest count first", () => {
    const labels = [4, 4, 9, 9, 9, 9, 1, 1];
    const predicted = [9, 4, 4, 4, 4, 9, 7, 1];
    expect(listConfusions(confusionMatrix(labels, predicted, 10))).toEqual([
      {label: 9, predicted: 4, count: 3},
      {label: 1, predicted: 7, count: 1},
      {label: 4, predicted: 9, count: 1}
    ]);
  });

  it("is empty if everything is right", () => {
    expect(listConfusions(confusionMatrix([1, 2], [1, 2], 10))).toEqual([]);
  });
});
