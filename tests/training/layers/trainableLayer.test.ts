import * as tf from "@tensorflow/tfjs";
import {randomLcg, randomNormal} from "d3-random";
import {beforeAll, describe, expect, it} from "vitest";
import {WASM} from "../../../loaders/paths.js";
import {startBackend} from "../../../src/readers/network/backend.js";
import {trainableLayer} from "../../../src/training/layers/trainableLayer.js";

// Outputs are compared with TensorFlow.js's own, gradients with central differences of the output.

beforeAll(async () => void (await startBackend(WASM)));

const N = 3;

/** How far the weights and inputs are moved to measure a slope: float32 outputs leave about four digits of it. */
const STEP = 4e-3;

const lstm = (options: object = {}) =>
  tf.layers.lstm({units: 4, recurrentActivation: "sigmoid", biasInitializer: "randomNormal", ...options});
const both = (options: object = {}) => tf.layers.bidirectional({mergeMode: "concat", layer: lstm(options)});

const LAYERS: readonly (readonly [string, () => tf.layers.Layer, readonly number[]])[] = [
  ["a dense layer with tanh", () => tf.layers.dense({units: 5, activation: "tanh"}), [7]],
  ["a dense layer with ReLU", () => tf.layers.dense({units: 5, activation: "relu", biasInitializer: "ones"}), [7]],
  [
    "a convolution with tanh",
    () => tf.layers.conv2d({filters: 3, kernelSize: 3, padding: "same", activation: "tanh"}),
    [5, 5, 2]
  ],
  [
    "a convolution of single pixels",
    () => tf.layers.conv2d({filters: 3, kernelSize: 1, activation: "tanh"}),
    [4, 4, 2]
  ],
  ["every other pixel's convolution", () => tf.layers.conv2d({filters: 3, kernelSize: 1, strides: 2}), [5, 5, 2]],
  ["average pooling", () => tf.layers.averagePooling2d({poolSize: 2}), [4, 4, 3]],
  ["average pooling that leaves a rest", () => tf.layers.averagePooling2d({poolSize: 3}), [7, 8, 2]],
  ["max pooling", () => tf.layers.maxPooling2d({poolSize: 2}), [4, 6, 3]],
  ["max pooling that leaves a rest", () => tf.layers.maxPooling2d({poolSize: 2}), [5, 5, 2]],
  ["a change of shape", () => tf.layers.reshape({targetShape: [4, 6]}), [3, 8]],
  ["swapped rows and columns", () => tf.layers.permute({dims: [2, 1]}), [3, 5]],
  ["an LSTM in both directions", () => both(), [6, 5]],
  ["an LSTM in both directions over one step", () => both(), [1, 5]]
];

function build(create: () => tf.layers.Layer, shape: readonly number[]) {
  const input = tf.input({shape: [...shape]});
  const layer = create();
  const model = tf.model({inputs: input, outputs: layer.apply(input) as tf.SymbolicTensor});
  const weights = layer.trainableWeights.map((weight) => weight.read());
  return {model, layer: trainableLayer(layer), weights};
}

const normal = (shape: readonly number[], seed: number) =>
  tf.tensor(Float32Array.from({length: shape.reduce((a, b) => a * b, 1)}, randomNormal.source(randomLcg(seed))()), [
    ...shape
  ]);

const dot = (a: tf.Tensor, b: tf.Tensor) =>
  a.dataSync<"float32">().reduce((sum, value, i) => sum + value * b.dataSync()[i]!, 0);
const maxDifference = (a: tf.Tensor, b: tf.Tensor) => tf.max(tf.abs(tf.sub(a, b))).dataSync()[0]!;

describe("trainableLayer(layer)", () => {
  it.each(LAYERS)("gives the output of %s", (_, create, shape) => {
    const {model, layer, weights} = build(create, shape);
    const input = normal([N, ...shape], 0.1);
    const expected = model.predict(input) as tf.Tensor;
    const {output} = layer(input, weights, Math.random);
    expect(output.shape).toEqual(expected.shape);
    expect(maxDifference(output, expected)).toBeLessThan(1e-5);
  });

  it.each(LAYERS)("gives the gradients of %s: those of its weights and that of its input", (_, create, shape) => {
    const {layer, weights} = build(create, shape);
    const input = normal([N, ...shape], 0.2);
    const pass = layer(input, weights, Math.random);
    const given = normal(pass.output.shape, 0.3);
    const found = pass.backward(given, true);
    expect(found.weights.map((weight) => weight.shape)).toEqual(weights.map((weight) => weight.shape));
    const gradients = [found.input!, ...found.weights];
    for (const [k, gradient] of gradients.entries()) {
      const direction = normal(gradient.shape, 0.4 + k / 100);
      const at = (step: number) => {
        const moved = [input, ...weights].map((value, j) => (j === k ? tf.add(value, tf.mul(direction, step)) : value));
        return dot(layer(moved[0]!, moved.slice(1), Math.random).output, given);
      };
      const slope = (at(STEP) - at(-STEP)) / (2 * STEP);
      // Relative to the size of such slopes, as one may be near 0 by chance.
      const size = Math.sqrt(dot(gradient, gradient));
      // The recurrent weights have no effect in the first step.
      expect(Math.abs(slope - dot(gradient, direction)) / (size || 1)).toBeLessThan(5e-3);
    }
  });

  it("computes no gradient of the input that nobody wants", () => {
    const {layer, weights} = build(() => both(), [4, 3]);
    const pass = layer(normal([N, 4, 3], 0.2), weights, Math.random);
    expect(pass.backward(normal([N, 8], 0.3), false).input).toBeUndefined();
  });

  it.each([
    ["Dense with the activation sigmoid", () => tf.layers.dense({units: 2, activation: "sigmoid"}), [3]],
    ["MaxPooling2D with windows that overlap", () => tf.layers.maxPooling2d({poolSize: 3, strides: 2}), [7, 7, 1]],
    [
      "AveragePooling2D with windows that overlap or are padded",
      () => tf.layers.averagePooling2d({poolSize: 2, padding: "same"}),
      [5, 5, 1]
    ],
    ["a Bidirectional layer", () => both({recurrentActivation: "hardSigmoid"}), [4, 3]],
    ["a Bidirectional layer", () => both({returnSequences: true}), [4, 3]],
    ["a Bidirectional layer", () => tf.layers.bidirectional({mergeMode: "sum", layer: lstm()}), [4, 3]],
    [
      "a Bidirectional layer",
      () => tf.layers.bidirectional({mergeMode: "concat", layer: tf.layers.gru({units: 2})}),
      [4, 3]
    ]
  ] as const)("has no gradient for %s", (what, create, shape) => {
    expect(() => build(create, shape)).toThrow(`no gradient for ${what.startsWith("a ") ? "" : "the layer "}${what}`);
  });
});
