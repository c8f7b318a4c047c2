import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {fromProbabilities, type ProbablePredictions} from "../../../src/run/predictions.js";
import {contradictedLabels, doubtfulLabels, selfConfidences} from "../../../src/stats/neighbors/doubtfulLabels.js";

const rows = [
  [0.9, 0.1, 0],
  [0.8, 0.1, 0.1],
  [0.1, 0.85, 0.05], // labeled 0, confidently a 1
  [0.2, 0.7, 0.1],
  [0.1, 0.9, 0],
  [0.45, 0.5, 0.05], // labeled 1 with a lower probability, but no other class is confident enough
  [0.1, 0.1, 0.8],
  [0.05, 0.05, 0.9],
  [0.65, 0.25, 0.1] // labeled 2, more probably a 0 than the mean of those labeled 0
];
const predictions = fromProbabilities(
  DIGITS,
  Uint8Array.of(0, 0, 0, 1, 1, 1, 2, 2, 2),
  Float32Array.from(rows.flatMap((row) => [...row, 0, 0, 0, 0, 0, 0, 0]))
);

describe("selfConfidences(predictions)", () => {
  it("is the mean probability of each class over the images with that label, computed by hand", () => {
    // (0.9 + 0.8 + 0.1) / 3, (0.7 + 0.9 + 0.5) / 3, (0.8 + 0.9 + 0.1) / 3
    const [zero, one, two, ...others] = selfConfidences(predictions);
    expect([zero!.toFixed(6), one!.toFixed(6), two!.toFixed(6)]).toEqual(["0.600000", "0.700000", "0.600000"]);
    expect(others).toEqual(new Array(7).fill(undefined));
  });
});

describe("doubtfulLabels(predictions)", () => {
  it("lists labels below their class's self-confidence with a guess that reaches its own, computed by hand", () => {
    expect(doubtfulLabels(predictions)).toEqual([
      {
        index: 2,
        given: 0,
        guess: 1,
        givenProbability: expect.closeTo(0.1, 6),
        guessProbability: expect.closeTo(0.85, 6)
      },
      {
        index: 8,
        given: 2,
        guess: 0,
        givenProbability: expect.closeTo(0.1, 6),
        guessProbability: expect.closeTo(0.65, 6)
      }
    ]);
  });

  it("is empty if each label reaches its class's mean, and without images", () => {
    const sure = {...predictions, length: 1};
    expect(doubtfulLabels(sure)).toEqual([]);
    expect(doubtfulLabels({...predictions, length: 0})).toEqual([]);
  });
});

describe("contradictedLabels(predictions)", () => {
  const answers = (...some: (readonly [label: number, p0: number, p1: number, p2: number])[]): ProbablePredictions =>
    fromProbabilities(
      DIGITS,
      Uint8Array.from(some, ([label]) => label),
      Float32Array.from(some.flatMap(([, ...p]) => [...p, 0, 0, 0, 0, 0, 0, 0]))
    );

  it("lists labels with at most 5 % if another class has at least half, the clearest first, computed by hand", () => {
    const found = contradictedLabels(
      answers(
        [0, 0.04, 0.9, 0.06],
        [0, 0.06, 0.94, 0],
        [1, 0.45, 0.04, 0.51],
        [2, 1, 0, 0],
        [1, 0, 1, 0],
        [2, 0.49, 0.48, 0.03]
      )
    );
    expect(found.map(({index, given, guess}) => [index, given, guess])).toEqual([
      [3, 2, 0],
      [0, 0, 1],
      [2, 1, 2]
    ]);
    expect(found[1]!.givenProbability).toBeCloseTo(0.04, 6);
    expect(found[1]!.guessProbability).toBeCloseTo(0.9, 6);
  });

  it("is empty without images", () => expect(contradictedLabels(answers())).toEqual([]));
});
