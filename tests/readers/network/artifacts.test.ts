import * as tf from "@tensorflow/tfjs";
import {beforeAll, describe, expect, it} from "vitest";
import {WASM} from "../../../loaders/paths.js";
import {InputError} from "../../../src/inputError.js";
import {createAnn} from "../../../src/readers/network/architectures/ann.js";
import {loadModel, saveModel, type Precision} from "../../../src/readers/network/artifacts.js";
import {startBackend} from "../../../src/readers/network/backend.js";
import {predictAll} from "../../../src/readers/network/networkClassifier.js";
import {weightPaths, type SavedModel} from "../../../src/readers/network/savedModel.js";

let saved: SavedModel;

beforeAll(async () => {
  await startBackend(WASM);
  saved = await save(createAnn(5));
});

/** Saves a model and frees it. */
async function save(model: tf.LayersModel, precision: Precision = "float16"): Promise<SavedModel> {
  const files = await saveModel(model, precision);
  model.dispose();
  return files;
}

/** Saves a network of one layer with the given input and output shapes. */
function saveShapes(inputShape: number[], units: number): Promise<SavedModel> {
  const pixels = inputShape.reduce((a, b) => a * b);
  const layers = [
    tf.layers.reshape({inputShape, targetShape: [pixels]}),
    tf.layers.dense({units, activation: "softmax"})
  ];
  return save(tf.sequential({layers}));
}

async function messageOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => "no error",
    (thrown: unknown) => thrown
  );
  expect(error).toBeInstanceOf(InputError);
  return (error as InputError).message;
}

const path = "runs/x/model/model.json";

describe("saveModel(model, precision)", () => {
  it("returns a TensorFlow.js layers model: its topology, and a manifest of the weights in one file beside it", () => {
    const json = JSON.parse(saved.json);
    expect(json.format).toBe("layers-model");
    expect(json.modelTopology.class_name).toBe("Sequential");
    expect(json.weightsManifest).toHaveLength(1);
    expect(json.weightsManifest[0].paths).toEqual(["weights.bin"]);
    const shapes = json.weightsManifest[0].weights.map(({shape, dtype}: {shape: number[]; dtype: string}) => [
      dtype,
      shape
    ]);
    expect(shapes).toEqual([[784, 128], [128], [128, 128], [128], [128, 10], [10]].map((shape) => ["float32", shape]));
    expect(saved.weights.byteLength).toBe(2 * 118_282); // float16
  });

  it("stores matrices as bytes and biases as float16 for uint8", async () => {
    const small = await save(createAnn(5), "uint8");
    expect(small.weights.byteLength).toBe(784 * 128 + 128 * 128 + 128 * 10 + 2 * (128 + 128 + 10));
    const [images, model] = [Float32Array.from({length: 20 * 784}, (_, i) => ((i * 31) % 97) / 96), createAnn(5)];
    const loaded = await loadModel(small, path);
    const [theirs, ours] = [predictAll(model, images), predictAll(loaded, images)];
    ours.forEach((p, i) => expect(Math.abs(p - theirs[i]!)).toBeLessThan(0.02));
    // Saving again keeps the levels.
    const again = await loadModel(await saveModel(loaded, "uint8"), path);
    predictAll(again, images).forEach((p, i) => expect(Math.abs(p - ours[i]!)).toBeLessThan(1e-5));
    for (const each of [model, loaded, again]) each.dispose();
  });

  it("returns the same bytes for the same model", async () => {
    expect(await save(createAnn(5))).toEqual(saved);
  });
});

