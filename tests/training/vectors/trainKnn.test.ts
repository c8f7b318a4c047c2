import * as tf from "@tensorflow/tfjs";
import {describe, expect, it} from "vitest";
import {trainRun, type RunRequest} from "../../../src/training/trainRun.js";
import {LETTERS, slantedLetters} from "./slanted.js";

const request = (model: string): RunRequest => ({
  model,
  classes: LETTERS,
  data: {training: slantedLetters(100, 0.1), validation: slantedLetters(50, 0.2)},
  settings: {epochs: 1, seed: 1, batchSize: 1, learningRate: 1},
  test: slantedLetters(100, 0.3),
  known: {command: () => undefined, machine: "here"}
});

const rightOf = (probabilities: Float32Array) =>
  Array.from({length: probabilities.length / LETTERS.length}, (_, i) => {
    const row = probabilities.subarray(i * LETTERS.length, (i + 1) * LETTERS.length);
    return Number(row.indexOf(Math.max(...row)) === (i * 3) % LETTERS.length);
  }).reduce((a, b) => a + b);

describe("trainKnn(request)", () => {
  it("learns any alphabet, better from images set upright, and leaves no tensors but its answers", async () => {
    const before = tf.memory().numTensors;
    const plain = await trainRun(request("knn"));
    const upright = await trainRun(request("knn-deskewed"));
    expect(tf.memory().numTensors).toBe(before + 2);
    expect(plain.about).toMatchObject({kind: "knn", title: "Nearest neighbors", classes: LETTERS});
    expect(upright.about.hyperparameters).toMatchObject({deskewed: true});
    expect(plain.history).toEqual([]);
    const [first, second] = [rightOf(plain.probabilities!), rightOf(upright.probabilities!)];
    expect(first).toBeGreaterThan(60); // of 100; chance is 20
    expect(second).toBeGreaterThan(first);
  });
});
