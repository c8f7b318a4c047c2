import {describe, expect, it} from "vitest";
import {countAnswered, coverageOf, evaluate, listMistakes} from "../../src/stats/evaluation.js";
import {predict} from "./predict.js";

const four = predict([
  [3, 3, 1],
  [3, 5, 0.75],
  [0, 0, 1],
  [9, 4, 1]
]);

describe("evaluate(predictions)", () => {
  it("counts the right answers and all images", () => {
    const {n, correct, accuracy} = evaluate(four);
    expect({n, correct, accuracy}).toEqual({n: 4, correct: 2, accuracy: 0.5});
  });

  it("returns Wilson's interval of the accuracy", () => {
    // R: prop.test(2, 4, correct = FALSE)$conf.int is 0.1500390 0.8499610; by hand 1/2 ± 1.96 √(1/16 + 0.0600) / 1.9604
    const [low, high] = evaluate(four).interval;
    expect([low.toFixed(5), high.toFixed(5)]).toEqual(["0.15004", "0.84996"]);
  });

  it("returns the confusion matrix, truth in the rows", () => {
    const {confusion} = evaluate(four);
    expect([confusion[3]![3], confusion[3]![5], confusion[0]![0], confusion[9]![4]]).toEqual([1, 1, 1, 1]);
    expect(confusion.flat().reduce((a, b) => a + b)).toBe(4);
  });

  it("returns the calibration error", () => {
    // The bin of 0.75: |0 − 0.75| · 1/4; the bin of 1: |2/3 − 1| · 3/4; together 0.1875 + 0.25
    expect(evaluate(four).ece).toBeCloseTo(0.4375, 12);
  });
});

describe("countAnswered(predictions, threshold)", () => {
  it("counts answers at least as confident as the threshold, and the right ones among them", () => {
    expect(countAnswered(four, 0)).toEqual({answered: 4, right: 2});
    expect(countAnswered(four, 0.75)).toEqual({answered: 4, right: 2});
    expect(countAnswered(four, 0.8)).toEqual({answered: 3, right: 2});
  });
});

describe("coverageOf(predictions)", () => {
  it("returns the coverage and the accuracy at each confidence", () => {
    expect(coverageOf(four)).toEqual([
      {threshold: 1, answered: 3, right: 2, coverage: 0.75, accuracy: 2 / 3},
      {threshold: 0.75, answered: 4, right: 2, coverage: 1, accuracy: 0.5}
    ]);
  });

  it("counts no answers above the highest confidence", () => {
    expect(countAnswered(predict([[1, 1, 0.5]]), 0.9)).toEqual({answered: 0, right: 0});
  });
});

describe("listMistakes(predictions)", () => {
  it("lists wrong answers, the most confident first, with their index in the test split", () => {
    expect(listMistakes(four)).toEqual([
      {index: 3, label: 9, predicted: 4, confidence: 1},
      {index: 1, label: 3, predicted: 5, confidence: 0.75}
    ]);
  });

  it("is empty if everything is right", () => {
    expect(listMistakes(predict([[1, 1, 0.9]]))).toEqual([]);
  });
});
