import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {fromProbabilities} from "../../../src/run/predictions.js";
import {coverageFinding, coverageSentence} from "../../../src/components/evaluation/coverageChart.js";
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
      "At 70.0 % confidence or more: 3 of 4 images answered (75 %), 67 % of these correct (21–94 %)."
    );
  });

  it("says where nothing is answered", () => {
    expect(coverageSentence(curve, 0.95, 4)).toBe("No answer has 95.0 % confidence or more.");
  });
});

describe("coverageFinding(curve)", () => {
  it("says how many mistakes are among the least confident tenth", () => {
    const confidences = Array.from({length: 20}, (_, i) => (20 - i) / 20);
    const isRight = confidences.map((_, i) => i !== 3 && i < 18);
    expect(coverageFinding(coverageCurve(confidences, isRight))).toBe(
      "Leaving out the least confident 10 % avoids 2 of 3 mistakes"
    );
    expect(coverageFinding(coverageCurve([0.9, 0.8], [true, true]))).toBe("No mistakes at any confidence");
  });
});

describe("reliabilityFinding(bins)", () => {
  const many = (n: number, confidence: number, right: number) =>
    reliabilityBins(
      new Array<number>(n).fill(confidence),
      Array.from({length: n}, (_, i) => i < right)
    );

  it("says whether confidence and accuracy agree, within chance, and which way they differ", () => {
    expect(reliabilityFinding(many(100, 0.9, 50))).toBe("Overconfident in 1 of 1 confidence bin");
    expect(reliabilityFinding(many(100, 0.5, 90))).toBe("Underconfident in 1 of 1 confidence bin");
    const both = [...many(100, 0.9, 50).slice(8), ...many(100, 0.5, 90).slice(0, 8)];
    expect(reliabilityFinding(both)).toBe("Miscalibrated in 2 of 2 confidence bins");
    expect(reliabilityFinding([])).toBe("No confidences to calibrate");
  });

  it("says that 90 % sure means about 90 % correct only where such answers say so", () => {
    expect(reliabilityFinding(many(100, 0.9, 90))).toBe("Well calibrated: 90 % sure means about 90 % correct");
    const other = "Well calibrated: no confidence bin is off by more than chance";
    expect(reliabilityFinding(many(100, 0.5, 50))).toBe(other); // nothing is 90 % sure
    expect(reliabilityFinding(many(10, 0.9, 8))).toBe(other); // within chance, but 80 % correct
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
    expect(rankingFinding(rankings, 1)).toBe("Hardest digit to separate: 1 (average precision 0.5000)");
    expect(rankingFinding(rankings, 0)).toMatch(/^0 against the other digits: average precision .* ROC area 0\.8333$/);
    expect(rankingFinding(rankings, 7)).toBe("7 against the other digits: too few images to tell");
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

  it("have a title about the kind that is shown: how far the accuracy drops, and whether it hurts most", () => {
    expect(robustnessFinding(rows, "a", "shift")).toBe("Shift does not hurt: accuracy is at least 100 %");
    expect(robustnessFinding(rows, "a", "rotation")).toBe("Rotation hurts most: accuracy drops to 40 % at 30°");
    expect(robustnessFinding(rows, "b", "shift")).toBe("Robustness of b was not measured");
  });

  it.each([
    ["noise", 0.3, "Noise: accuracy drops to 90.0 % at level 0.3"],
    ["stroke", -1, "Stroke width: accuracy drops to 90.0 % at −1 px"],
    ["scale", 0.6, "Scaling: accuracy drops to 90.0 % at × 0.6"]
  ] as const)("have a title with the amount of %s in its unit", (kind, amount, title) => {
    const records = [
      {kind, amount, n: 1000, correct: 900},
      {kind: "shift", amount: 4, n: 1000, correct: 500}
    ] as const;
    expect(robustnessFinding(robustnessRows([{name: "a", records}]), "a", kind)).toBe(title);
  });
});

describe("robustnessCaption(rows, run, leftOut)", () => {
  const record = {kind: "shift", amount: 1, n: 1000, correct: 900} as const;
  const rows = robustnessRows([{name: "a", records: [record]}]);

  it("says how many images there were, and which of the runs the title is about", () => {
    expect(robustnessCaption(rows, "a")).toMatch(/^Accuracy on 1,000 test images.* The title is about a\.$/);
    expect(robustnessCaption(rows, "b")).not.toContain("title");
  });

  it("says how many runs are left out of the chart", () => {
    expect(robustnessCaption(rows, "a")).not.toContain("not shown");
    expect(robustnessCaption(rows, "a", 1)).toMatch(/ 1 more run is not shown\.$/);
    expect(robustnessCaption(rows, "a", 280)).toMatch(/ 280 more runs are not shown\.$/);
  });
});
