import * as tf from "@tensorflow/tfjs";
import {randomLcg} from "d3-random";
import fc from "fast-check";
import {beforeAll, describe, expect, it} from "vitest";
import {readSavedModel} from "../../../../loaders/runs/runs.js";
import {EXAMPLES} from "../../../../src/components/desk/examples.js";
import {normalize} from "../../../../src/ink/image/grid.js";
import {preprocessStrokes} from "../../../../src/pen/strokes.js";
import type {TracedLayer} from "../../../../src/readers/classifier.js";
import {createAnn} from "../../../../src/readers/network/architectures/ann.js";
import {createBlstm} from "../../../../src/readers/network/architectures/blstm.js";
import {createLenet5} from "../../../../src/readers/network/architectures/lenet5.js";
import {loadModel, saveModel} from "../../../../src/readers/network/artifacts.js";
import {loadNetwork} from "../../../../src/readers/network/executor.js";
import {backpropagate} from "../../../../src/readers/network/gradients/backpropagate.js";
import {joinNetworks} from "../../../../src/readers/network/joinNetworks.js";
import {predictAll} from "../../../../src/readers/network/networkClassifier.js";
import type {SavedModel} from "../../../../src/readers/network/savedModel.js";

// The expected gradients are TensorFlow.js's own, by `tf.grad` on its JavaScript backend, which has them for all layers.

beforeAll(async () => void (await tf.setBackend("cpu")));

const drawn = normalize(preprocessStrokes(EXAMPLES[0]!.strokes)!.image);
const gray = (seed: number) => Float32Array.from({length: 784}, randomLcg(seed));

/** Returns each layer of a network for an *image*, with its weights. */
function traced(saved: SavedModel, image: Float32Array): TracedLayer[] {
  const network = loadNetwork(saved, "x")!;
  const input = tf.tensor(image, [1, ...(network.inputs[0]!.shape.slice(1) as number[])]);
  const layers = network.trace!(input, true);
  network.dispose();
  input.dispose();
  return layers;
}

/** Returns what TensorFlow.js says the gradient of *score*, of a model's logits or probabilities, is by the pixels. */
async function expectedGradient(
  saved: SavedModel,
  image: Float32Array,
  score: (outputs: tf.Tensor) => tf.Tensor,
  isOfLogits = true
): Promise<Float32Array> {
  const model = await loadModel(saved, "x");
  const [answer] = model.outputs;
  const output = isOfLogits ? (answer!.sourceLayer.input as tf.SymbolicTensor) : answer!;
  const part = tf.model({inputs: model.inputs, outputs: output});
  const gradient = tf.tidy(() => {
    const x = tf.tensor(image, [1, ...(model.inputs[0]!.shape.slice(1) as number[])]);
    return tf
      .grad((value) => score(part.apply(value) as tf.Tensor).asScalar())(x)
      .dataSync<"float32">();
  });
  model.dispose();
  return gradient;
}

const at = (outputs: tf.Tensor, c: number) => tf.slice(outputs, [0, c], [1, 1]);

/** Checks each value to a share of the largest. */
function expectClose(found: ArrayLike<number>, expected: Float32Array, share = 1e-4): void {
  const most = expected.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  const difference = expected.reduce((worst, value, i) => Math.max(worst, Math.abs(value - found[i]!)), 0);
  expect(found).toHaveLength(expected.length);
  expect(difference).toBeLessThanOrEqual(share * most + 1e-9);
}

async function saved(create: () => tf.LayersModel): Promise<SavedModel> {
  const model = create();
  const files = await saveModel(model, "float16");
  model.dispose();
  return files;
}

