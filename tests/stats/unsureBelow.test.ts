import {describe, expect, it} from "vitest";
import {findUnsureBelow} from "../../src/stats/unsureBelow.js";

/** Answers of two classes: [confidence in the first, label]. */
const unsureBelow = (...answers: [number, number][]) =>
  findUnsureBelow(
    Float32Array.from(answers.flatMap(([p]) => [p, 1 - p])),
    Uint8Array.from(answers, ([, label]) => label)
  );

describe("findUnsureBelow(probabilities, labels)", () => {
  it("returns 0 where all answers are right", () => {
    expect(unsureBelow([0.75, 0], [0.25, 1])).toBe(0);
  });

  it("returns the least confidence of the answers that are right in at least 999 of 1,000 cases", () => {
    expect(unsureBelow([0.875, 0], [0.25, 1], [0.625, 1])).toBe(0.75);
  });

  it("returns 1 where the most confident answer is wrong", () => {
    expect(unsureBelow([0.875, 1], [0.25, 1])).toBe(1);
  });
});
