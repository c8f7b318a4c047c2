import {describe, expect, it} from "vitest";
import {countExact, countLargest, countRounded, countRoundedNumbers} from "../../src/stats/accuracyCounts.js";

// Three images of three classes, counted by hand: sure and right, right but not sure, wrong.
const outputs = Float32Array.of(0, 1, 0, 0.5, 0.25, 0.25, 0.25, 0.125, 0.625);
const labels = Uint8Array.of(1, 0, 0);

describe("countLargest(outputs, labels)", () => {
  it("counts an image where the largest output is at the label", () => {
    expect(countLargest(outputs, labels)).toEqual({n: 3, correct: 2});
  });

  it("counts every image where there is but one column", () => {
    expect(countLargest(Float32Array.of(1, 0.2, 0), [0, 0, 0])).toEqual({n: 3, correct: 3});
  });
});

describe("countExact(outputs, labels)", () => {
  it("counts outputs that are exactly 0 or 1, as the label has them", () => {
    expect(countExact(outputs, labels)).toEqual({n: 9, correct: 3});
    // The example of Keras's own documentation, https://keras.io/api/metrics/accuracy_metrics/#accuracy-class, in one-hot
    // form: what is nearly 1 counts for nothing.
    expect(countExact(Float32Array.of(1 - 2 ** -20, 2 ** -20), [0])).toEqual({n: 2, correct: 0});
  });
});

describe("countRounded(outputs, labels)", () => {
  it("counts outputs above a half as 1; a half is none", () => {
    // Rows: 3 of 3; 0.5 is no 1, so 2 of 3; 0.625 is a 1 in the wrong place, and the label has none: 1 of 3.
    expect(countRounded(outputs, labels)).toEqual({n: 9, correct: 6});
  });

  it("counts eight of ten where an image of ten classes is read wrong", () => {
    const wrong = Float32Array.from({length: 10}, (_, c) => Number(c === 3));
    expect(countRounded(wrong, [8])).toEqual({n: 10, correct: 8});
  });
});

describe("countRoundedNumbers(outputs, numbers)", () => {
  it("counts the labels that are 1 where one softmax output is always 1", () => {
    expect(countRoundedNumbers(Float32Array.of(1, 1, 1, 1), [0, 1, 2, 3])).toEqual({n: 4, correct: 1});
  });
});
