import * as tf from "@tensorflow/tfjs";
import {randomLcg} from "d3-random";
import {beforeAll, beforeEach, describe, expect, it} from "vitest";
import {WASM} from "../../loaders/paths.js";
import {PIXELS} from "../../src/ink/image/grid.js";
import {createAnn} from "../../src/readers/network/architectures/ann.js";
import {startBackend} from "../../src/readers/network/backend.js";
import {createBlstm} from "../../src/readers/network/architectures/blstm.js";
import {createCnn} from "../../src/readers/network/architectures/cnn.js";
import {createLenet5, lenet5Masks} from "../../src/readers/network/architectures/lenet5.js";
import {createSimard} from "../../src/readers/network/architectures/simard.js";
import {crossEntropy, trainableNetwork} from "../../src/training/network.js";

// Gradients are compared with TensorFlow.js's automatic ones, on its cpu backend.

beforeAll(async () => {
  await startBackend(WASM);
});
beforeEach(() => tf.setBackend("wasm"));

const n = 6;
const labels = Uint8Array.of(3, 1, 4, 1, 5, 9);
const random = randomLcg(0.4);
const pixels = Float32Array.from({length: n * PIXELS}, () => (random() < 0.3 ? random() : 0));

/** Returns TensorFlow.js's loss and gradients, on its cpu backend. */
async function theirs(create: () => tf.LayersModel): Promise<{loss: number; gradients: Float32Array}> {
  await tf.setBackend("cpu");
  const model = create();
  const logits = tf.model({inputs: model.inputs, outputs: model.layers.at(-1)!.input});
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const result = tf.tidy(() => {
    const input = tf.tensor(pixels, [n, ...(model.inputs[0]!.shape.slice(1) as number[])]);
    const target = tf.oneHot(tf.tensor1d(labels, "int32"), 10);
    const {value, grads} = tf.variableGrads(
      () => tf.losses.softmaxCrossEntropy(target, logits.apply(input) as tf.Tensor).asScalar(),
      variables
    );
    const gradients = Float32Array.from(variables.flatMap(({name}) => [...grads[name]!.dataSync()]));
    return {loss: [value.dataSync()[0]!], gradients};
  });
  model.dispose();
  return {loss: result.loss[0]!, gradients: result.gradients};
}

