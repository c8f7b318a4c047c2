import * as tf from "@tensorflow/tfjs";
import {describe, expect, it} from "vitest";
import {deskew} from "../../../src/ink/deskew.js";
import {knnClassifier} from "../../../src/readers/knn/knn.js";
import {axes, imagesWith} from "../vectors/axes.js";
import {scatteredVectors, SHARES} from "./scattered.js";

const classes = ["a", "b", "c"];

function scattered(more = {}) {
  const {vectors, labels, queries} = scatteredVectors();
  const neighbors = {components: axes(5), vectors, labels, k: 4, deskewed: false, smoothing: 0.01, sharpness: 1};
  return {classifier: knnClassifier("near", {...neighbors, ...more}, {classes}), queries};
}

describe("knnClassifier(name, neighbors, {classes})", () => {
  it("has its name and classes", () => {
    expect(scattered().classifier).toMatchObject({name: "near", classes});
  });

  it("answers with the shares of scikit-learn 1.2.1's votes, hardly smoothed", async () => {
    const {classifier, queries} = scattered({smoothing: 1e-9});
    const {probabilities} = await classifier.classify(imagesWith(queries));
    SHARES.flat().forEach((share, k) => expect(probabilities[k]).toBeCloseTo(share, 4));
  });

  it("adds the smoothing to the votes, and raises them to the power of the sharpness", async () => {
    // Two neighbors: of class a, 0.5 away, and of class b, 1 away: 2 votes to 1.
    const near = {vectors: Float32Array.of(0.5, 2), labels: Uint8Array.of(0, 1), components: axes(1), k: 2};
    const {classifier} = scattered({...near, sharpness: 2, smoothing: 0.25});
    const {probabilities} = await classifier.classify(imagesWith([[1]]));
    const sum = 2.25 ** 2 + 1.25 ** 2 + 0.25 ** 2;
    [2.25, 1.25, 0.25].forEach((votes, c) => expect(probabilities[c]).toBeCloseTo(votes ** 2 / sum, 5));
  });

  it("gives no answer for an image without ink, wherever it stands", async () => {
    const {classifier, queries} = scattered();
    const {probabilities, likelihoods} = await classifier.classify(imagesWith([[], queries[3]!, []]));
    expect([...probabilities.subarray(0, 3), ...probabilities.subarray(6)]).toEqual([0, 0, 0, 0, 0, 0]);
    expect(probabilities.subarray(3, 6).indexOf(Math.max(...probabilities))).toBe(1);
    expect(likelihoods).toBeUndefined();
    expect((await classifier.classify(new Float32Array(0))).probabilities).toHaveLength(0);
  });

  it("sets images upright first if it is deskewed", async () => {
    // A diagonal in the first five rows; upright, it is a column.
    const diagonal = new Float32Array(784);
    for (let i = 0; i < 5; ++i) diagonal[i * 28 + i] = 1;
    const upright = deskew(diagonal);
    const components = {mean: new Float32Array(784), components: upright.map((ink) => ink / Math.sqrt(5))};
    const neighbors = {components, labels: Uint8Array.of(0, 1), vectors: Float32Array.of(0, Math.sqrt(5)), k: 1};
    const answers = [false, true].map(async (deskewed) => {
      const given = {...neighbors, deskewed, smoothing: 0.01, sharpness: 1};
      const {probabilities} = await knnClassifier("near", given, {classes}).classify(diagonal);
      return probabilities.indexOf(Math.max(...probabilities));
    });
    expect(await Promise.all(answers)).toEqual([0, 1]);
  });

  it("keeps one tensor, and frees it", async () => {
    const before = tf.memory().numTensors;
    const {classifier, queries} = scattered();
    await classifier.classify(imagesWith(queries));
    expect(tf.memory().numTensors).toBe(before + 1);
    classifier.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
