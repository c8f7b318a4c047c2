import * as tf from "@tensorflow/tfjs";
import {randomLcg} from "d3-random";
import fc from "fast-check";
import {beforeAll, describe, expect, it} from "vitest";
import {compileEngineKernels} from "../../../loaders/kernels.js";
import {WASM} from "../../../loaders/paths.js";
import {PIXELS} from "../../../src/ink/image/grid.js";
import {createAnn} from "../../../src/readers/network/architectures/ann.js";
import {createBlstm} from "../../../src/readers/network/architectures/blstm.js";
import {createCnn} from "../../../src/readers/network/architectures/cnn.js";
import {createLenet5} from "../../../src/readers/network/architectures/lenet5.js";
import {createSimard} from "../../../src/readers/network/architectures/simard.js";
import {startBackend} from "../../../src/readers/network/backend.js";
import {describeNetwork} from "../../../src/training/engine/describeNetwork.js";
import {createEngine, type Engine} from "../../../src/training/engine/network.js";

// Gradients are compared with TensorFlow.js's automatic ones, on its cpu backend.

let module: WebAssembly.Module;
beforeAll(async () => {
  await startBackend(WASM);
  await tf.setBackend("cpu");
  module = await WebAssembly.compile(await compileEngineKernels());
});

const labels = Uint8Array.of(3, 1, 4, 1, 5, 9);

/** Returns images of *size* numbers, as many as labels. */
function makeImages(size: number): Float32Array {
  const random = randomLcg(0.4);
  return Float32Array.from({length: labels.length * size}, () => (random() < 0.3 ? random() : 0));
}

/** Returns a model's weights, one after the other. */
function weightsOf(model: tf.LayersModel): Float32Array {
  return Float32Array.from(model.trainableWeights.flatMap((weight) => [...weight.read().dataSync()]));
}

/** Returns TensorFlow.js's loss and gradients. */
function theirs(model: tf.LayersModel, images: Float32Array): {loss: number; gradients: Float32Array} {
  const logits = tf.model({inputs: model.inputs, outputs: model.layers.at(-1)!.input});
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const [loss, ...gradients] = tf.tidy(() => {
    const input = tf.tensor(images, [labels.length, ...(model.inputs[0]!.shape.slice(1) as number[])]);
    const target = tf.oneHot(tf.tensor1d(labels, "int32"), 10);
    const {value, grads} = tf.variableGrads(
      () => tf.losses.softmaxCrossEntropy(target, logits.apply(input) as tf.Tensor).asScalar(),
      variables
    );
    return [value, ...variables.map(({name}) => grads[name]!)].map((tensor) => [...tensor.dataSync()]);
  });
  return {loss: loss![0]!, gradients: Float32Array.from(gradients.flat())};
}

/** Returns an engine for *model* with its weights and two more arrays. */
function engineFor(model: tf.LayersModel, kernels: WebAssembly.Module | undefined): Engine {
  const engine = createEngine(describeNetwork(model), {most: 8, arrays: 2, module: kernels});
  engine.write(weightsOf(model), engine.weights);
  engine.prepare();
  return engine;
}

/** Expects an engine's loss and gradients to be TensorFlow.js's, relative to the largest gradient. */
function expectTheirs(model: tf.LayersModel, kernels: WebAssembly.Module | undefined): void {
  const images = makeImages(model.inputs[0]!.shape.slice(1).reduce((size: number, side) => size * side!, 1));
  const expected = theirs(model, images);
  const engine = engineFor(model, kernels);
  engine.kernels.numbers.set(images, engine.input);
  const {loss} = engine.learn({labels, total: labels.length, key: 0}, engine.arrays[0]!);
  const gradients = engine.read(engine.arrays[0]!);
  expect(loss / labels.length).toBeCloseTo(expected.loss, 5);
  expect(gradients).toHaveLength(expected.gradients.length);
  const largest = expected.gradients.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
  const apart = gradients.reduce((most, g, i) => Math.max(most, Math.abs(g - expected.gradients[i]!)), 0);
  expect(apart / largest).toBeLessThan(2e-5);
}

describe("createEngine(plan, {most, arrays, module})", () => {
  it.each([
    ["the documents' network", () => createAnn(2)],
    ["the CNN", () => createCnn(2, 10, {dropout: 0})],
    ["Simard's network", () => createSimard(2)],
    ["LeNet-5", () => createLenet5(2)],
    ["the bidirectional LSTM", () => createBlstm(2, 10, {units: 7})]
  ])("gives the loss and the gradients of %s", (_, create) => {
    const model = create();
    expectTheirs(model, module);
    model.dispose();
  });

  it("gives those of convolutions of any shape", () => {
    fc.assert(
      fc.property(
        fc.record({
          height: fc.integer({min: 5, max: 9}),
          width: fc.integer({min: 5, max: 9}),
          channels: fc.integer({min: 1, max: 3}),
          filters: fc.integer({min: 1, max: 9}),
          size: fc.integer({min: 1, max: 4}),
          stride: fc.integer({min: 1, max: 3}),
          padding: fc.constantFrom("same" as const, "valid" as const),
          activation: fc.constantFrom("relu" as const, "tanh" as const, "linear" as const)
        }),
        ({height, width, channels, filters, size, stride, padding, activation}) => {
          const layer = (seed: number, options: object) =>
            tf.layers.conv2d({
              filters,
              kernelSize: size,
              strides: stride,
              padding,
              activation,
              kernelInitializer: tf.initializers.heNormal({seed}),
              ...options
            });
          const model = tf.sequential({
            layers: [
              layer(1, {inputShape: [height, width, channels], strides: 1}),
              layer(2, {padding: "same"}),
              tf.layers.flatten(),
              tf.layers.dense({units: 10, kernelInitializer: tf.initializers.heNormal({seed: 3})}),
              tf.layers.activation({activation: "softmax"})
            ]
          });
          expectTheirs(model, module);
          model.dispose();
        }
      ),
      {numRuns: 25}
    );
  });

  it("gives the same bits without compiled kernels", () => {
    const model = createSimard(3);
    const images = makeImages(PIXELS);
    const [compiled, plain] = [module, undefined].map((kernels) => {
      const engine = engineFor(model, kernels);
      engine.kernels.numbers.set(images, engine.input);
      const {loss, correct} = engine.learn({labels, total: 128, key: 5}, engine.arrays[1]!);
      return {loss, correct, gradients: engine.read(engine.arrays[1]!), answers: engine.answer(images)};
    });
    expect(compiled).toEqual(plain);
    model.dispose();
  });

  it("answers as TensorFlow.js does, more images than it learns from at once", () => {
    const model = createCnn(2);
    const engine = engineFor(model, module);
    const images = makeImages(PIXELS);
    const many = Float32Array.from([...images, ...images, ...images]);
    const answers = engine.answer(many);
    const expected = tf.tidy(() => (model.predict(tf.tensor(many, [18, 28, 28, 1])) as tf.Tensor).dataSync());
    expect(answers).toHaveLength(180);
    answers.forEach((answer, i) => expect(answer).toBeCloseTo(expected[i]!, 5));
    model.dispose();
  });
});
