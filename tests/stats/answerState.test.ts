import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {answerState, digitState, lowestLikelihood, thresholdsOf} from "../../src/stats/answerState.js";

// The states are those of the desk's contract; a run's run.json has the thresholds (data/README.md).
const thresholds = {unsureBelow: 0.9, noDigitBelow: 0.5};
const share = fc.double({min: 0, max: 1, noNaN: true});
const digit = fc.record({confidence: share, likelihood: fc.option(share)});

describe("digitState(digit, thresholds)", () => {
  it("is an answer at both thresholds, and a doubt below either", () => {
    expect(digitState({confidence: 0.9, likelihood: 0.5}, thresholds)).toBe("answered");
    expect(digitState({confidence: 0.899, likelihood: 0.5}, thresholds)).toBe("unsure");
    expect(digitState({confidence: 1, likelihood: 0.499}, thresholds)).toBe("no-digit");
  });

  it("doubts that it is a digit before it is unsure which", () => {
    expect(digitState({confidence: 0.1, likelihood: 0.1}, thresholds)).toBe("no-digit");
  });

  it("takes ink for a digit where nothing can tell", () => {
    expect(digitState({confidence: 1, likelihood: null}, thresholds)).toBe("answered");
    expect(digitState({confidence: 0.5, likelihood: null}, thresholds)).toBe("unsure");
  });
});

describe("answerState(digits, thresholds)", () => {
  it("is that of the most doubtful digit, whatever the order", () => {
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
  it("never calls an answer unsure, and no digit what is less likely one than not, where run.json says nothing", () => {
    expect(thresholdsOf({})).toEqual({unsureBelow: 0, noDigitBelow: 0.5});
    expect(thresholdsOf({unsureBelow: 0.95, noDigitBelow: 0.01})).toEqual({unsureBelow: 0.95, noDigitBelow: 0.01});
  });
});

describe("lowestLikelihood(digits)", () => {
  it("is the lowest, null where one is unknown, and 0 without a digit", () => {
    expect(lowestLikelihood([{likelihood: 0.9}, {likelihood: 0.2}])).toBe(0.2);
    expect(lowestLikelihood([{likelihood: 0.9}, {likelihood: null}])).toBeNull();
    expect(lowestLikelihood([])).toBe(0);
  });
});
