import {describe, expect, it} from "vitest";
import {countWins, decisionValues, marginScores} from "../../../src/readers/svm/machine.js";

// Three classes with 1, 2 and 1 support vectors.
const MACHINE = {
  labels: Uint8Array.of(0, 1, 2),
  counts: Uint32Array.of(1, 2, 1),
  coefficients: Float32Array.of(1, -2, -3, -4, 5, 6, 0, -8), // [2 × 4]
  intercepts: Float32Array.of(0.5, 1, -1)
};

describe("decisionValues(machine, kernel)", () => {
  it("sums each pair's coefficients as libsvm lays them out", () => {
    // 0 and 1: the first rows of both; 0 and 2: the second row of 0, the first of 2; 1 and 2: the second rows of both.
    expect([...decisionValues(MACHINE, Float32Array.of(1, 10, 100, 1000))]).toEqual([
      1 - 20 - 300 - 0.5,
      5 - 4000 - 1,
      60 + 0 - 8000 + 1
    ]);
  });
});

describe("countWins(values, m)", () => {
  it("counts the pairs that each class wins; 0 is for the second", () => {
    expect([...countWins(Float64Array.of(1, -1, 0), 3)]).toEqual([1, 0, 2]);
  });
});

describe("marginScores(values, m)", () => {
  it("returns each class's narrowest margin", () => {
    // 0 beats 1 by 0.5 and 2 by 2; 1 beats 2 by 1.
    expect([...marginScores(Float64Array.of(0.5, 2, 1), 3)]).toEqual([0.5, -0.5, -2]);
    expect([...marginScores(Float64Array.of(-0.25), 2)]).toEqual([-0.25, 0.25]);
  });

  it("gives the highest score to the class that wins most pairs, if another's margin is wider", () => {
    // 0 beats 1 and 2, and loses widely to 3, which loses narrowly to 1 and 2.
    const values = Float64Array.of(1, 1, -3, 1, 0.5, 0.5); // 01, 02, 03, 12, 13, 23
    expect([...countWins(values, 4)]).toEqual([2, 2, 1, 1]);
    // Margins: −3 of 0, −1 of 1 and of 2, −0.5 of 3. The answer is 0, the first with two wins.
    expect([...marginScores(values, 4)]).toEqual([-0.5, -1, -1, -3]);
  });
});
