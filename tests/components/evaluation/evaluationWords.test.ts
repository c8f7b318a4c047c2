import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {fromProbabilities} from "../../../src/run/predictions.js";
import {coverageSentence} from "../../../src/components/evaluation/coverageChart.js";
import {rankClasses, rankingFinding} from "../../../src/components/evaluation/rankingCharts.js";
import {reliabilityFinding} from "../../../src/components/evaluation/reliabilityChart.js";
import {
  kindsOf,
  robustnessCaption,
  robustnessFinding,
  robustnessRows
} from "../../../src/components/evaluation/robustnessChart.js";
import {coverageCurve} from "../../../src/stats/coverage.js";
import {reliabilityBins} from "../../../src/stats/reliability.js";

describe("coverageSentence(curve, threshold, n)", () => {
  const curve = coverageCurve([0.9, 0.8, 0.7, 0.6], [true, true, false, true]);

  it("says how many are answered, and how many of these are right, with the interval that R's prop.test gives", () => {
    // prop.test(2, 3, correct = FALSE)$conf.int: 0.2077, 0.9385
    expect(coverageSentence(curve, 0.7, 4)).toBe(
      "Answers at least 70.0 % sure: 3 of 4 (75 %), of which 67 % are right (21–94 %)."
    );
  });

  it("says where nothing is answered", () => {
    expect(coverageSentence(curve, 0.95, 4)).toBe("No answer is as sure as 95.0 %.");
  });
});

describe("reliabilityFinding(bins)", () => {
  const many = (n: number, confidence: number, right: number) =>
    reliabilityBins(
      new Array<number>(n).fill(confidence),
      Array.from({length: n}, (_, i) => i < right)
    );

  it("says whether confidence and accuracy agree, within chance", () => {
    expect(reliabilityFinding(many(100, 0.9, 90))).toBe("Its confidence is right as often as it says");
    expect(reliabilityFinding(many(100, 0.9, 50))).toBe("It is too sure in 1 of 1 groups of answers");
    expect(reliabilityFinding(many(100, 0.5, 90))).toBe("It is not sure enough in 1 of 1 groups of answers");
    expect(reliabilityFinding([])).toBe("No answer, no confidence");
  });
});

describe("rankClasses(predictions)", () => {
  it("has no figures for digits that no image is of, and says which is hardest", () => {
    const probabilities = Float32Array.from(
      [1, 0, 0, 1].flatMap((one) => [1 - one, one, ...new Array<number>(8).fill(0)])
    );
    const rankings = rankClasses(fromProbabilities(DIGITS, Uint8Array.of(1, 0, 0, 0), probabilities))!;
    expect(rankings.map(({area}) => area !== undefined)).toEqual([true, true, ...new Array<boolean>(8).fill(false)]);
    // scikit-learn: roc_auc_score([1, 0, 0, 0], [1, 0, 0, 1]) = 0.8333, average_precision_score = 0.5
    expect(rankings[1]!.area).toBeCloseTo(5 / 6);
    expect(rankings[1]!.precision).toBeCloseTo(0.5);
    expect(rankingFinding(rankings, 1)).toBe(
      "1 against the rest, the hardest digit: ROC area 0.8333, average precision 0.5000"
    );
    expect(rankingFinding(rankings, 0)).toMatch(/^0 against the rest: ROC area 0\.8333/);
    expect(rankingFinding(rankings, 7)).toBe("7 against the rest: too few classes to tell");
  });
});

describe("robustnessRows(runs)", () => {
  const rows = robustnessRows([
    {
      name: "a",
      records: [
        {kind: "shift", amount: 0, n: 10, correct: 10},
        {kind: "rotation", amount: 30, n: 10, correct: 4}
      ]
    }
  ]);

  it("gives the accuracies, and the worst as a title", () => {
    expect(rows.map(({accuracy}) => accuracy)).toEqual([1, 0.4]);
    expect(kindsOf(rows)).toEqual(["shift", "rotation"]);
  });

  it("have a title about the kind that is shown", () => {
    expect(robustnessFinding(rows, "a", "shift")).toBe("a reads 100 % of digits shifted by 0 px");
    expect(robustnessFinding(rows, "a", "rotation")).toBe(
      "a reads 40 % of digits rotated by 30°, the lowest of all distortions"
    );
    expect(robustnessFinding(rows, "b", "shift")).toBe("How b reads distorted digits is not known");
  });
});

describe("robustnessCaption(rows, classes, leftOut)", () => {
  const record = {kind: "shift", amount: 1, n: 1000, correct: 900} as const;

  it("says how many images there were, but not that they are the same for all runs, which is not known", () => {
    const rows = robustnessRows([
      {name: "a", records: [record]},
      {name: "b", records: [record]}
    ]);
    expect(robustnessCaption(rows, DIGITS)).toContain("the share of 1,000 test images that is still read");
  });

  it("says how many runs are left out of the chart", () => {
    const rows = robustnessRows([{name: "a", records: [record]}]);
    expect(robustnessCaption(rows, DIGITS)).not.toContain("not shown");
    expect(robustnessCaption(rows, DIGITS, 1)).toMatch(/ 1 more run is not shown\.$/);
    expect(robustnessCaption(rows, DIGITS, 280)).toMatch(/ 280 more runs are not shown\.$/);
  });
});