describe("backpropagate(layers, image, {digit, other}, classes)", () => {
  it.each(["ann", "ann-documents", "cnn", "cnn-pen", "simard", "blstm"])(
    "gives the gradient of a logit of %s, and of the difference of two, as TensorFlow.js does",
    async (run) => {
      const model = await readSavedModel(run);
      const layers = traced(model, drawn);
      const own = backpropagate(layers, drawn, {digit: 3}, 10)!;
      const expected = await expectedGradient(model, drawn, (logits) => at(logits, 3));
      expect(Math.max(...expected.map(Math.abs))).toBeGreaterThan(0.1);
      expectClose(own.image, expected);
      const against = backpropagate(layers, drawn, {digit: 3, other: 8}, 10)!;
      expectClose(
        against.image,
        await expectedGradient(model, drawn, (logits) => tf.sub(at(logits, 3), at(logits, 8)))
      );
    }
  );

  it("gives the gradient of a committee’s log-odds, which has no logits", async () => {
    const members = () => [
      {name: "x", model: createAnn(1)},
      {name: "y-z", model: createBlstm(2, 10, {units: 3})}
    ];
    const model = await saved(() => joinNetworks(members(), 0.7));
    const layers = traced(model, drawn);
    const odds = (p: tf.Tensor) => tf.sub(tf.log(at(p, 4)), tf.log(tf.sub(1, at(p, 4))));
    expectClose(backpropagate(layers, drawn, {digit: 4}, 10)!.image, await expectedGradient(model, drawn, odds, false));
    const ratio = (p: tf.Tensor) => tf.sub(tf.log(at(p, 4)), tf.log(at(p, 1)));
    const against = backpropagate(layers, drawn, {digit: 4, other: 1}, 10)!;
    expectClose(against.image, await expectedGradient(model, drawn, ratio, false));
  });

  it("gives the gradient of LeNet-5, with average pooling and tanh", async () => {
    const model = await saved(() => createLenet5(1));
    const expected = await expectedGradient(model, drawn, (logits) => at(logits, 7));
    expectClose(backpropagate(traced(model, drawn), drawn, {digit: 7}, 10)!.image, expected);
  });

  it("is the gradient of any network that the executor runs", async () => {
    const activation = fc.constantFrom("linear", "relu", "sigmoid", "tanh", "softmax");
    const sides = fc.oneof(
      fc.integer({min: 1, max: 4}),
      fc.tuple(fc.integer({min: 1, max: 4}), fc.integer({min: 1, max: 4}))
    );
    const padding = fc.constantFrom("same", "valid");
    // TensorFlow.js's gradient fails without a scale or a center.
    const normalization = fc.constantFrom(1e-3, 0.1).map(
      (epsilon) => () =>
        tf.layers.batchNormalization({
          epsilon,
          gammaInitializer: "randomUniform",
          movingMeanInitializer: "randomNormal",
          movingVarianceInitializer: "ones"
        })
    );
    const apply = activation.map((name) => () => tf.layers.activation({activation: name}));
    const dropout = fc.constant(() => tf.layers.dropout({rate: 0.5}));
    const maps = fc.oneof(
      fc
        .record({
          filters: fc.integer({min: 1, max: 3}),
          kernelSize: sides,
          strides: sides,
          padding,
          activation,
          useBias: fc.boolean()
        })
        .map((options) => () => tf.layers.conv2d({...options, biasInitializer: "randomNormal"})),
      fc.record({poolSize: sides, strides: sides, padding}).map((options) => () => tf.layers.maxPooling2d(options)),
      fc.record({poolSize: sides, strides: sides}).map((options) => () => tf.layers.averagePooling2d(options)),
      normalization,
      dropout,
      apply
    );
    const vectors = fc.oneof(
      fc
        .record({units: fc.integer({min: 1, max: 20}), activation, useBias: fc.boolean()})
        .map((options) => () => tf.layers.dense({...options, biasInitializer: "randomNormal"})),
      normalization,
      apply
    );
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.array(maps, {maxLength: 3}),
        fc.array(vectors, {maxLength: 2}),
        fc.integer({min: 1, max: 1e6}),
        async (isImage, first, then, seed) => {
          const model = await saved(() => {
            const made = tf.sequential();
            made.add(tf.layers.inputLayer({inputShape: isImage ? [28, 28, 1] : [784]}));
            if (!isImage) made.add(tf.layers.reshape({targetShape: [28, 28, 1]}));
            for (const create of first)
              if (Math.min(...(made.outputShape as number[]).slice(1, 3)) > 4) made.add(create());
            made.add(tf.layers.flatten());
            for (const create of [
              ...then,
              () => tf.layers.dense({units: 10}),
              () => tf.layers.activation({activation: "softmax"})
            ])
              made.add(create());
            return made;
          });
          const image = gray(seed);
          const expected = await expectedGradient(model, image, (logits) => tf.sub(at(logits, 2), at(logits, 5)));
          expectClose(backpropagate(traced(model, image), image, {digit: 2, other: 5}, 10)!.image, expected, 1e-3);
        }
      ),
      {numRuns: 40}
    );
  }, 60_000);

  it("spreads a mean over the pixels that it was of, at a padded border too", async () => {
    // TensorFlow.js's own gradient divides by the whole window there. Without biases the network is linear, so that the
    // gradient times the image is the score.
    const model = await saved(() =>
      tf.sequential({
        layers: [
          tf.layers.averagePooling2d({poolSize: [4, 3], strides: [3, 2], padding: "same", inputShape: [28, 28, 1]}),
          tf.layers.flatten(),
          tf.layers.dense({units: 10, useBias: false}),
          tf.layers.activation({activation: "softmax"})
        ]
      })
    );
    for (const image of [drawn, gray(5)]) {
      const layers = traced(model, image);
      const {image: gradient} = backpropagate(layers, image, {digit: 1}, 10)!;
      const sum = gradient.reduce((total, value, i) => total + value * image[i]!, 0);
      expect(sum).toBeCloseTo(layers.at(-2)!.values[1]!, 4);
    }
  });

  it("takes a missing scale of batch normalization as 1", async () => {
    const model = await saved(() =>
      tf.sequential({
        layers: [
          tf.layers.dense({units: 10, inputShape: [784]}),
          tf.layers.batchNormalization({movingVarianceInitializer: "ones", gammaInitializer: "ones"}),
          tf.layers.activation({activation: "softmax"})
        ]
      })
    );
    const layers = traced(model, drawn);
    const bare = layers.map((layer) => {
      const weights = Object.entries(layer.weights ?? {}).filter(([name]) => name !== "gamma");
      return {...layer, weights: Object.fromEntries(weights)};
    });
    const expected = await expectedGradient(model, drawn, (logits) => at(logits, 6));
    expectClose(backpropagate(bare, drawn, {digit: 6}, 10)!.image, expected);
  });

  it("is the slope of the log-odds, by finite differences through the network itself", async () => {
    const model = await readSavedModel("cnn-pen");
    const network = loadNetwork(model, "x")!;
    const {image} = backpropagate(traced(model, drawn), drawn, {digit: 3, other: 8}, 10)!;
    const odds = (pixels: Float32Array) => {
      const p = predictAll(network, pixels);
      return Math.log(p[3]! / p[8]!);
    };
    const nudge = 0.002;
    // The steepest pixels: elsewhere the float32 network rounds more than it changes.
    const steepest = [...image.keys()].sort((a, b) => Math.abs(image[b]!) - Math.abs(image[a]!)).slice(0, 12);
    for (const pixel of steepest) {
      const moved = (by: number) => odds(drawn.map((value, i) => (i === pixel ? value + by : value)));
      const slope = (moved(nudge) - moved(-nudge)) / (2 * nudge);
      expect(Math.abs(slope - image[pixel]!)).toBeLessThan(0.05 * Math.abs(image[pixel]!));
    }
    network.dispose();
  });

  it("sends all of a score through a tie of max pooling to the first pixel, once", () => {
    const layer = (name: string, from: string | undefined, rest: object) => ({
      name,
      from,
      activation: "linear",
      ...rest
    });
    const blank = new Float32Array(784).fill(0.5);
    const layers = [
      layer("pool", undefined, {
        kind: "MaxPooling2D",
        shape: [14, 14, 1],
        values: new Float32Array(196).fill(0.5),
        sliding: {size: [2, 2], strides: [2, 2], padding: "valid"}
      }),
      layer("flat", "pool", {kind: "Flatten", shape: [196], values: new Float32Array(196).fill(0.5)}),
      layer("scores", "flat", {
        kind: "Dense",
        shape: [2],
        values: Float32Array.of(98, 0),
        weights: {kernel: {shape: [196, 2], values: Float32Array.from({length: 392}, (_, i) => 1 - (i % 2))}}
      })
    ] as unknown as TracedLayer[];
    const {image} = backpropagate(layers, blank, {digit: 0}, 2)!;
    image.forEach((value, pixel) => {
      const isFirst = pixel % 2 === 0 && Math.floor(pixel / 28) % 2 === 0;
      expect(value).toBe(isFirst ? 1 : 0);
    });
  });

  it("is undefined for other classes, and refuses layers without weights", async () => {
    const layers = traced(await readSavedModel("ann"), drawn);
    expect(backpropagate(layers, drawn, {digit: 0}, 26)).toBeUndefined();
    const bare = layers.map((layer) => ({...layer, weights: {}}));
    expect(() => backpropagate(bare, drawn, {digit: 0}, 10)).toThrow("expected the kernel of dense_2, got none");
  });
});
