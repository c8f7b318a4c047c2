import * as tf from "@tensorflow/tfjs";
import {describe, expect, it, vi} from "vitest";
import {loadTesseractCore, readTesseractWasm, readTrainedData} from "../../loaders/runs/tesseractFiles.js";
import {formatNpy} from "../../src/npy.js";
import {loadClassifier, type ReaderOptions} from "../../src/readers/kinds.js";
import {formatSettings} from "../../src/readers/tesseract/settings.js";
import {formatRules} from "../../src/readers/rules/savedRules.js";
import {formatForest} from "../../src/readers/forest/forestFile.js";
import {formatNeighbors} from "../../src/readers/knn/knnFiles.js";
import {toLevels} from "../../src/readers/vectors/levels.js";
import {LEAF} from "../../src/readers/forest/trees.js";
import {formatSvm} from "../../src/readers/svm/svmFiles.js";
import type {Network} from "../../src/readers/network/savedModel.js";
import {KIND_FILES, type KindName, type ModelFiles} from "../../src/run/modelFiles.js";
import {refusal} from "../loaders/refusal.js";
import {axes} from "./vectors/axes.js";

const classes = ["a", "b"];

/** A network with the same output for every image. */
const network: Network = {
  inputs: [{shape: [null, 784]}],
  outputs: [{shape: [null, 2]}],
  predict: () => tf.tensor([[0, Math.log(3)]]),
  dispose: () => undefined
};
const loadNetwork = vi.fn<ReaderOptions["loadNetwork"]>(() => Promise.resolve(network));
const options: ReaderOptions = {name: "mine", classes, source: "mine/model", loadNetwork, loadTesseractCore};

// A model without a softmax, as TensorFlow.js stores it.
const MODEL_JSON = JSON.stringify({
  modelTopology: {
    class_name: "Sequential",
    config: {
      layers: [
        {class_name: "Dense", config: {name: "d", units: 2, activation: "linear", batch_input_shape: [null, 784]}}
      ]
    }
  },
  weightsManifest: [{paths: ["weights.bin"], weights: [{name: "d/kernel", shape: [1], dtype: "float32"}]}]
});

/** Returns a file of images that have ink in the first pixels alone. */
function firstPixels(...rows: readonly (readonly number[])[]): Uint8Array {
  const values = new Float32Array(rows.length * 784);
  rows.forEach((row, i) => values.set(row, i * 784));
  return formatNpy({shape: [rows.length, 784], values});
}

const ODDS = {
  "priors.npy": formatNpy({shape: [2], values: Float32Array.of(0.25, 0.75)}),
  "temperature.npy": formatNpy({shape: [1], values: Float32Array.of(2)})
};

const FILES: Readonly<Record<KindName, ModelFiles>> = {
  network: {
    "model.json": new TextEncoder().encode(MODEL_JSON),
    "weights.bin": Uint8Array.of(9, 1, 2, 3, 4).subarray(1)
  },
  "nearest-mean": {
    // Class a has ink in the first pixel, b in the second.
    "means.npy": formatNpy({
      shape: [2, 784],
      values: Float32Array.from({length: 2 * 784}, (_, i) => Number(i === 0 || i === 785))
    }),
    "variance.npy": formatNpy({shape: [1], values: Float32Array.of(0.5)})
  },
  // A hole is an a; it was right in 8 of 8 cases.
  rules: {"rules.json": formatRules([{answer: "a", sees: "a hole", where: {holes: 1}, counts: [8, 0]}])},
  tesseract: {
    "settings.json": formatSettings({
      engine: "legacy",
      mode: "character",
      scale: 2,
      border: 20,
      calibration: {at: [], share: []}
    }),
    "tesseract-core.wasm": await readTesseractWasm(),
    "eng.traineddata": await readTrainedData("legacy")
  },
  forest: {
    // One tree: class b where the second pixel has ink.
    "forest.bin": formatForest(
      {trees: {features: Uint16Array.of(1, LEAF, LEAF), values: Uint8Array.of(0, 0, 1)}, sharpness: 1},
      2
    )
  },
  // One pixel, and two images: without ink there, of class a, and with it, of class b.
  knn: formatNeighbors(
    {components: axes(1), rounded: toLevels(Float32Array.of(0, 1)), labels: Uint8Array.of(0, 1)},
    {k: 1, deskewed: false, smoothing: 0.25, sharpness: 1}
  ),
  "naive-bayes": {
    "means.npy": firstPixels([1, 0], [0, 1]),
    "variances.npy": formatNpy({shape: [2, 784], values: new Float32Array(2 * 784).fill(0.5)}),
    ...ODDS
  },
  qda: {
    // The components are the first two pixels, and the covariances the identity.
    "pixel-means.npy": formatNpy({shape: [784], values: new Float32Array(784)}),
    "components.npy": firstPixels([1, 0], [0, 1]),
    "means.npy": formatNpy({shape: [2, 2], values: Float32Array.of(1, 0, 0, 1)}),
    "whitening.npy": formatNpy({shape: [2, 2, 2], values: Float32Array.of(1, 0, 0, 1, 1, 0, 0, 1)}),
    ...ODDS
  },
  // The same two images as support vectors.
  svm: formatSvm(
    {
      components: axes(1),
      rounded: toLevels(Float32Array.of(0, 1)),
      machine: {
        labels: Uint8Array.of(0, 1),
        counts: Uint32Array.of(1, 1),
        coefficients: Float32Array.of(1, -1),
        intercepts: Float32Array.of(0)
      }
    },
    {gamma: 1, deskewed: false, temperature: 1}
  )
};

