import * as tf from "@tensorflow/tfjs";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {WASM} from "../../../loaders/paths.js";
import {createAnn} from "../../../src/readers/network/architectures/ann.js";
import {startBackend} from "../../../src/readers/network/backend.js";
import {loadNetwork} from "../../../src/readers/network/executor.js";
import {saveModel} from "../../../src/readers/network/artifacts.js";
import {createCnn} from "../../../src/readers/network/architectures/cnn.js";
import type {OutputForm} from "../../../src/readers/network/keras3.js";
import {networkClassifier, predictAll} from "../../../src/readers/network/networkClassifier.js";

let model: tf.LayersModel;

beforeAll(async () => {
  await startBackend(WASM);
  model = createAnn(2);
});

afterAll(() => model.dispose());

/** *n* different images. */
function images(n: number): Float32Array {
  return Float32Array.from({length: n * 784}, (_, i) => ((i * 7919) % 1009) / 1008);
}

describe("networkClassifier(name, model, {classes, form})", () => {
  it("returns ten probabilities per image, which sum to 1", async () => {
    const {probabilities} = await networkClassifier("ann", model).classify(images(37));
    expect(probabilities).toHaveLength(370);
    for (let i = 0; i < 37; ++i) {
      const row = probabilities.subarray(i * 10, i * 10 + 10);
      expect(Math.min(...row)).toBeGreaterThan(0);
      expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
    }
  });

  it("answers like the model", async () => {
    const expected = tf.tidy(() => (model.predict(tf.tensor(images(3), [3, 784])) as tf.Tensor).dataSync().slice());
    const {probabilities} = await networkClassifier("ann", model).classify(images(3));
    expect(probabilities).toEqual(expected);
  });

  it("converts logits to probabilities by softmax, and scores by their sum", async () => {
    const row = [0, 1, 2, 3, 0, 1, 2, 3, 0, 1];
    const network = {
      inputs: [{shape: [null, 784]}],
      outputs: [{shape: [null, 10]}],
      predict: () => tf.tensor([row]),
      dispose: () => undefined
    };
    const exponentials = row.map(Math.exp);
    const [total, sum] = [exponentials, row].map((values) => values.reduce((a, b) => a + b));
    const answerOf = async (form: OutputForm) =>
      (await networkClassifier("x", network, {form}).classify(images(1))).probabilities;
    (await answerOf("logits")).forEach((p, c) => expect(p).toBeCloseTo(exponentials[c]! / total!, 6));
    (await answerOf("scores")).forEach((p, c) => expect(p).toBeCloseTo(row[c]! / sum!, 6));
    expect([...(await answerOf("probabilities"))]).toEqual(row);
  });

  it("gives a layer's activations for each image, as when it traces the image alone", async () => {
    const network = loadNetwork(await saveModel(createCnn(3), "float16"), "x")!;
    const classifier = networkClassifier("cnn", network);
    const [n, input] = [203, images(203)]; // three batches
    const before = tf.memory().numTensors;
    for (const layer of ["convolution_2", "dense_0"]) {
      const all = await classifier.activations!(input, layer);
      for (const i of [0, 99, 100, 202]) {
        const layers = await classifier.trace!(input.slice(784 * i, 784 * (i + 1)));
        const {values} = layers.find(({name}) => name === layer)!;
        expect(all).toHaveLength(n * values.length);
        values.forEach((value, k) => expect(all[i * values.length + k]).toBeCloseTo(value, 5));
      }
    }
    expect(await classifier.activations!(new Float32Array(0), "dense_0")).toHaveLength(0);
    await expect(classifier.activations!(input, "dense_9")).rejects.toThrow(
      /^expected a layer of .*dense_1.*, got dense_9$/
    );
    expect(tf.memory().numTensors).toBe(before);
    classifier.dispose();
  });

  it("has no activations where TensorFlow.js runs the layers", () => {
    expect(networkClassifier("ann", model).activations).toBeUndefined();
  });

  it("has its name", () => {
    expect(networkClassifier("ann-documents", model).name).toBe("ann-documents");
  });

  it.each([
    ["the documents' network", () => createAnn(2)],
    ["the CNN", () => createCnn(2)]
  ])("leaves no tensor behind in 500 answers of %s", async (_, create) => {
    const classifier = networkClassifier("x", create());
    await classifier.classify(images(1));
    const before = tf.memory().numTensors;
    for (let i = 0; i < 500; ++i) await classifier.classify(images(1 + (i % 3)));
    expect(tf.memory().numTensors).toBe(before);
    classifier.dispose();
  });

  it("frees the model's weights, and can't be used afterwards", async () => {
    const before = tf.memory().numTensors;
    const classifier = networkClassifier("ann", createAnn(1));
    expect(tf.memory().numTensors).toBeGreaterThan(before);
    classifier.dispose();
    expect(tf.memory().numTensors).toBe(before);
    await expect(async () => classifier.classify(images(1))).rejects.toThrow(/disposed/);
  });
});

describe("predictAll(model, images)", () => {
  it("predicts more images than one batch of 1,000, each as if alone", () => {
    const n = 2001;
    const [all, input] = [predictAll(model, images(n)), images(n)];
    expect(all).toHaveLength(10 * n);
    for (const i of [0, 999, 1000, 1999, 2000]) {
      const alone = predictAll(model, input.subarray(i * 784, (i + 1) * 784));
      alone.forEach((p, c) => expect(all[i * 10 + c]).toBeCloseTo(p, 5));
    }
  });

  it("passes the images to a convolutional network as [n, 28, 28, 1]", () => {
    // A network that picks the pixel in row 3, column 5.
    const picker = tf.sequential({
      layers: [
        tf.layers.cropping2D({cropping: [[3, 24], [5, 22]], inputShape: [28, 28, 1]}), // prettier-ignore
        tf.layers.flatten(),
        tf.layers.dense({units: 10, useBias: false, kernelInitializer: "ones"})
      ]
    });
    const input = images(2);
    const output = predictAll(picker, input);
    expect([output[0], output[10]]).toEqual([input[3 * 28 + 5], input[784 + 3 * 28 + 5]]);
    picker.dispose();
  });

  it("returns nothing for no images", () => {
    expect(predictAll(model, new Float32Array(0))).toEqual(new Float32Array(0));
  });
});
