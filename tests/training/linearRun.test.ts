import * as tf from "@tensorflow/tfjs";
import {beforeAll, describe, expect, it} from "vitest";
import {WASM} from "../../loaders/paths.js";
import {normalize} from "../../src/ink/image/grid.js";
import {loadModel} from "../../src/readers/network/artifacts.js";
import {startBackend} from "../../src/readers/network/backend.js";
import {predictAll} from "../../src/readers/network/networkClassifier.js";
import {trainLinearDiscriminant, trainSoftmaxRegression} from "../../src/training/linearRun.js";
import type {RunRequest} from "../../src/training/trainRun.js";
import {answers, smallSet} from "./classical/smallSet.js";

const training = smallSet(0, 120);
const validation = smallSet(2000, 100);
const data = {training, validation};
const request = {classes: ["a", "b", "c"], data, settings: {seed: 1}} as unknown as RunRequest;

beforeAll(() => startBackend(WASM));

// scikit-learn 1.2.1 predicts 79 of the 100 validation labels by LDA, and 78 by softmax regression.
describe.each([
  ["linear discriminant analysis", "Linear discriminant analysis", trainLinearDiscriminant, 79],
  ["softmax regression", "Softmax regression", trainSoftmaxRegression, 78]
] as const)("a run of %s", (_, title, train, right) => {
  it("is a network of one dense layer that answers like the fitted model", async () => {
    const learned = await train(request);
    expect(learned).toMatchObject({title, history: [], about: {parameters: 784 * 3 + 3}});
    expect(learned.about.kind).toBeUndefined(); // a network
    const images = normalize(validation.images);
    const {kept, before} = await learned.answer(images);
    const countRight = (rows: Float32Array) =>
      [...answers(rows)].filter((c, i) => Number(c) === validation.labels[i]).length;
    expect(countRight(before!)).toBe(right);
    expect(answers(kept)).toBe(answers(before!));
    const json = new TextDecoder().decode(learned.files["model.json"]);
    const saved = {json, weights: new Uint8Array(learned.files["weights.bin"]!).buffer};
    const model = await loadModel(saved, "model", 3);
    expect(model.layers.map((layer) => layer.getClassName())).toEqual(["Dense", "Activation"]);
    expect(predictAll(model, images)).toEqual(kept);
  });

  it("is the same each time, and leaves no more tensors than its networks", async () => {
    const first = await train(request);
    const {numTensors} = tf.memory();
    const second = await train(request);
    expect(second.files).toEqual(first.files);
    expect(tf.memory().numTensors - numTensors).toBeLessThanOrEqual(8); // two networks of a kernel and a bias
  });
});
