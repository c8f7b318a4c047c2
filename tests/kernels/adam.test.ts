import * as tf from "@tensorflow/tfjs";
import {randomLcg} from "d3-random";
import {beforeAll, describe, expect, it} from "vitest";
import {plainKernels} from "../../src/kernels/kernels.js";
import {correctedRate} from "../../src/kernels/plain/adam.js";

beforeAll(async () => void (await tf.setBackend("cpu")));

/** Returns an optimizer of weights that are all 0, or *start*. */
function createAdam(start: ArrayLike<number>) {
  const size = Math.ceil(start.length / 4) * 4;
  const {numbers, adam} = plainKernels(4 * size);
  numbers.set(start);
  let steps = 0;
  return {
    weights: numbers.subarray(0, start.length),
    step(gradients: ArrayLike<number>, learningRate: number): void {
      numbers.set(gradients, 3 * size);
      const arrays = {weights: 0, m: size, v: 2 * size, gradients: 3 * size};
      adam(arrays, size, correctedRate(learningRate, ++steps));
    }
  };
}

/** Takes *steps* with the same gradient, and returns the weight's movement. */
function move(gradient: number, learningRate: number, steps = 1): number {
  const adam = createAdam([0]);
  for (let i = 0; i < steps; ++i) adam.step([gradient], learningRate);
  return adam.weights[0]!;
}

describe("adam(arrays, count, correctedRate(rate, step))", () => {
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
      adam.step(gradients, 0.01);
    }
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
