import * as tf from "@tensorflow/tfjs";
import {randomLcg} from "d3-random";
import fc from "fast-check";
import {beforeAll, describe, expect, it} from "vitest";
import {loadKernels} from "../../loaders/kernels.js";
import {createAdam} from "../../src/training/adam.js";

let kernels: WebAssembly.Module;

beforeAll(async () => {
  kernels = await loadKernels();
  await tf.setBackend("cpu");
});

/** Takes *steps* with the same gradient, and returns the weight's movement. */
function move(gradient: number, learningRate: number, steps = 1): number {
  const adam = createAdam(new Float32Array(1));
  adam.gradients[0] = gradient;
  for (let i = 0; i < steps; ++i) adam.step(learningRate);
  return adam.weights[0]!;
}

describe("createAdam(weights, from)", () => {
  it("starts with zero moments and no steps, from a copy of the weights", () => {
    const weights = Float32Array.of(1, 2, 3);
    const adam = createAdam(weights);
    expect(adam.state()).toEqual({m: new Float32Array(3), v: new Float32Array(3), step: 0});
    adam.gradients.fill(1);
    adam.step(0.1);
    expect([...weights]).toEqual([1, 2, 3]);
    expect([...adam.weights]).not.toEqual([1, 2, 3]);
  });

  it("resumes from a state with bit-identical results", () => {
    const random = randomLcg(0.7);
    const gradients = Array.from({length: 6}, () => Float32Array.from({length: 13}, () => random() - 0.5));
    const take = (adam: ReturnType<typeof createAdam>, list: Float32Array[]) =>
      list.forEach((g) => {
        adam.gradients.set(g);
        adam.step(0.01);
      });
    const whole = createAdam(new Float32Array(13));
    take(whole, gradients);
    const half = createAdam(new Float32Array(13));
    take(half, gradients.slice(0, 3));
    const rest = createAdam(half.weights, half.state());
    take(rest, gradients.slice(3));
    expect([rest.weights, rest.state()]).toEqual([whole.weights, whole.state()]);
  });
});

describe("step(learningRate)", () => {
  it("gives the same bits with the compiled kernels as in TypeScript, for any number of weights", () => {
    const numbers = (length: number) =>
      fc.float32Array({minLength: length, maxLength: length, noNaN: true, min: -1e3, max: 1e3});
    fc.assert(
      fc.property(
        fc
          .integer({min: 1, max: 21})
          .chain((n) => fc.tuple(numbers(n), fc.array(numbers(n), {minLength: 1, maxLength: 5}))),
        ([start, gradients]) => {
          const [fast, slow] = [kernels, undefined].map((module) => createAdam(start, undefined, {kernels: module}));
          for (const g of gradients) {
            for (const adam of [fast!, slow!]) {
              adam.gradients.set(g);
              adam.step(0.01);
            }
          }
          expect(fast!.weights).toEqual(slow!.weights);
          expect(fast!.state()).toEqual(slow!.state());
        }
      )
    );
  });

  it("first moves by the learning rate against the gradient's sign, regardless of its size", () => {
    // Kingma and Ba 2015, algorithm 1 with t = 1: m̂ = g, v̂ = g², so the step is α g / |g|, up to ε.
    for (const gradient of [1e-2, 1, 1000]) {
      expect(move(gradient, 0.001) / -0.001).toBeCloseTo(1, 3);
      expect(move(-gradient, 0.001) / 0.001).toBeCloseTo(1, 3);
    }
  });

  it("adds ε̂ = 1e-7 to √v before the bias correction, as Keras does", () => {
    // Keras's documentation of Adam: "epsilon hat in the Kingma and Ba paper (in the formula just before section 2.1)".
    // g = 1e-6: α √0.001 · 1e-6 / (√(0.001 · 1e-12) + 1e-7) = α · 3.162278e-8 / 1.316228e-7 = 0.2402530 α.
    // With ε after the correction, as in algorithm 1, it would be 1e-6 / (1e-6 + 1e-7) = 0.909 α.
    expect(move(1e-6, 0.001) / -0.001).toBeCloseTo(0.240253, 5);
  });

  it("keeps this pace while the gradient stays the same", () => {
    // m̂ and √v̂ stay g and |g|.
    expect(move(0.5, 0.01, 7)).toBeCloseTo(-0.07, 5);
  });

  it("matches tf.train.adam over ten steps with changing gradients", () => {
    const random = randomLcg(0.3);
    const numbers = (length: number) => Float32Array.from({length}, () => (0.2 + random()) * (random() < 0.5 ? -1 : 1));
    const start = numbers(47);
    const variable = tf.variable(tf.tensor(start));
    const optimizer = tf.train.adam(0.01, 0.9, 0.999, 1e-7);
    const adam = createAdam(start);
    for (let step = 0; step < 10; ++step) {
      const gradients = numbers(47);
      tf.tidy(() => optimizer.applyGradients([{name: variable.name, tensor: tf.tensor(gradients)}]));
      adam.gradients.set(gradients);
      adam.step(0.01);
    }
    expect(adam.state().step).toBe(10);
    const theirs = variable.dataSync();
    // They add ε in different places, which changes steps of 0.01 by about 1e-7 / √v; and they round differently.
    adam.weights.forEach((w, i) => expect(Math.abs(w - theirs[i]!)).toBeLessThan(3e-6));
    expect(Math.max(...adam.weights.map((w, i) => Math.abs(w - start[i]!)))).toBeGreaterThan(0.01);
    optimizer.dispose();
    variable.dispose();
  });

  it("does not move weights with zero gradients", () => {
    expect(move(0, 0.1, 3)).toBe(0);
  });
});