describe("trainableNetwork(model).computeGradients(batch, weights, gradients, random)", () => {
  it.each([
    ["the documents' network", () => createAnn(2)],
    ["the CNN", () => createCnn(2, 10, {dropout: 0})],
    ["Simard's network", () => createSimard(2)],
    ["the bidirectional LSTM", () => createBlstm(2, 10, {units: 7})]
  ])("gives the loss and the gradients of %s", async (_, create) => {
    const expected = await theirs(create);
    await tf.setBackend("wasm");
    const model = create();
    const network = trainableNetwork(model);
    const weights = network.readWeights();
    const gradients = new Float32Array(weights.length);
    const {loss} = network.computeGradients({pixels, labels}, weights, gradients, random);
    expect(loss).toBeCloseTo(expected.loss, 5);
    expect(gradients).toHaveLength(expected.gradients.length);
    const largest = expected.gradients.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
    const apart = gradients.reduce((most, g, i) => Math.max(most, Math.abs(g - expected.gradients[i]!)), 0);
    expect(apart / largest).toBeLessThan(1e-5);
    model.dispose();
  });

  it("gives the gradients of LeNet-5, but 0 for weights that stay as they are", async () => {
    const expected = await theirs(() => createLenet5(2));
    await tf.setBackend("wasm");
    const model = createLenet5(2);
    const masks = lenet5Masks(10);
    const network = trainableNetwork(model, masks);
    const weights = network.readWeights();
    const gradients = new Float32Array(weights.length);
    const {loss} = network.computeGradients({pixels, labels}, weights, gradients, random);
    expect(loss).toBeCloseTo(expected.loss, 4); // distances of 84 leave fewer digits
    const isTrained = model.weights.flatMap(({originalName, shape}) => {
      const ones = new Float32Array(shape.reduce<number>((size, side) => size * side!, 1)).fill(1);
      return [...(masks[originalName] ?? ones)];
    });
    expect(isTrained).toHaveLength(gradients.length);
    const largest = expected.gradients.reduce((most, g, i) => Math.max(most, isTrained[i]! * Math.abs(g)), 0);
    gradients.forEach((g, i) => {
      if (isTrained[i]) expect(Math.abs(g - expected.gradients[i]!) / largest).toBeLessThan(1e-5);
      else expect(Math.abs(g)).toBe(0);
    });
    model.dispose();
  });

  it("uses the given weights, not the model's, and leaks no tensors", () => {
    const model = createAnn(2);
    const network = trainableNetwork(model);
    const weights = network.readWeights();
    const gradients = new Float32Array(weights.length);
    const before = tf.memory().numTensors;
    const {loss} = network.computeGradients({pixels, labels}, new Float32Array(weights.length), gradients, random);
    expect(loss).toBeCloseTo(Math.log(10), 5);
    expect(tf.memory().numTensors).toBe(before);
    network.assignWeights(weights.map((w) => 2 * w));
    expect(network.readWeights()).toEqual(weights.map((w) => 2 * w));
    model.dispose();
  });

  it("drops a random share of the values and scales up the others", () => {
    const model = tf.sequential({
      layers: [
        tf.layers.dropout({rate: 0.25, inputShape: [PIXELS]}),
        tf.layers.dense({units: 10, kernelInitializer: "ones"}),
        tf.layers.activation({activation: "softmax"})
      ]
    });
    const network = trainableNetwork(model);
    const weights = network.readWeights();
    const gradients = new Float32Array(weights.length);
    const ones = {pixels: new Float32Array(PIXELS).fill(1), labels: Uint8Array.of(0)};
    network.computeGradients(ones, weights, gradients, randomLcg(0.6));
    // All logits are equal, so the gradient for a weight of class 1 is 1/10 of its input.
    const inputs = Array.from({length: PIXELS}, (_, p) => 10 * gradients[p * 10 + 1]!);
    const kept = inputs.filter((v) => v !== 0);
    for (const v of kept) expect(v).toBeCloseTo(4 / 3, 5);
    // 784 · 0.75 = 588, standard deviation 12.1
    expect(Math.abs(kept.length - 588)).toBeLessThan(4 * 12.1);
    model.dispose();
  });

  it("refuses layers without a gradient here", () => {
    const model = tf.sequential({
      layers: [
        tf.layers.dense({units: 10, inputShape: [PIXELS], activation: "sigmoid"}),
        tf.layers.activation({activation: "softmax"})
      ]
    });
    expect(() => trainableNetwork(model)).toThrow(
      new TypeError("no gradient for the layer Dense with the activation sigmoid")
    );
    model.dispose();
  });
});

describe("crossEntropy(logits, labels)", () => {
  it("returns the mean of −ln p in nats, and its gradient (p − one-hot) / n", () => {
    // Two images: p of the first is 1/10 for all classes, of the second e / (9 + e) for class 0.
    const logits = new Float32Array(20);
    logits[10] = 1;
    const {loss, correct, gradient} = crossEntropy(logits, Uint8Array.of(7, 0));
    const p = Math.E / (9 + Math.E);
    expect(loss).toBeCloseTo((Math.log(10) - Math.log(p)) / 2, 6);
    expect(correct).toBe(1);
    expect(gradient[7]).toBeCloseTo((0.1 - 1) / 2, 6);
    expect(gradient[0]).toBeCloseTo(0.05, 6);
    expect(gradient[10]).toBeCloseTo((p - 1) / 2, 6);
    expect(gradient[11]).toBeCloseTo((1 - p) / 9 / 2, 6);
  });

  it("is finite for logits of any size", () => {
    const logits = Float32Array.from({length: 10}, (_, c) => 1e4 * c);
    const {loss, gradient} = crossEntropy(logits, Uint8Array.of(0));
    expect(loss).toBe(9e4);
    expect(gradient.every(Number.isFinite)).toBe(true);
  });
});
