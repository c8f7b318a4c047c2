import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {headlineRun} from "../../../src/components/run/loadRuns.js";
import {robustRuns} from "../../../src/components/run/siteRuns.js";

describe("headlineRun(runs, classes)", () => {
  const letters = {name: "letters", classes: ["A", "B"], evaluation: {n: 10, accuracy: 0.9}};
  const untested = {name: "untested", classes: DIGITS, evaluation: null};
  const digits = {name: "digits", classes: DIGITS, evaluation: {n: 10, accuracy: 0.8}};

  it("is the first tested run of the site's own classes, whatever comes before it", () => {
    expect(headlineRun([letters, untested, digits], DIGITS)).toBe(digits);
    expect(headlineRun([digits, letters], ["A", "B"])).toBe(letters);
  });

  it("is none where no run of these classes was tested: another alphabet's accuracy says nothing of this site", () => {
    expect(headlineRun([letters, untested], DIGITS)).toBeUndefined();
  });
});

describe("robustRuns(runs, run)", () => {
  const runs = Array.from({length: 30}, (_, i) => ({name: `run-${i}`, classes: DIGITS, hasRobustness: true}));

  it("gives 20 at most, the run itself among them, and says how many more there are", () => {
    const {shown, leftOut} = robustRuns(runs, runs[29]!);
    expect([shown.length, leftOut, shown.at(-1)?.name]).toEqual([20, 10, "run-29"]);
    expect(robustRuns(runs.slice(0, 5), runs[0]!)).toEqual({shown: runs.slice(0, 5), leftOut: 0});
  });

  it("passes over runs of other classes and those that were not tried", () => {
    const others = [
      {...runs[1]!, classes: ["A", "B"]},
      {...runs[2]!, hasRobustness: false}
    ];
    expect(robustRuns([runs[0]!, ...others], runs[0]!)).toEqual({shown: [runs[0]], leftOut: 0});
  });
});
