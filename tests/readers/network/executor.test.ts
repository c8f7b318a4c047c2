import {existsSync} from "node:fs";
import {join} from "node:path";
import * as tf from "@tensorflow/tfjs";
import {randomLcg} from "d3-random";
import fc from "fast-check";
import {beforeAll, describe, expect, it} from "vitest";
import {RUNS, WASM} from "../../../loaders/paths.js";
import {listRuns, readSavedModel} from "../../../loaders/runs/runs.js";
import {loadModel, saveModel} from "../../../src/readers/network/artifacts.js";
import {startBackend} from "../../../src/readers/network/backend.js";
import {createAnn} from "../../../src/readers/network/architectures/ann.js";
import {createBlstm} from "../../../src/readers/network/architectures/blstm.js";
import {joinNetworks} from "../../../src/readers/network/joinNetworks.js";
import {createLenet5} from "../../../src/readers/network/architectures/lenet5.js";
import {loadNetwork} from "../../../src/readers/network/executor.js";
import {runAll} from "../../../src/readers/network/networkClassifier.js";
import type {SavedModel} from "../../../src/readers/network/savedModel.js";

// The expected answers come from tfjs-layers, which trained the networks.

beforeAll(async () => void (await startBackend(WASM)));

const path = "runs/x/model/model.json";

/** Returns *n* images of random gray values in [0, 1], half of them mostly without ink. */
function randomImages(n: number, seed = 1): Float32Array {
  const random = randomLcg(seed);
  return Float32Array.from({length: n * 784}, (_, i) => (random() < (i < n * 392 ? 0.2 : 1) ? random() : 0));
}

/** Returns the largest difference between the outputs of the executor and of tfjs-layers. */
async function largestDifference(saved: SavedModel, images: Float32Array): Promise<number> {
  const [ours, theirs] = [loadNetwork(saved, path)!, await loadModel(saved, path)];
  const [answers, expected] = [runAll(ours, images), runAll(theirs, images)];
  ours.dispose();
  theirs.dispose();
  expect(answers.map(({length}) => length)).toEqual(expected.map(({length}) => length));
  return Math.max(...answers.map((values, k) => Math.max(...values.map((p, i) => Math.abs(p - expected[k]![i]!)))));
}

async function save(...layers: tf.layers.Layer[]): Promise<SavedModel> {
  const model = tf.sequential({layers});
  const saved = await saveModel(model, "float16");
  model.dispose();
  return saved;
}

const runs = (await listRuns()).filter((run) => existsSync(join(RUNS, run, "model", "model.json"))); // networks alone

