import {describe, expect, it} from "vitest";
import {withDetectorOf} from "../../../src/readers/network/borrowedDetector.js";
import type {Recognizer} from "../../../src/readers/recognizer.js";

/** A recognizer that takes every image for *digit*, and finds it as *likely* a digit. */
function recognizerOf(digit: number, likely?: number): Recognizer {
  const predict = (images: Float32Array) =>
    Float32Array.from({length: (images.length / 784) * 10}, (_, i) => Number(i % 10 === digit));
  return {
    name: String(digit),
    predict,
    recognize: (images) => ({
      probabilities: predict(images),
      likelihoods: likely === undefined ? undefined : new Float32Array(images.length / 784).fill(likely)
    }),
    dispose: () => undefined
  };
}

describe("withDetectorOf(recognizer, detector)", () => {
  const images = new Float32Array(2 * 784);

  it("has its own answers and the other's likelihoods, where it has none", () => {
    const {probabilities, likelihoods} = withDetectorOf(recognizerOf(4), recognizerOf(7, 0.25)).recognize(images);
    expect(probabilities).toEqual(recognizerOf(4).predict(images));
    expect([...likelihoods!]).toEqual([0.25, 0.25]);
  });

  it("keeps its own likelihoods", () => {
    const {likelihoods} = withDetectorOf(recognizerOf(4, 0.75), recognizerOf(7, 0.25)).recognize(images);
    expect([...likelihoods!]).toEqual([0.75, 0.75]);
  });
});
