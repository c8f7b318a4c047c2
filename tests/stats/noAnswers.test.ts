import {describe, expect, it} from "vitest";
import {DIGITS, NO_CLASS} from "../../src/characters/alphabet.js";
import {fromAnswers, fromProbabilities} from "../../src/run/predictions.js";
import {selfConfidences} from "../../src/stats/neighbors/doubtfulLabels.js";
import {countAnswered, coverageOf, evaluate, listMistakes} from "../../src/stats/evaluation.js";
import {compareAnswers} from "../../src/stats/mcnemar.js";

const ABC = ["A", "B", "C"];
const labels = Uint8Array.of(0, 1, 2, 0);
/** Right, wrong, no answer, right. */
const predicted = Uint8Array.of(0, 2, NO_CLASS, 0);

describe("the figures of answers without confidences", () => {
  const answers = fromAnswers(ABC, labels, predicted);

  it("count a missing answer as wrong but in no cell of the matrix, and have no calibration error", () => {
    expect(evaluate(answers)).toEqual({
      classes: ABC,
      n: 4,
      correct: 2,
      unanswered: 1,
      accuracy: 0.5,
      // R: prop.test(2, 4, correct = FALSE)$conf.int
      interval: [expect.closeTo(0.1500393, 6), expect.closeTo(0.8499607, 6)],
      confusion: [
        [2, 0, 0],
        [0, 0, 1],
        [0, 0, 0]
      ],
      ece: null
    });
  });

  it("have no coverage, and mistakes of unknown confidence", () => {
    expect(coverageOf(answers)).toBeUndefined();
    expect(countAnswered(answers, 0.5)).toBeUndefined();
    expect(listMistakes(answers)).toEqual([{index: 1, label: 1, predicted: 2, confidence: NaN}]);
  });

  it("compare by who is right, with missing answers among the disagreements", () => {
    const other = fromAnswers(ABC, labels, Uint8Array.of(0, 1, 2, NO_CLASS));
    expect(compareAnswers(answers, other)).toMatchObject({
      both: 1,
      onlyA: 1,
      onlyB: 2,
      neither: 0,
      disagreements: [1, 2, 3]
    });
    expect(() => compareAnswers(answers, fromAnswers(DIGITS, labels, predicted))).toThrow(RangeError);
  });
});

describe("the figures of answers with confidences", () => {
  it("cover a share of all images, including unanswered ones, and ignore unknown confidences", () => {
    const answers = fromAnswers(ABC, labels, predicted, Float32Array.of(0.75, 0.5, 0.99, NaN));
    // two known confidences: 0.75, right, and 0.5, wrong
    expect(coverageOf(answers)).toEqual([
      {threshold: 0.75, answered: 1, right: 1, coverage: 0.25, accuracy: 1},
      {threshold: 0.5, answered: 2, right: 1, coverage: 0.5, accuracy: 0.5}
    ]);
    expect(evaluate(answers).ece).toBeCloseTo((0.25 + 0.5) / 2, 6); // |0.75 − 1| and |0.5 − 0|, by hand
    expect(countAnswered(answers, 0.6)).toEqual({answered: 1, right: 1});
  });
});

describe("selfConfidences(predictions)", () => {
  it("ignores images without an answer", () => {
    const answers = fromProbabilities(ABC, Uint8Array.of(0, 0, 1), Float32Array.of(0.5, 0.5, 0, 0, 0, 0, 0, 0, 1));
    expect(selfConfidences(answers)).toEqual([0.5, 0, undefined]);
  });
});
