import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {macroMean, oneAgainstRest, rankSteps} from "../../src/stats/ranking.js";
import {predict} from "./predict.js";

describe("rankSteps(scores, hits)", () => {
  it("counts the scores at or above each score, the highest first, with equal scores in one step", () => {
    expect(rankSteps([0.2, 0.9, 0.5, 0.5], [1, 0, 1, 0])).toEqual([
      {threshold: 0.9, n: 1, hits: 0},
      {threshold: 0.5, n: 3, hits: 1},
      {threshold: 0.2, n: 4, hits: 2}
    ]);
  });

  it("equals counting at each threshold separately", () => {
    const scored = fc.array(fc.record({score: fc.integer({min: 0, max: 8}), hit: fc.boolean()}), {maxLength: 40});
    fc.assert(
      fc.property(scored, (list) => {
        const steps = rankSteps(
          list.map(({score}) => score),
          list.map(({hit}) => hit)
        );
        const scores = [...new Set(list.map(({score}) => score))].sort((a, b) => b - a);
        expect(steps).toEqual(
          scores.map((threshold) => {
            const kept = list.filter(({score}) => score >= threshold);
            return {threshold, n: kept.length, hits: kept.filter(({hit}) => hit).length};
          })
        );
      })
    );
  });
});

describe("oneAgainstRest(predictions, digit)", () => {
  it("returns the digit's probability and whether the label is that digit", () => {
    const {scores, isPositive} = oneAgainstRest(predict([[3, 3, 0.75], [4, 3, 0.5], [3, 2, 0.5]]), 3); // prettier-ignore
    expect([...scores]).toEqual([0.75, 0.5, 0.5]);
    expect(isPositive).toEqual([true, false, true]);
  });
});

describe("macroMean(figures)", () => {
  it("is the mean of the known figures, undefined if there are none", () => {
    expect(macroMean([1, undefined, 0.5])).toBe(0.75);
    expect(macroMean([undefined])).toBeUndefined();
    expect(macroMean([])).toBeUndefined();
  });
});