describe("loadClassifier(kind, files, options)", () => {
  it("makes nearest mean from its means and variance, stored as NumPy does", async () => {
    const classifier = await loadClassifier("nearest-mean", FILES["nearest-mean"], options);
    expect(classifier).toMatchObject({name: "mine", classes});
    const image = Float32Array.from({length: 784}, (_, i) => Number(i === 1));
    // Squared distances of 2 and 0: odds of e^(−2 / (2 · 0.5)) to 1.
    const {probabilities} = await classifier.classify(image);
    expect(probabilities).toHaveLength(2);
    expect(probabilities[0]).toBeCloseTo(Math.exp(-2) / (Math.exp(-2) + 1), 5);
    expect(probabilities[1]).toBeCloseTo(1 / (Math.exp(-2) + 1), 5);
  });

  it("makes a forest from its file", async () => {
    const classifier = await loadClassifier("forest", FILES.forest, options);
    const {probabilities} = await classifier.classify(Float32Array.from({length: 784}, (_, i) => Number(i === 1)));
    expect([...probabilities]).toEqual([0.25, 0.75]); // no vote and one, half a vote more each
    expect(await refusal(loadClassifier("forest", {"forest.bin": Uint8Array.of(1)}, options))).toMatch(
      /^mine\/model\/forest\.bin: expected a forest/
    );
  });

  it("makes k nearest neighbors from its files", async () => {
    const classifier = await loadClassifier("knn", FILES.knn, options);
    const {probabilities} = await classifier.classify(Float32Array.from({length: 784}, (_, i) => Number(i === 0)));
    expect(probabilities[0]).toBeCloseTo(0.25 / 1000.5, 6); // no votes, and 1 / 0.001 for the same image
    expect(probabilities[1]).toBeCloseTo(1000.25 / 1000.5, 6);
    classifier.dispose();
  });

  it.each([
    // The image's squared distances of 2 and 0 are divided by twice the variance, then all by the temperature.
    ["naive-bayes", Math.exp((Math.log(0.25) - 2) / 2), Math.exp(Math.log(0.75) / 2)],
    ["qda", Math.exp((Math.log(0.25) - 1) / 2), Math.exp(Math.log(0.75) / 2)]
  ] as const)("makes %s from its densities, priors and temperature", async (kind, first, second) => {
    const classifier = await loadClassifier(kind, FILES[kind], options);
    expect(classifier).toMatchObject({name: "mine", classes});
    const image = Float32Array.from({length: 784}, (_, i) => Number(i === 1));
    const {probabilities} = await classifier.classify(image);
    expect(probabilities[0]).toBeCloseTo(first / (first + second), 6);
    expect(probabilities[1]).toBeCloseTo(second / (first + second), 6);
    expect([...(await classifier.classify(new Float32Array(784))).probabilities]).toEqual([0, 0]);
    classifier.dispose();
  });

  const array = (shape: number[], value: number) =>
    formatNpy({shape, values: new Float32Array(shape.reduce((a, b) => a * b)).fill(value)});

  it.each([
    ["naive-bayes", "means.npy", array([3, 784], 0), "expected 2 × 784 values, got 3 × 784"],
    ["naive-bayes", "means.npy", array([2, 784], NaN), "expected finite values, got NaN or infinity"],
    ["naive-bayes", "variances.npy", array([2, 784], 0), "expected variances above 0, got 0"],
    ["naive-bayes", "priors.npy", array([2], 0), "expected shares in [0, 1], one of them above 0, got 0, 0"],
    ["naive-bayes", "priors.npy", array([2], 2), "expected shares in [0, 1], one of them above 0, got 2, 2"],
    ["naive-bayes", "temperature.npy", array([1], 0), "expected a value above 0, got 0"],
    ["qda", "means.npy", array([2, 3], 0), "expected 2 × 2 values, got 2 × 3"],
    ["qda", "whitening.npy", array([2, 2], 1), "expected 2 × 2 × 2 values, got 2 × 2"],
    ["qda", "whitening.npy", array([2, 2, 2], 0), "expected diagonals above 0, got 0"],
    ["qda", "components.npy", array([2, 3], 0), "expected components of 784 pixels, got 2 × 3"]
  ] as const)("refuses %s with another %s, by its name", async (kind, name, bytes, expected) => {
    const load = loadClassifier(kind, {...FILES[kind], [name]: bytes}, options);
    expect(await refusal(load)).toBe(`mine/model/${name}: ${expected}`);
  });
  it("makes a support vector machine from its files", async () => {
    const classifier = await loadClassifier("svm", FILES.svm, options);
    const {probabilities} = await classifier.classify(Float32Array.from({length: 784}, (_, i) => Number(i === 0)));
    const margin = Math.exp(-1) - 1; // squared distances of 1 and 0
    expect(probabilities[0]).toBeCloseTo(1 / (1 + Math.exp(-2 * margin)), 6);
    classifier.dispose();
  });

  it("makes a network from its two files through loadNetwork, and converts the form of its outputs", async () => {
    const classifier = await loadClassifier("network", FILES.network, options);
    expect(classifier).toMatchObject({name: "mine", classes});
    const [saved, source, length] = loadNetwork.mock.lastCall!;
    expect([saved.json, source, length]).toEqual([MODEL_JSON, "mine/model/model.json", 2]);
    expect([...new Uint8Array(saved.weights)]).toEqual([1, 2, 3, 4]);
    const {probabilities} = await classifier.classify(new Float32Array(784).fill(1));
    expect(probabilities[0]).toBeCloseTo(1 / 4, 6); // logits of 0 and ln 3
    expect(probabilities[1]).toBeCloseTo(3 / 4, 6);
  });

  it("makes rules from their file, and refuses rules for other classes by its name", async () => {
    const classifier = await loadClassifier("rules", FILES.rules, options);
    const ring = Float32Array.from({length: 784}, (_, i) => Number([300, 301, 302, 303, 328, 331, 356, 357, 358, 359].includes(i))); // prettier-ignore
    const {probabilities} = await classifier.classify(ring);
    expect([...probabilities]).toEqual([expect.closeTo((8 + 2 * 0.9) / 10, 6), expect.closeTo(0.02, 6)]);
    expect(await refusal(loadClassifier("rules", FILES.rules, {...options, classes: ["b", "c"]}))).toBe(
      'mine/model/rules.json: expected rules for classes of the run, got a rule for "a"'
    );
  });

  it("makes Tesseract from its settings, and refuses classes of several characters by the settings' name", async () => {
    const classifier = await loadClassifier("tesseract", FILES.tesseract, options);
    const {probabilities} = await classifier.classify(new Float32Array(784));
    expect([...probabilities]).toEqual([0, 0]); // a blank image: no answer
    expect(await refusal(loadClassifier("tesseract", FILES.tesseract, {...options, classes: ["a", "ch"]}))).toBe(
      'mine/model/settings.json: expected classes of one character each, for Tesseract, got "ch"'
    );
  });

  const kinds = Object.entries(KIND_FILES) as [KindName, readonly string[]][];

  it.each(kinds.flatMap(([kind, files]) => files.map((file) => [kind, file] as const)))(
    "refuses a run of %s without %s, by its name",
    async (kind, file) => {
      const others = Object.fromEntries(Object.entries(FILES[kind]).filter(([name]) => name !== file));
      expect(await refusal(loadClassifier(kind, others, options))).toBe(
        `mine/model/${file}: expected a file of the run's model, got nothing there`
      );
    }
  );

  it("refuses files that are something else, and names them", async () => {
    const means = FILES["nearest-mean"]["means.npy"]!;
    const load = (files: ModelFiles) => refusal(loadClassifier("nearest-mean", files, options));
    expect(await load({"means.npy": Uint8Array.of(1, 2), "variance.npy": means})).toMatch(
      /^mine\/model\/means\.npy: expected a \.npy file/
    );
    expect(await load({"means.npy": means, "variance.npy": Uint8Array.of(1, 2)})).toMatch(
      /^mine\/model\/variance\.npy: expected a \.npy file/
    );
    const three = loadClassifier("nearest-mean", FILES["nearest-mean"], {...options, classes: ["a", "b", "c"]});
    expect(await refusal(three)).toBe("mine/model/means.npy: expected means of 3 × 784 pixels, got 1568 values");
  });

  it("refuses a variance that is not above 0, and names its file", async () => {
    const files = {...FILES["nearest-mean"], "variance.npy": formatNpy({shape: [0], values: new Float32Array(0)})};
    expect(await refusal(loadClassifier("nearest-mean", files, options))).toBe(
      "mine/model/variance.npy: expected a variance above 0, got NaN"
    );
  });
});
