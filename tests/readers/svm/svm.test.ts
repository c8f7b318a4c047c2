import * as tf from "@tensorflow/tfjs";
import {describe, expect, it} from "vitest";
import {svmClassifier} from "../../../src/readers/svm/svm.js";
import {axes, imagesWith} from "../vectors/axes.js";

// Classes 0 and 2 of three, with a support vector each: 1 in the first pixel, and 1 in the second.
const GIVEN = {
  components: axes(2),
  vectors: Float32Array.of(1, 0, 0, 1),
  deskewed: false,
  gamma: 0.5,
  temperature: 0.25,
  machine: {
    labels: Uint8Array.of(0, 2),
    counts: Uint32Array.of(1, 1),
    coefficients: Float32Array.of(2, -2),
    intercepts: Float32Array.of(0.1)
  }
};
const classes = ["a", "b", "c"];

describe("svmClassifier(name, supportVectors, {classes})", () => {
  it("has its name and classes", () => {
    expect(svmClassifier("svm", GIVEN, {classes})).toMatchObject({name: "svm", classes});
  });

  it("answers with a softmax of the margins, and 0 for a class that it has never seen", async () => {
    const images = imagesWith([
      [1, 0],
      [0, 0.5]
    ]);
    const {probabilities, likelihoods} = await svmClassifier("svm", GIVEN, {classes}).classify(images);
    // Squared distances of the first image: 0 and 2; of the second: 1.25 and 0.25.
    const margins = [2 - 2 * Math.exp(-1) - 0.1, 2 * Math.exp(-0.625) - 2 * Math.exp(-0.125) - 0.1];
    margins.forEach((margin, i) => {
      const p = 1 / (1 + Math.exp((-2 * margin) / 0.25));
      expect(probabilities[3 * i]).toBeCloseTo(p, 5);
      expect(probabilities[3 * i + 1]).toBe(0);
      expect(probabilities[3 * i + 2]).toBeCloseTo(1 - p, 5);
    });
    expect(likelihoods).toBeUndefined();
  });

  it("gives no answer for an image without ink", async () => {
    const {probabilities} = await svmClassifier("svm", GIVEN, {classes}).classify(imagesWith([[], [1, 0]]));
    expect([...probabilities.subarray(0, 3)]).toEqual([0, 0, 0]);
    expect(probabilities[3]).toBeGreaterThan(0.9);
  });

  it("keeps one tensor, and frees it", async () => {
    const before = tf.memory().numTensors;
    const classifier = svmClassifier("svm", GIVEN, {classes});
    await classifier.classify(imagesWith([[1]]));
    expect(tf.memory().numTensors).toBe(before + 1);
    classifier.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
