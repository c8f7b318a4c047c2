import {existsSync} from "node:fs";
import {join} from "node:path";
import * as tf from "@tensorflow/tfjs";
import {randomLcg} from "d3-random";
import {beforeAll, describe, expect, it} from "vitest";
import {compileReadingKernel} from "../../../../loaders/kernels.js";
import {RUNS, WASM} from "../../../../loaders/paths.js";
import {listRuns, readSavedModel} from "../../../../loaders/runs/runs.js";
import {saveModel} from "../../../../src/readers/network/artifacts.js";
import {startBackend} from "../../../../src/readers/network/backend.js";
import {loadNetwork} from "../../../../src/readers/network/executor.js";
import {kernelNetwork} from "../../../../src/readers/network/kernels/kernelNetwork.js";
import {runAll} from "../../../../src/readers/network/networkClassifier.js";
import type {SavedModel} from "../../../../src/readers/network/savedModel.js";

// The expected bits come from TensorFlow.js's wasm backend, which reads in Node.

let module: WebAssembly.Module;
beforeAll(async () => {
  await startBackend(WASM);
  module = await WebAssembly.compile(await compileReadingKernel());
});

const path = "runs/x/model/model.json";

/** Returns *n* images of random gray values in [0, 1], mostly without ink. */
function randomImages(n: number): Float32Array {
  const random = randomLcg(1);
  return Float32Array.from({length: n * 784}, () => (random() < 0.2 ? random() : 0));
}

const bits = (values: Float32Array) => new Uint32Array(values.slice().buffer);

const runs = (await listRuns()).filter((run) => existsSync(join(RUNS, run, "model", "model.json")));
const OTHERS = ["blstm", "committee", "lenet-5"]; // with recurrence, averages and tanh

async function save(...layers: tf.layers.Layer[]): Promise<SavedModel> {
  const model = tf.sequential({layers});
  const saved = await saveModel(model, "float16");
  model.dispose();
  return saved;
}

/** Expects the same bits from the kernel and from TensorFlow.js. */
function expectSame(saved: SavedModel, images: Float32Array, classes: number): void {
  const ours = kernelNetwork(saved, path, classes, module)!;
  const theirs = loadNetwork(saved, path, classes)!;
  const [answers, expected] = [ours.run(images), runAll(theirs, images)];
  theirs.dispose();
  expect(answers.map(bits)).toEqual(expected.map(bits));
}

describe("kernelNetwork(saved, source, classes, module)", () => {
  it.each(runs.filter((run) => !OTHERS.includes(run)))(
    "answers with TensorFlow.js's bits for the run %s",
    async (run) => {
      const saved = await readSavedModel(run);
      const images = randomImages(21); // in batches
      const ours = kernelNetwork(saved, path, 10, module)!;
      expect(ours.backend).toBe("wasm");
      expectSame(saved, images, 10);
    }
  );

  it("answers with the same bits where WebAssembly is blocked", async () => {
    const saved = await readSavedModel("cnn-pen");
    const images = randomImages(9);
    const [plain, vector] = [undefined, module].map((one) => kernelNetwork(saved, path, 10, one)!);
    expect(plain!.backend).toBe("cpu");
    expect(plain!.run(images).map(bits)).toEqual(vector!.run(images).map(bits));
  });

  it.each(["cnn-pen", "ann"])("traces the layers of %s with TensorFlow.js's bits", async (run) => {
    const saved = await readSavedModel(run);
    const image = randomImages(1);
    const theirs = loadNetwork(saved, path)!;
    const input = tf.tensor(image, [1, ...(theirs.inputs[0]!.shape.slice(1) as number[])]);
    const ours = kernelNetwork(saved, path, 10, module)!;
    const [traced, expected] = [ours.trace(image, true), theirs.trace!(input, true)];
    expect(traced).toEqual(expected);
    for (const {name} of traced)
      expect(bits(ours.activations(image, name))).toEqual(bits(theirs.activations!(input, name)));
    expect(() => ours.activations(image, "none")).toThrow(RangeError);
    input.dispose();
    theirs.dispose();
  });

  it("has the bits of convolutions of any stride and padding, of other numbers of maps and of classes", async () => {
    const {conv2d, dense, flatten} = tf.layers;
    for (const padding of ["same", "valid"] as const) {
      for (const strides of [1, 2, 3] as const) {
        const saved = await save(
          conv2d({inputShape: [28, 28, 1], filters: 5, kernelSize: [3, 4], strides, padding, activation: "relu"}),
          conv2d({filters: 9, kernelSize: 3, strides, padding, useBias: false}),
          flatten(),
          dense({units: 26, activation: "softmax"})
        );
        expectSame(saved, randomImages(3), 26);
      }
    }
  });

  it("leaves to TensorFlow.js what it doesn't compute", async () => {
    for (const run of OTHERS) expect(kernelNetwork(await readSavedModel(run), path, 10, module)).toBeUndefined();
    const {dense} = tf.layers;
    const tanh = await save(dense({inputShape: [784], units: 5, activation: "tanh"}), dense({units: 10}));
    expect(kernelNetwork(tanh, path, 10, module)).toBeUndefined();
  });

  it("refuses a network of other classes, and weights that are not finite, as TensorFlow.js's executor does", async () => {
    const saved = await save(tf.layers.dense({inputShape: [784], units: 10}));
    expect(() => kernelNetwork(saved, path, 26, module)).toThrow(`${path}: expected output [n, 26], got [n, 10]`);
    const weights = saved.weights.slice(0, saved.weights.byteLength - 1);
    expect(() => kernelNetwork({...saved, weights}, path, 10, module)).toThrow("bytes of weights");
    const damaged = {...saved, weights: saved.weights.slice(0)};
    new Uint8Array(damaged.weights).fill(255); // float16: not a number
    expect(() => kernelNetwork(damaged, path, 10, module)).toThrow("NaN or infinity");
  });
});