describe("loadNetwork(saved, source)", () => {
  it.each(runs)("answers like tfjs-layers, within 1e-5, for the run %s", async (run) => {
    expect(await largestDifference(await readSavedModel(run), randomImages(64))).toBeLessThan(1e-5);
  });

  it.each(["cnn-pen", "ann"])(
    "traces each layer of %s: the same activations as tfjs-layers, within 1e-5",
    async (run) => {
      const saved = await readSavedModel(run);
      const [network, theirs] = [loadNetwork(saved, path)!, await loadModel(saved, path)];
      const image = randomImages(1);
      const input = tf.tensor(image, [1, ...(network.inputs[0]!.shape.slice(1) as number[])]);
      const before = tf.memory().numTensors;
      const traced = network.trace!(input, true);
      expect(tf.memory().numTensors).toBe(before);
      expect(traced.map(({name}) => name).sort()).toEqual(theirs.layers.map(({name}) => name).sort());
      for (const {name, shape, values, weights} of traced) {
        const layer = theirs.getLayer(name);
        const expected = tf.tidy(() => {
          const output = tf.model({inputs: theirs.inputs, outputs: layer.output}).predict(input);
          return (output as tf.Tensor).dataSync();
        });
        expect(values).toHaveLength(shape.reduce((n, side) => n * side, 1));
        expect(Math.max(...values.map((value, i) => Math.abs(value - expected[i]!)))).toBeLessThan(1e-5);
        expect(Object.values(weights ?? {}).map((weight) => weight.shape)).toEqual(
          layer.getWeights().map((w) => w.shape)
        );
      }
      const [probabilities] = runAll(network, image);
      expect(traced.some(({values}) => String(values) === String(probabilities))).toBe(true);
      network.dispose();
      theirs.dispose();
      input.dispose();
    }
  );

  it("returns both outputs of a network that tells digits from nine marks and anything else", async () => {
    const network = loadNetwork(await readSavedModel("cnn-pen"), path)!;
    expect(network.outputs.map(({shape}) => shape)).toEqual([
      [null, 10],
      [null, 11]
    ]);
    network.dispose();
  });

  it("answers like tfjs-layers, within 1e-5, for any network of known layers", async () => {
    const activation = fc.constantFrom("linear", "relu", "sigmoid", "tanh", "softmax");
    const sides = fc.oneof(
      fc.integer({min: 1, max: 4}),
      fc.tuple(fc.integer({min: 1, max: 4}), fc.integer({min: 1, max: 4}))
    );
    const padding = fc.constantFrom("same", "valid");
    const dropout = fc.constant(() => tf.layers.dropout({rate: 0.5}));
    const normalization = fc
      .record({center: fc.boolean(), scale: fc.boolean(), epsilon: fc.constantFrom(1e-3, 0.1)})
      .map(
        (options) => () =>
          tf.layers.batchNormalization({
            ...options,
            betaInitializer: "randomNormal",
            gammaInitializer: "randomUniform",
            movingMeanInitializer: "randomNormal",
            movingVarianceInitializer: "ones"
          })
      );
    const apply = activation.map((name) => () => tf.layers.activation({activation: name}));
    const maps = fc.oneof(
      fc
        .record({
          filters: fc.integer({min: 1, max: 5}),
          kernelSize: sides,
          strides: sides,
          padding,
          activation,
          useBias: fc.boolean()
        })
        .map((options) => () => tf.layers.conv2d({...options, biasInitializer: "randomNormal"})),
      fc.record({poolSize: sides, strides: sides, padding}).map((options) => () => tf.layers.maxPooling2d(options)),
      fc.record({poolSize: sides, padding}).map((options) => () => tf.layers.averagePooling2d(options)),
      normalization,
      dropout,
      apply
    );
    const vectors = fc.oneof(
      fc
        .record({units: fc.integer({min: 1, max: 20}), activation, useBias: fc.boolean()})
        .map((options) => () => tf.layers.dense({...options, biasInitializer: "randomNormal"})),
      normalization,
      dropout,
      apply
    );
    const isImage = fc.boolean();
    await fc.assert(
      fc.asyncProperty(
        isImage,
        fc.array(maps, {maxLength: 3}),
        fc.array(vectors, {maxLength: 3}),
        async (isImage, first, then) => {
          const model = tf.sequential();
          const shape = isImage ? [28, 28, 1] : [784];
          model.add(tf.layers.inputLayer({inputShape: shape}));
          if (!isImage) model.add(tf.layers.reshape({targetShape: [28, 28, 1]}));
          // A layer is only added while enough pixels are left.
          for (const create of first)
            if (Math.min(...(model.outputShape as number[]).slice(1, 3)) > 4) model.add(create());
          model.add(tf.layers.flatten());
          for (const create of [...then, () => tf.layers.dense({units: 10, activation: "softmax"})])
            model.add(create());
          const saved = await saveModel(model, "float16");
          model.dispose();
          expect(await largestDifference(saved, randomImages(3))).toBeLessThan(1e-5);
        }
      ),
      {numRuns: 60}
    );
  });

  it("runs a graph whose layers take inputs other than the previous layer", async () => {
    const input = tf.input({shape: [784]});
    const hidden = tf.layers.dense({units: 12, activation: "tanh"}).apply(input) as tf.SymbolicTensor;
    const digits = tf.layers.dense({units: 10, activation: "softmax"}).apply(hidden) as tf.SymbolicTensor;
    const isDigit = tf.layers.dense({units: 1, activation: "sigmoid"}).apply(hidden) as tf.SymbolicTensor;
    const model = tf.model({inputs: input, outputs: [digits, isDigit]});
    const saved = await saveModel(model, "float16");
    model.dispose();
    expect(await largestDifference(saved, randomImages(5))).toBeLessThan(1e-5);
  });

  it.each([
    ["a bidirectional LSTM", () => createBlstm(1, 10, {units: 9})],
    ["LeNet-5", () => createLenet5(1)],
    [
      "a committee",
      () =>
        joinNetworks(
          [
            {name: "x", model: createAnn(1)},
            {name: "y-z", model: createBlstm(2, 10, {units: 3})}
          ],
          0.7
        )
    ]
  ])("answers and traces like tfjs-layers, within 1e-5: %s", async (_, create) => {
    const model = create();
    const saved = await saveModel(model, "float16");
    model.dispose();
    expect(await largestDifference(saved, randomImages(6))).toBeLessThan(1e-5);
    const network = loadNetwork(saved, path)!;
    const traced = network.trace!(tf.tensor(randomImages(1), [1, 28, 28, 1]), true);
    const answer = runAll(network, randomImages(1))[0]!;
    expect([...traced.at(-1)!.values]).toEqual([...answer]);
    const count = traced.flatMap(({weights}) => Object.values(weights ?? {}).map(({values}) => values.length));
    const expected = await loadModel(saved, path);
    expect(count.reduce((a, b) => a + b)).toBe(expected.countParams());
    expected.dispose();
    network.dispose();
  });

  it("leaves unknown layers and mismatched weights to tfjs-layers", async () => {
    const dense = () => tf.layers.dense({units: 10});
    const others: SavedModel[] = [
      await save(tf.layers.reshape({inputShape: [784], targetShape: [28, 28]}), tf.layers.lstm({units: 3}), dense()),
      await save(tf.layers.dense({inputShape: [784], units: 10, activation: "elu"})),
      await save(
        tf.layers.conv2d({inputShape: [28, 28, 1], filters: 1, kernelSize: 3, dilationRate: 2}),
        tf.layers.flatten(),
        dense()
      )
    ];
    const ann = await save(tf.layers.dense({inputShape: [784], units: 10, name: "a"}));
    others.push({...ann, json: ann.json.replaceAll('"a/kernel"', '"b/kernel"')});
    others.push({...ann, json: ann.json.replace('"units":10', '"units":11')});
    others.push({...ann, json: ann.json.replace('"batch_input_shape":[null,784]', '"batch_input_shape":[null,783]')});
    const before = tf.memory().numTensors;
    for (const saved of others) expect(loadNetwork(saved, path)).toBeUndefined();
    expect(tf.memory().numTensors).toBe(before);
  });

  it("refuses the same models as tfjs-layers, with the same message", async () => {
    const ann = await save(tf.layers.dense({inputShape: [784], units: 10, name: "a"}));
    const spoiled = ann.weights.slice(0);
    new Uint16Array(spoiled)[3] = 0x7e00; // NaN
    const refused: SavedModel[] = [
      {...ann, weights: ann.weights.slice(1)},
      {...ann, json: "{"},
      {...ann, json: "{}"},
      {...ann, weights: spoiled},
      await save(tf.layers.dense({inputShape: [784], units: 26})),
      await save(tf.layers.dense({inputShape: [100], units: 10})),
      await save(tf.layers.flatten({inputShape: [28, 28, 3]}), tf.layers.dense({units: 10}))
    ];
    const before = tf.memory().numTensors;
    for (const saved of refused) {
      const sentence = await loadModel(saved, path).then(String, (error: Error) => error.message);
      expect(sentence).toContain(path);
      expect(() => loadNetwork(saved, path)).toThrow(sentence);
    }
    expect(tf.memory().numTensors).toBe(before);
  });

  it("leaks no tensors in 500 predictions, and frees its weights", async () => {
    const model = createAnn(1);
    const saved = await saveModel(model, "uint8");
    model.dispose();
    const before = tf.memory().numTensors;
    const network = loadNetwork(saved, path)!;
    const loaded = tf.memory().numTensors;
    for (let i = 0; i < 500; ++i) runAll(network, randomImages(1 + (i % 3), i));
    expect(tf.memory().numTensors).toBe(loaded);
    network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
