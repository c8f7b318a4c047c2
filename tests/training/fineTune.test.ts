import * as tf from "@tensorflow/tfjs";
import {beforeAll, describe, expect, it} from "vitest";
import {loadKernels} from "../../loaders/kernels.js";
import {WASM} from "../../loaders/paths.js";
import {DIGITS} from "../../src/characters/alphabet.js";
import type {Digits} from "../../src/characters/digits.js";
import {createAnn} from "../../src/readers/network/architectures/ann.js";
import {saveModel} from "../../src/readers/network/artifacts.js";
import {startBackend} from "../../src/readers/network/backend.js";
import type {SavedModel} from "../../src/readers/network/savedModel.js";
import {readLayers} from "../../src/readers/network/weights.js";
import {losesAccuracy} from "../../src/stats/mistakes.js";
import {fineTune, type FineTuneRequest} from "../../src/training/fineTune.js";
import {train} from "../../src/training/train.js";
import {divideDrawings, type Labeled} from "../../src/training/tuneExamples.js";
import {tuneLayer, TUNING} from "../../src/training/tuneLayer.js";
import {makeDigits} from "./makeDigits.js";

/** Digits as `makeDigits` makes them, but with the images of 3 and 8 exchanged: a hand that the network misreads. */
function otherHand(n: number, seed: number): Labeled {
  const digits = makeDigits(n, seed);
  const exchanged = {3: 8, 8: 3} as Readonly<Record<number, number>>;
  const order = Array.from(digits.labels!, (label, i) => [exchanged[label] ?? label, i] as const);
  return {...digits, labels: Uint8Array.from(order, ([label]) => label)};
}

const labeled = (digits: Digits) => digits as Labeled;
const hand = otherHand(30, 0.5);
let saved: SavedModel;
let request: FineTuneRequest;

let kernels: WebAssembly.Module;

beforeAll(async () => {
  await startBackend(WASM);
  kernels = await loadKernels();
  const model = createAnn(1);
  const data = {training: makeDigits(600, 0.1), validation: makeDigits(60, 0.2)};
  await train(model, data, {epochs: 4, batchSize: 32, learningRate: 0.002, seed: 1}, {kernels});
  saved = await saveModel(model, "uint8");
  model.dispose();
  request = {
    run: "r",
    saved,
    classes: DIGITS,
    mine: hand,
    drawings: [...hand.labels.keys()],
    replay: labeled(makeDigits(200, 0.6)),
    test: labeled(makeDigits(100, 0.3)),
    settings: {steps: 40, copies: 2}
  };
}, 60_000);

describe("fineTune(request)", () => {
  it("learns what the drawings say, and counts mistakes before and after", async () => {
    // Without validation images nothing holds the tuning back; the hand contradicts the test images' 3 and 8.
    const {mine, test} = await fineTune(
      {...request, settings: {steps: 200, copies: 2, mine: 96, replay: 0, pull: 0}},
      {kernels}
    );
    expect(mine).toMatchObject({n: 30, before: 6});
    expect(mine.after).toBe(mine.before - mine.mended + mine.broken);
    expect(mine.after).toBeLessThan(mine.before);
    expect(test).toMatchObject({n: 100, before: 0});
    expect(losesAccuracy(test!)).toBe(true);
  });

  it("changes the last layer alone: every other weight stays, to the bit", async () => {
    const {saved: tuned, layer} = await fineTune(request, {kernels});
    expect(layer).toBe("dense_2");
    const [before, after] = [readLayers(saved, "a"), readLayers(tuned, "b")];
    const others = (layers: typeof before) => layers.filter(({name}) => name !== layer);
    expect(others(after)).toEqual(others(before));
    expect(after.find(({name}) => name === layer)).not.toEqual(before.find(({name}) => name === layer));
  });

  it("gives the same files for the same seed, others for another, and leaks no tensors", async () => {
    const first = await fineTune(request, {kernels});
    const tensors = tf.memory().numTensors;
    const second = await fineTune(request, {kernels});
    expect(tf.memory().numTensors).toBe(tensors);
    expect(new Uint8Array(second.saved.weights)).toEqual(new Uint8Array(first.saved.weights));
    expect(second.mine).toEqual(first.mine);
    const other = await fineTune({...request, settings: {...request.settings, seed: 2}}, {kernels});
    expect(new Uint8Array(other.saved.weights)).not.toEqual(new Uint8Array(first.saved.weights));
  });

  it("goes only as far as the validation images allow", async () => {
    const reckless = {steps: 200, copies: 2, mine: 96, replay: 0, pull: 0};
    const {test} = await fineTune(
      {...request, validation: labeled(makeDigits(100, 0.4)), settings: reckless},
      {kernels}
    );
    expect(losesAccuracy(test!)).toBe(false);
  });

  it("ends with the signal's reason, and says how far it is", async () => {
    const stopping = new AbortController();
    const shares: number[] = [];
    const tuning = fineTune(request, {
      kernels,
      signal: stopping.signal,
      onProgress: (share) => {
        shares.push(share);
        if (share > 0.5) stopping.abort(new Error("enough"));
      }
    });
    await expect(tuning).rejects.toThrow("enough");
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
  });

  it("refuses a network that doesn't end with a dense layer and a softmax", async () => {
    const model = tf.sequential({
      layers: [tf.layers.dense({units: 10, inputShape: [784], activation: "sigmoid"})]
    });
    const other = await saveModel(model, "float16");
    model.dispose();
    await expect(fineTune({...request, saved: other})).rejects.toThrow(
      "expected a network that ends with a dense layer and a softmax, got Dense with the activation sigmoid"
    );
  });
});

describe("tuneLayer(head, examples, settings)", () => {
  it("lowers the loss on two separable classes to almost nothing", async () => {
    const head = tf.sequential({
      layers: [
        tf.layers.dense({units: 2, inputShape: [2], kernelInitializer: "zeros"}),
        tf.layers.activation({activation: "softmax"})
      ]
    });
    const mine = {features: Float32Array.of(1, 0, 0, 1), labels: Uint8Array.of(0, 1)};
    const none = {features: new Float32Array(0), labels: new Uint8Array(0)};
    const settings = {...TUNING, steps: 100, learningRate: 0.1, pull: 0};
    const weights = await tuneLayer(head, {mine, replay: none}, settings);
    // Class 0 gains on the first input, class 1 on the second: the sides are mirrored.
    expect(weights[0]! - weights[1]!).toBeGreaterThan(3);
    expect(weights[3]! - weights[2]!).toBeGreaterThan(3);
    head.dispose();
  });
});

describe("divideDrawings(drawings, folds, seed)", () => {
  it("puts each image in one part, and all images of a drawing in the same", () => {
    const drawings = [0, 0, 1, 2, 2, 2, 3, 4, 5];
    const parts = divideDrawings(drawings, 3, 1);
    expect(parts.flat().sort((a, b) => a - b)).toEqual([...drawings.keys()]);
    const partsOf = (drawing: number) => parts.filter((part) => part.some((i) => drawings[i] === drawing)).length;
    expect([0, 1, 2, 3, 4, 5].map(partsOf)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(parts.map((part) => new Set(part.map((i) => drawings[i])).size)).toEqual([2, 2, 2]);
  });

  it("makes no more parts than drawings, and none of a single one", () => {
    expect(divideDrawings([7, 8], 5, 1)).toHaveLength(2);
    expect(divideDrawings([7, 7], 5, 1)).toEqual([]);
  });
});