describe("loadModel(saved, source)", () => {
  it("loads a model that answers like the saved one, up to the rounding of its weights", async () => {
    const [model, images] = [createAnn(5), Float32Array.from({length: 20 * 784}, (_, i) => ((i * 31) % 97) / 96)];
    const loaded = await loadModel(saved, path);
    const [theirs, ours] = [predictAll(model, images), predictAll(loaded, images)];
    ours.forEach((p, i) => expect(Math.abs(p - theirs[i]!)).toBeLessThan(1e-3));
    const again = await loadModel(await saveModel(loaded, "float16"), path);
    expect(predictAll(again, images)).toEqual(ours);
    again.dispose();
    loaded.dispose();
    model.dispose();
  });

  it("accepts images as [n, 784] and as [n, 28, 28, 1]", async () => {
    for (const shape of [[784], [28, 28, 1]]) {
      const model = await loadModel(await saveShapes(shape, 10), path);
      expect(model.inputs[0]!.shape).toEqual([null, ...shape]);
      model.dispose();
    }
  });

  it("refuses weights that are too short or too long", async () => {
    const cut = {...saved, weights: saved.weights.slice(0, -1)};
    expect(await messageOf(loadModel(cut, path))).toBe(`${path}: expected 236564 bytes of weights, got 236563`);
    const long = {...saved, weights: new ArrayBuffer(236_566)};
    expect(await messageOf(loadModel(long, path))).toBe(`${path}: expected 236564 bytes of weights, got 236566`);
  });

  it("refuses text that is no JSON", async () => {
    const expected = `${path}: expected JSON, got 100 characters that end early or are something else`;
    expect(await messageOf(loadModel({...saved, json: saved.json.slice(0, 100)}, path))).toBe(expected);
  });

  it("refuses JSON that is no layers model", async () => {
    const expected = `${path}: expected a TensorFlow.js layers model, got JSON without modelTopology or weightsManifest`;
    const group = {paths: ["weights.bin"], weights: []};
    for (const value of [null, 7, [], {}, {modelTopology: {}}, {weightsManifest: [group]}]) {
      expect(await messageOf(loadModel({...saved, json: JSON.stringify(value)}, path))).toBe(expected);
    }
  });

  it("refuses a damaged manifest", async () => {
    const weight = {name: "a", shape: [1], dtype: "float32"};
    for (const group of [
      null,
      {},
      {paths: "weights.bin", weights: []},
      {paths: [7], weights: []},
      {paths: ["weights.bin"]},
      {paths: ["weights.bin"], weights: [null]},
      {paths: ["weights.bin"], weights: [{...weight, shape: "1"}]},
      {paths: ["weights.bin"], weights: [{...weight, name: undefined}]},
      {paths: ["weights.bin"], weights: [{...weight, dtype: "string"}]}
    ]) {
      const json = JSON.stringify({modelTopology: {}, weightsManifest: [group]});
      expect(await messageOf(loadModel({json, weights: new ArrayBuffer(0)}, path))).toBe(
        `${path}: expected a TensorFlow.js layers model, got a weightsManifest that is damaged`
      );
    }
  });

  it("reports TensorFlow.js's error on an unknown topology in one line", async () => {
    const json = saved.json.replaceAll('"Dense"', '"Lines\\nand lines"');
    const message = await messageOf(loadModel({...saved, json}, path));
    expect(message).toMatch(
      /^runs\/x\/model\/model\.json: expected a TensorFlow\.js layers model, got .*Unknown layer/
    );
    expect(message).not.toContain("\n");
  });

  it("refuses weights that are not finite, and names them", async () => {
    for (const value of [0x7e00, 0x7c00, 0xfc00]) {
      const weights = saved.weights.slice(0);
      new Uint16Array(weights)[784 * 128 + 3] = value; // NaN or infinity, after the first kernel: in the first bias
      expect(await messageOf(loadModel({...saved, weights}, path))).toBe(
        `${path}: expected finite weights, got NaN or infinity in dense_0/bias[3]`
      );
    }
  });

  it("refuses an input that is not 28 × 28 images", async () => {
    expect(await messageOf(loadModel(await saveShapes([100], 10), path))).toBe(
      `${path}: expected input [n, 784], [n, 28, 28] or [n, 28, 28, 1], got [n, 100]`
    );
    expect(await messageOf(loadModel(await saveShapes([28, 28, 3], 10), path))).toBe(
      `${path}: expected input [n, 784], [n, 28, 28] or [n, 28, 28, 1], got [n, 28, 28, 3]`
    );
  });

  it("refuses an output of other than ten classes", async () => {
    expect(await messageOf(loadModel(await saveShapes([784], 26), path))).toBe(
      `${path}: expected output [n, 10], got [n, 26]`
    );
  });

  it("leaks no tensors when it refuses a model or its model is freed", async () => {
    const files = await saveShapes([784], 26);
    const before = tf.memory().numTensors;
    await messageOf(loadModel(files, path));
    await messageOf(loadModel({...saved, weights: new ArrayBuffer(8)}, path));
    (await loadModel(saved, path)).dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe("weightPaths(json, source)", () => {
  const jsonOf = (...paths: string[]) => JSON.stringify({modelTopology: {}, weightsManifest: [{paths, weights: []}]});

  it("lists the weight files of all groups, in order", () => {
    const weightsManifest = [
      {paths: ["group1-shard1of2.bin", "group1-shard2of2.bin"], weights: []},
      {paths: ["b.bin"], weights: []}
    ];
    const json = JSON.stringify({modelTopology: {}, weightsManifest});
    expect(weightPaths(json, path)).toEqual(["group1-shard1of2.bin", "group1-shard2of2.bin", "b.bin"]);
    expect(weightPaths(saved.json, path)).toEqual(["weights.bin"]);
  });

  it("refuses paths outside the model's folder", async () => {
    for (const outside of [
      "../weights.bin",
      "/etc/passwd",
      "a/b.bin",
      "..",
      "",
      "C:\\w.bin",
      "http://x.org/w.bin",
      ".w"
    ]) {
      const refused = Promise.resolve().then(() => weightPaths(jsonOf("ok.bin", outside), path));
      expect(await messageOf(refused)).toBe(`${path}: expected weight files in its own folder, got "${outside}"`);
    }
  });
});
