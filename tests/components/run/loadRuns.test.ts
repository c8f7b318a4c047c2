import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {headlineRun} from "../../../src/components/run/loadRuns.js";

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
