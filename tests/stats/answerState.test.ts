import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {answerState, digitState, lowestLikelihood, thresholdsOf} from "../../src/stats/answerState.js";

// The states of the desk's contract; a run's thresholds are in its run.json (data/README.md).
const thresholds = {unsureBelow: 0.9, noDigitBelow: 0.5};
const share = fc.double({min: 0, max: 1, noNaN: true});
const digit = fc.record({confidence: share, likelihood: fc.option(share)});

describe("digitState(digit, thresholds)", () => {
  it("is an answer at both thresholds and doubtful below either", () => {
    expect(digitState({confidence: 0.9, likelihood: 0.5}, thresholds)).toBe("answered");
    expect(digitState({confidence: 0.899, likelihood: 0.5}, thresholds)).toBe("unsure");
    expect(digitState({confidence: 1, likelihood: 0.499}, thresholds)).toBe("no-digit");
  });

  it('prefers "no-digit" to "unsure"', () => {
    expect(digitState({confidence: 0.1, likelihood: 0.1}, thresholds)).toBe("no-digit");
  });

  it("treats ink of unknown likelihood as a digit", () => {
    expect(digitState({confidence: 1, likelihood: null}, thresholds)).toBe("answered");
    expect(digitState({confidence: 0.5, likelihood: null}, thresholds)).toBe("unsure");
  });
});

describe("answerState(digits, thresholds)", () => {
  it("is the state of the most doubtful digit, in any order", () => {
    const rank = ["answered", "unsure", "no-digit"];
    fc.assert(
      fc.property(fc.array(digit, {minLength: 1}), (digits) => {
        const ranks = digits.map((one) => rank.indexOf(digitState(one, thresholds)));
        expect(rank.indexOf(answerState(digits, thresholds))).toBe(Math.max(...ranks));
      })
    );
  });
});

describe("thresholdsOf(about)", () => {
  it("defaults to no unsure answers and to a likelihood of 0.5 for a digit", () => {
    expect(thresholdsOf({})).toEqual({unsureBelow: 0, noDigitBelow: 0.5});
    expect(thresholdsOf({unsureBelow: 0.95, noDigitBelow: 0.01})).toEqual({unsureBelow: 0.95, noDigitBelow: 0.01});
  });
});

describe("lowestLikelihood(digits)", () => {
  it("is the lowest likelihood, null if one is unknown, and 0 without digits", () => {
    expect(lowestLikelihood([{likelihood: 0.9}, {likelihood: 0.2}])).toBe(0.2);
    expect(lowestLikelihood([{likelihood: 0.9}, {likelihood: null}])).toBeNull();
    expect(lowestLikelihood([])).toBe(0);
  });
});
