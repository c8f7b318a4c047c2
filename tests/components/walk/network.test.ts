import * as tf from "@tensorflow/tfjs";
import {beforeAll, describe, expect, it} from "vitest";
import {WASM} from "../../../loaders/paths.js";
import {readSavedModel} from "../../../loaders/runs/runs.js";
import {EXAMPLES} from "../../../src/components/desk/examples.js";
import {layerName} from "../../../src/components/network/layerName.js";
import {atlasOf} from "../../../src/components/walk/layersFigure.js";
import {hiddenLayer} from "../../../src/components/network/hiddenLayer.js";
import {afterStep, denseSums, networkPath} from "../../../src/components/network/networkPath.js";
import {equationOf} from "../../../src/components/walk/unitFigure.js";
import {mapsOf, strongestPlace, unitSum} from "../../../src/components/network/unitSum.js";
import {normalize} from "../../../src/ink/image/grid.js";
import {preprocessStrokes} from "../../../src/pen/strokes.js";
import {createAnn} from "../../../src/readers/network/architectures/ann.js";
import {createBlstm} from "../../../src/readers/network/architectures/blstm.js";
import {saveModel} from "../../../src/readers/network/artifacts.js";
import {startBackend} from "../../../src/readers/network/backend.js";
import {loadNetwork} from "../../../src/readers/network/executor.js";
import {joinNetworks} from "../../../src/readers/network/joinNetworks.js";
import {networkClassifier} from "../../../src/readers/network/networkClassifier.js";
import {softmaxAt} from "../../../src/stats/softmax.js";

// The expected activations and probabilities are TensorFlow.js's own.

const {image} = preprocessStrokes(EXAMPLES[0]!.strokes)!;

async function traced(run: string) {
  const classifier = networkClassifier(run, loadNetwork(await readSavedModel(run), run)!);
  const layers = await classifier.trace!(normalize(image), {withWeights: true});
  const {probabilities} = await classifier.classify(normalize(image));
  classifier.dispose();
  return {layers, probabilities, path: networkPath(layers, 10)!};
}

beforeAll(async () => void (await startBackend(WASM)));

describe("networkPath(layers, classes)", () => {
  it("follows a convolutional network from the image to its answer, past its detector", async () => {
    const {path} = await traced("cnn-pen");
    expect(path.layers.map(layerName)).toEqual([
      "Convolution: 16 feature maps of 14 × 14",
      "Convolution: 24 feature maps of 14 × 14",
      "Convolution: 48 feature maps of 5 × 5",
      "Dense layer: 128 units",
      "Dense layer: 10 units",
      "Activation: 10 units"
    ]);
  });

  it.each(["cnn-pen", "ann"])("gives the scores of %s, whose softmax is the network’s answer", async (run) => {
    const {path, probabilities} = await traced(run);
    softmaxAt(path.scores).forEach((p, c) => expect(p).toBeCloseTo(probabilities[c]!, 5));
  });

  it("is undefined for a committee, whose answer is the mean of several ways", async () => {
    const members = [1, 2].map((seed) => ({name: `ann-${seed}`, model: createAnn(seed)}));
    const network = loadNetwork(await saveModel(joinNetworks(members, 1), "float16"), "committee")!;
    const layers = await networkClassifier("committee", network).trace!(normalize(image), {withWeights: true});
    expect(layers.filter(({activation}) => activation === "softmax")).toHaveLength(2);
    expect(networkPath(layers, 10)).toBeUndefined();
  });

  it("follows a bidirectional LSTM, past the layers that only turn the image", async () => {
    const network = loadNetwork(await saveModel(createBlstm(1), "float16"), "blstm")!;
    const layers = await networkClassifier("blstm", network).trace!(normalize(image), {withWeights: true});
    expect(networkPath(layers, 10)!.layers.map(layerName)).toEqual([
      "LSTM in both directions: 128 units",
      "Dense layer: 10 units",
      "Activation: 10 units"
    ]);
  });

  it("is undefined for other classes, and for layers without weights", async () => {
    const {layers} = await traced("ann");
    expect(networkPath(layers, 26)).toBeUndefined();
    expect(
      networkPath(
        layers.map((layer) => ({...layer, weights: {}})),
        10
      )
    ).toBeUndefined();
  });
});

describe("hiddenLayer(layers, classes)", () => {
  it.each([
    ["cnn-pen", "dense_0"],
    ["ann", "dense_1"]
  ])("is the layer of %s whose activations the last dense layer weighs: %s", async (run, name) => {
    const {layers, path} = await traced(run);
    expect(hiddenLayer(layers, 10)!.name).toBe(name);
    expect(hiddenLayer(layers, 10)!.values).toEqual(path.hidden);
  });

  it("is undefined for a network that weighs the pixels directly, and for the mean of several", async () => {
    const regression = await saveModel(
      tf.sequential({layers: [tf.layers.dense({units: 10, inputShape: [784], activation: "softmax"})]}),
      "float16"
    );
    const members = [1, 2].map((seed) => ({name: `ann-${seed}`, model: createAnn(seed)}));
    for (const saved of [regression, await saveModel(joinNetworks(members, 1), "float16")]) {
      const layers = await networkClassifier("x", loadNetwork(saved, "x")!).trace!(normalize(image), {
        withWeights: true
      });
      expect(hiddenLayer(layers, 10)).toBeUndefined();
    }
  });
});

