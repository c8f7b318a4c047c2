import {describe, expect, it} from "vitest";
import {reliabilityBins} from "../../src/stats/reliability.js";

const confidences = [0.05, 0.34, 0.41, 0.55, 0.62, 0.66, 0.81, 0.93, 0.97, 0.99];
const correct = [0, 0, 1, 0, 1, 1, 1, 1, 0, 1];

describe("reliabilityBins(confidences, correct, bins)", () => {
  const bins = reliabilityBins(confidences, correct, 5);

  it("equals scikit-learn's calibration_curve in accuracies and mean confidences", () => {
    // scikit-learn 1.2.1, calibration_curve(correct, confidences, n_bins=5):
    // [0.0, 0.0, 0.5, 1.0, 0.75], [0.05, 0.34, 0.48, 0.64, 0.925]
    expect(bins.map(({accuracy}) => accuracy)).toEqual([0, 0, 0.5, 1, 0.75]);
    const means = [0.05, 0.34, 0.48, 0.64, 0.925];
    bins.forEach(({confidence}, i) => expect(confidence).toBeCloseTo(means[i]!, 12));
  });

  it("counts each bin's answers and returns the accuracy's interval", () => {
    expect(bins.map(({n, right}) => [n, right])).toEqual([[1, 0], [1, 0], [2, 1], [2, 2], [4, 3]]); // prettier-ignore
    // statsmodels 0.13.5, proportion_confint(3, 4, method="wilson"): 0.30064184258240184, 0.9544127391902995
    expect(bins[4]!.interval).toEqual([expect.closeTo(0.30064184258240184, 9), expect.closeTo(0.9544127391902995, 9)]);
  });

  it("are open below and closed above, with 0 in the first", () => {
    expect(
      reliabilityBins([0, 0.25, 0.5, 0.75, 1], [0, 0, 0, 0, 0], 4).map(({low, high, n}) => [low, high, n])
    ).toEqual(
      [[0, 0.25, 2], [0.25, 0.5, 1], [0.5, 0.75, 1], [0.75, 1, 1]] // prettier-ignore
    );
  });

  it("are 15 of equal width by default; an empty bin has no confidence or accuracy", () => {
    const fifteen = reliabilityBins([1], [1]);
    expect(fifteen.length).toBe(15);
    expect(fifteen[0]).toEqual({
      low: 0,
      high: 1 / 15,
      n: 0,
      right: 0,
      confidence: undefined,
      accuracy: undefined,
      interval: [0, 1]
    });
    expect(fifteen[14]).toMatchObject({high: 1, n: 1, confidence: 1, accuracy: 1});
  });
});
