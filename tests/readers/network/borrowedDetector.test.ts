import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {withDetectorOf} from "../../../src/readers/network/borrowedDetector.js";
import type {Classifier} from "../../../src/readers/classifier.js";

/** A classifier that predicts *digit* for every image, with the likelihood *likely*. */
function classifierOf(digit: number, likely?: number): Classifier {
  return {
    name: String(digit),
    classes: DIGITS,
    classify: (images) =>
      Promise.resolve({
        probabilities: Float32Array.from({length: (images.length / 784) * 10}, (_, i) => Number(i % 10 === digit)),
        likelihoods: likely === undefined ? undefined : new Float32Array(images.length / 784).fill(likely)
      }),
    dispose: () => undefined
  };
}

describe("withDetectorOf(classifier, detector)", () => {
  const images = new Float32Array(2 * 784);

  it("keeps its own answers and adds the detector's likelihoods if it has none", async () => {
    const {probabilities, likelihoods} = await withDetectorOf(classifierOf(4), classifierOf(7, 0.25)).classify(images);
    expect(probabilities).toEqual((await classifierOf(4).classify(images)).probabilities);
    expect([...likelihoods!]).toEqual([0.25, 0.25]);
  });

  it("keeps its own likelihoods", async () => {
    const {likelihoods} = await withDetectorOf(classifierOf(4, 0.75), classifierOf(7, 0.25)).classify(images);
    expect([...likelihoods!]).toEqual([0.75, 0.75]);
  });
});