describe("afterStep(path, truth, rate)", () => {
  it("is the answer of the network after a gradient step on its last layer’s weights", async () => {
    const {layers, path} = await traced("ann");
    const last = layers.findLast(({kind}) => kind === "Dense")!;
    const [truth, rate, nudge] = [8, 0.01, 1e-2];
    const kernel = last.weights!.kernel!;
    const lossOf = (values: Float32Array, bias: Float32Array) => {
      const weights = {kernel: {...kernel, values}, bias: {shape: [10], values: bias}};
      return -Math.log(softmaxAt(denseSums({...last, weights}, path.hidden)!)[truth]!);
    };
    // The gradient by central differences, weight by weight.
    const bias = last.weights!.bias!.values;
    const slope = (values: Float32Array, loss: (values: Float32Array) => number) =>
      values.map((value, i) => {
        const at = (shifted: number) => loss(values.map((other, k) => (k === i ? shifted : other)));
        return (at(value + nudge) - at(value - nudge)) / (2 * nudge);
      });
    const steps = slope(kernel.values, (values) => lossOf(values, bias));
    const biasSteps = slope(bias, (values) => lossOf(kernel.values, values));
    const moved = {
      kernel: {...kernel, values: kernel.values.map((value, i) => value - rate * steps[i]!)},
      bias: {shape: [10], values: bias.map((value, i) => value - rate * biasSteps[i]!)}
    };
    const expected = softmaxAt(denseSums({...last, weights: moved}, path.hidden)!);
    // Odds, since the labeled class begins with a probability near 0.
    const odds = (probabilities: Float32Array, c: number) => Math.log(probabilities[c]! / probabilities[3]!);
    const [before, after] = [softmaxAt(path.scores), afterStep(path, truth, rate)];
    for (const c of [2, 5, truth]) expect(odds(after, c)).toBeCloseTo(odds(expected, c), 1);
    expect(odds(after, truth) - odds(before, truth)).toBeGreaterThan(0.5);
  });

  it("makes the labeled class more likely, and the more so the higher the rate", async () => {
    const {path, probabilities} = await traced("cnn-pen");
    const [small, large] = [afterStep(path, 8, 1e-4), afterStep(path, 8, 1e-2)];
    expect(small[8]!).toBeGreaterThan(probabilities[8]!);
    expect(large[8]!).toBeGreaterThan(small[8]!);
    expect(large.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
  });
});

describe("unitSum(image, first, place)", () => {
  it.each(["cnn-pen", "ann"])("computes every unit of the first layer of %s as the network does", async (run) => {
    const first = (await traced(run)).path.layers[0]!;
    const [height = 1, width = 1] = first.shape.length === 3 ? first.shape : [];
    for (let unit = 0; unit < first.shape.at(-1)!; ++unit) {
      for (const [row, column] of [
        [0, 0],
        [height >> 1, width >> 1],
        [height - 1, width - 1]
      ] as const) {
        const {sum, output} = unitSum(image, first, {unit, row, column})!;
        expect(Math.max(0, sum)).toBeCloseTo(output, 4);
      }
    }
  });

  it("shows the pixels under its window, 0 outside the image", async () => {
    const first = (await traced("cnn-pen")).path.layers[0]!;
    const {side, left, top, pixels} = unitSum(image, first, {unit: 3, row: 6, column: 7})!;
    expect([side, left, top]).toEqual([5, 13, 11]);
    pixels.forEach((pixel, i) =>
      expect(pixel).toBeCloseTo(image[(top + Math.floor(i / 5)) * 28 + left + (i % 5)]! / 255, 6)
    );
    const corner = unitSum(
      image.map(() => 255),
      first,
      {unit: 0, row: 0, column: 0}
    )!;
    expect(Array.from(corner.pixels.subarray(0, 7))).toEqual([0, 0, 0, 0, 0, 0, 1]);
  });

  it("is undefined for a layer that does not see the image", async () => {
    const {path} = await traced("cnn-pen");
    expect(unitSum(image, path.layers[1]!, {unit: 0, row: 0, column: 0})).toBeUndefined();
  });
});

describe("the figures of layers", () => {
  const layer = {
    name: "maps",
    from: undefined,
    kind: "Conv2D",
    activation: "relu",
    shape: [2, 3, 2],
    values: Float32Array.of(1, 7, 2, 8, 3, 9, 4, 10, 5, 11, 6, 12)
  };

  it("divide the channels of a layer into maps", () => {
    expect(mapsOf(layer).maps.map((map) => Array.from(map))).toEqual([
      [1, 2, 3, 4, 5, 6],
      [7, 8, 9, 10, 11, 12]
    ]);
    expect(strongestPlace(layer)).toEqual({unit: 1, row: 1, column: 2});
  });

  it("lay maps side by side with a blank line between them", () => {
    const {values, width, height} = atlasOf(layer);
    expect([width, height]).toEqual([7, 2]);
    expect(Array.from(values)).toEqual([1, 2, 3, 0, 7, 8, 9, 4, 5, 6, 0, 10, 11, 12]);
  });

  it("say what a unit computes", () => {
    const sum = {
      side: 1,
      left: 0,
      top: 0,
      pixels: new Float32Array(1),
      weights: new Float32Array(1),
      products: new Float32Array(1)
    };
    expect(equationOf({...sum, bias: -0.5, sum: 1.25, output: 1.25}, "relu")).toBe(
      "Sum of the products 1.75, plus bias −0.50, makes 1.25. ReLU passes it on: 1.25."
    );
    expect(equationOf({...sum, bias: 0.5, sum: -1, output: 0}, "relu")).toContain(
      "makes −1.00. ReLU turns it into 0: 0.00."
    );
  });
});
