import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {chooseThreshold, expectedCalibrationError} from "../../src/stats/calibration.js";

const answers = fc.array(fc.record({confidence: fc.double({min: 0, max: 1, noNaN: true}), right: fc.boolean()}), {
  minLength: 1,
  maxLength: 60
});

/** A few confidence levels, so that many are equal. */
const coarse = fc.array(fc.record({confidence: fc.integer({min: 0, max: 6}).map((k) => k / 6), right: fc.boolean()}), {
  maxLength: 30
});

describe("expectedCalibrationError(confidences, correct)", () => {
  it("is the weighted mean gap between confidence and accuracy over the bins: equation 3 of Guo et al. 2017", () => {
    // Bin 3 of 5, (0.4, 0.6]: 0.5 and 0.6, one right: |1/2 − 0.55| = 0.05, 2 of 5 answers. Bin 5, (0.8, 1]: 0.9, 0.95
    // and 1, two right: |2/3 − 0.95| = 0.28333, 3 of 5 answers. ECE = 0.02 + 0.17.
    const ece = expectedCalibrationError([0.9, 0.5, 0.95, 0.6, 1], [true, true, false, false, true], 5);
    expect(ece).toBeCloseTo(0.19, 12);
  });

  it("uses bins closed above: I_m = ((m − 1)/M, m/M]", () => {
    // 0.5 alone in (0, 0.5]: gap 0.5; 0.6 alone in (0.5, 1]: gap 0.4. In a single bin the gap would be 0.05.
    expect(expectedCalibrationError([0.5, 0.6], [0, 1], 2)).toBeCloseTo((0.5 + 0.4) / 2, 12);
  });

  it("uses 15 bins, like table 1 of the paper", () => {
    // With 15 bins, 0.61 and 0.66 share (9/15, 10/15], and 2/3 separates 0.66 from 0.67; 10 or 20 bins separate
    // elsewhere.
    expect(expectedCalibrationError([0.61, 0.66], [0, 1])).toBeCloseTo(Math.abs(1 - 1.27) / 2, 12);
    expect(expectedCalibrationError([0.66, 0.67], [0, 1])).toBeCloseTo((0.66 + 0.33) / 2, 12);
  });

  it("counts a confidence of 0 in the first bin", () => {
    expect(expectedCalibrationError([0], [1])).toBe(1);
  });

  it("equals the definition, bin by bin", () => {
    fc.assert(
      fc.property(answers, fc.integer({min: 1, max: 20}), (list, bins) => {
        let ece = 0;
        for (let m = 1; m <= bins; ++m) {
          const members = list.filter(({confidence: p}) => (p * bins > m - 1 || (m === 1 && p === 0)) && p * bins <= m);
          if (!members.length) continue;
          const accuracy = members.filter(({right}) => right).length / members.length;
          const confidence = members.reduce((sum, {confidence: p}) => sum + p, 0) / members.length;
          ece += (members.length / list.length) * Math.abs(accuracy - confidence);
        }
        const [p, right] = [list.map((a) => a.confidence), list.map((a) => a.right)];
        expect(expectedCalibrationError(p, right, bins)).toBeCloseTo(ece, 10);
      }),
      {seed: 2}
    );
  });

  it("is 0 without answers", () => {
    expect(expectedCalibrationError([], [])).toBe(0);
  });
});

describe("chooseThreshold(confidences, correct, target)", () => {
  it("equals the lowest sufficient threshold found by exhaustive search", () => {
    fc.assert(
      fc.property(coarse, fc.constantFrom(0.5, 0.75, 0.9, 1), (list, target) => {
        const levels = [...new Set(list.map(({confidence}) => confidence))].sort((a, b) => a - b);
        const goodEnough = (threshold: number) => {
          const kept = list.filter(({confidence}) => confidence >= threshold);
          return kept.filter(({right}) => right).length / kept.length >= target;
        };
        const lowest = levels.find(goodEnough);
        const expected = lowest === undefined ? 1 : lowest === levels[0] ? 0 : lowest;
        const [p, right] = [list.map((a) => a.confidence), list.map((a) => a.right)];
        expect(chooseThreshold(p, right, target)).toBe(expected);
      }),
      {seed: 3, numRuns: 500}
    );
  });

  it("is 0 if all answers together reach the target", () => {
    expect(chooseThreshold([0.9, 0.2], [1, 1], 0.99)).toBe(0);
  });

  it("is 1 if no threshold reaches the target, or without answers", () => {
    expect(chooseThreshold([0.9, 0.2], [0, 0], 0.99)).toBe(1);
    expect(chooseThreshold([], [], 0.99)).toBe(1);
  });

  it("keeps or drops equally confident answers together", () => {
    // From 0.7 on, two of three are right: not enough, although the first two in the list would be.
    expect(chooseThreshold([0.9, 0.7, 0.7, 0.1], [1, 1, 0, 0], 0.9)).toBe(0.9);
  });

  it("finds a sufficient threshold below an insufficient one", () => {
    expect(chooseThreshold([0.9, 0.8, 0.7, 0.6, 0.5], [1, 0, 1, 1, 0], 0.75)).toBe(0.6);
  });
});
