import * as tf from "@tensorflow/tfjs";
import {randomLcg} from "d3-random";
import {expect} from "vitest";
import {compileEngineKernels} from "../../../../loaders/kernels.js";
import {plainKernels, vectorKernels, type Kernels} from "../../../../src/kernels/kernels.js";
import type {EngineLayer, Take} from "../../../../src/training/engine/layers/layer.js";

const module = await WebAssembly.compile(await compileEngineKernels());

/** The most images of a shard in these tests. */
export const MOST = 16;

/** What a layer is given: [images × inputs], its weights in the model's order, and the gradient of the output. */
export interface Given {
  readonly input: Float32Array;
  readonly weights: Float32Array;
  readonly gradient: Float32Array;
  readonly key?: number;
}

/** What it answers. */
export interface Found {
  readonly output: Float32Array;
  readonly weights: Float32Array;
  readonly input: Float32Array;
}

/** Returns numbers in [−1, 1) from *seed*. */
export function randomNumbers(count: number, seed: number): Float32Array {
  const random = randomLcg(seed);
  return Float32Array.from({length: count}, () => 2 * random() - 1);
}

/** Runs a layer forward and back, by the kernels of the given kind, after a full shard of other images. */
export function runLayer(
  create: (most: number, take: Take) => EngineLayer,
  given: Given,
  kind: Kernels["name"] = "wasm"
): Found {
  let taken = 0;
  const take: Take = (count) => (taken += Math.ceil(count / 4) * 4) - Math.ceil(count / 4) * 4;
  const layer = create(MOST, take);
  const {inputs, outputs, table} = layer;
  const [weights, gradients] = [take(table.length), take(table.length)];
  const [input, inputGradient] = [take(MOST * inputs), take(MOST * inputs)];
  const [output, gradient] = [take(MOST * outputs), take(MOST * outputs)];
  const kernels = kind === "wasm" ? vectorKernels(taken, module) : plainKernels(taken);
  const {numbers} = kernels;
  layer.begin?.(kernels);
  const run = (values: Given): Found => {
    const images = values.input.length / inputs;
    for (const [i, index] of table.entries()) numbers[weights + i] = index < 0 ? 0 : values.weights[index]!;
    numbers.set(values.input, input);
    numbers.set(values.gradient, gradient);
    numbers.fill(9, inputGradient, inputGradient + images * inputs);
    numbers.fill(9, gradients, gradients + table.length);
    layer.prepare?.(kernels, weights);
    const shard = {kernels, images, weights, gradients, input, output, gradient, inputGradient, key: values.key ?? 1};
    layer.forward(shard);
    const found = numbers.slice(output, output + images * outputs);
    layer.backward(shard);
    const ofWeights = new Float32Array(values.weights.length).fill(NaN);
    for (const [i, index] of table.entries()) {
      if (index >= 0) ofWeights[index] = numbers[gradients + i]!;
      else expect(Math.abs(numbers[gradients + i]!), "the gradient of padding").toBe(0);
    }
    return {
      output: found,
      weights: ofWeights,
      input: numbers.slice(inputGradient, inputGradient + images * inputs)
    };
  };
  run({
    input: randomNumbers(MOST * inputs, 0.7),
    weights: randomNumbers(given.weights.length, 0.8),
    gradient: randomNumbers(MOST * outputs, 0.9)
  });
  return run(given);
}

/** Returns what TensorFlow.js's *layer*, which has been built, answers for images of the *shape*, on its cpu backend. */
export function runTheirs(layer: tf.layers.Layer, shape: readonly number[], given: Given): Found {
  return tf.tidy(() => {
    const images = given.input.length / shape.reduce((product, side) => product * side, 1);
    let start = 0;
    const tensors = layer.weights.map(({shape}) => {
      const size = (shape as number[]).reduce((product, side) => product * side, 1);
      return tf.tensor(given.weights.slice(start, (start += size)), shape as number[]);
    });
    layer.setWeights(tensors);
    const variables = layer.trainableWeights.map((weight) => weight.read() as tf.Variable);
    const input = tf.variable(tf.tensor(given.input, [images, ...shape]));
    const output = layer.apply(input) as tf.Tensor;
    const gradient = tf.tensor(given.gradient, output.shape);
    const {grads} = tf.variableGrads(
      () => tf.sum<tf.Scalar>(tf.mul(layer.apply(input) as tf.Tensor, gradient)),
      [input, ...variables]
    );
    return {
      output: output.dataSync<"float32">().slice(),
      weights: Float32Array.from(variables.flatMap(({name}) => [...grads[name]!.dataSync()])),
      input: grads[input.name]!.dataSync<"float32">().slice()
    };
  });
}

/** Returns the largest difference of two arrays, as a share of the largest number. */
export function apart(found: Float32Array, expected: Float32Array): number {
  expect(found).toHaveLength(expected.length);
  const largest = expected.reduce((most, number) => Math.max(most, Math.abs(number)), 0);
  let most = 0;
  for (const [i, number] of found.entries()) {
    const difference = Math.abs(number - expected[i]!);
    if (!(difference <= most)) most = difference; // NaN too
  }
  return largest ? most / largest : most;
}

/** Expects both kinds of kernels to answer as TensorFlow.js's *layer* does, and to the same bits. */
export function expectTheirs(
  create: (most: number, take: Take) => EngineLayer,
  {layer, shape, images}: {layer: tf.layers.Layer; shape: readonly number[]; images: number}
): void {
  const size = shape.reduce((product, side) => product * side, 1);
  const {shape: answers} = layer.apply(tf.input({shape: [...shape]})) as tf.SymbolicTensor;
  const outputs = answers.slice(1).reduce<number>((product, side) => product * side!, images);
  const given = {
    input: randomNumbers(images * size, 0.1),
    weights: randomNumbers(layer.countParams(), 0.2).map((weight) => weight / 2),
    gradient: randomNumbers(outputs, 0.3)
  };
  const expected = runTheirs(layer, shape, given);
  const found = runLayer(create, given);
  expect(apart(found.output, expected.output)).toBeLessThan(1e-5);
  expect(apart(found.input, expected.input)).toBeLessThan(1e-5);
  expect(apart(found.weights, expected.weights)).toBeLessThan(1e-5);
  const plain = runLayer(create, given, "plain");
  for (const part of ["output", "weights", "input"] as const) expect(apart(plain[part], found[part])).toBe(0);
}
