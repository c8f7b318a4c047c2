import * as tf from "@tensorflow/tfjs";
import {randomLcg} from "d3";
import {beforeAll, describe, expect, it} from "vitest";
import {createAdam, stepAdam} from "../../src/training/adam.js";

beforeAll(() => tf.setBackend("cpu"));

/** Takes *steps* with the same gradient, and returns how far one weight has moved. */
function move(gradient: number, learningRate: number, steps = 1): number {
  const [adam, weights] = [createAdam([1]), [new Float32Array(1)]];
  for (let i = 0; i < steps; ++i) stepAdam(adam, weights, [Float32Array.of(gradient)], learningRate);
  return weights[0]![0]!;
}

describe("createAdam(lengths)", () => {
  it("starts with moments of 0 and no steps", () => {
    const zeros = () => [new Float32Array(2), new Float32Array(3)];
    expect(createAdam([2, 3])).toEqual({m: zeros(), v: zeros(), step: 0});
  });
});

describe("stepAdam(state, weights, gradients, learningRate)", () => {
  it("moves by the learning rate against the sign of the gradient at first, whatever its size", () => {
    // Kingma and Ba 2015, algorithm 1 with t = 1: m̂ = g, v̂ = g², so the step is α g / |g|, but for ε.
    for (const gradient of [1e-2, 1, 1000]) {
      expect(move(gradient, 0.001) / -0.001).toBeCloseTo(1, 3);
      expect(move(-gradient, 0.001) / 0.001).toBeCloseTo(1, 3);
    }
  });

  it("adds ε̂ = 1e-7 to √v before the bias is corrected, as Keras does", () => {
    // Keras's documentation of Adam: "epsilon hat in the Kingma and Ba paper (in the formula just before section 2.1)".
    // g = 1e-6: α √0.001 · 1e-6 / (√(0.001 · 1e-12) + 1e-7) = α · 3.162278e-8 / 1.316228e-7 = 0.2402530 α.
    // With ε after the correction, as in algorithm 1, it would be 1e-6 / (1e-6 + 1e-7) = 0.909 α.
    expect(move(1e-6, 0.001) / -0.001).toBeCloseTo(0.240253, 5);
  });

  it("keeps that pace while the gradient stays the same", () => {
    // m̂ and √v̂ stay g and |g|.
    expect(move(0.5, 0.01, 7)).toBeCloseTo(-0.07, 5);
  });

  it("follows tf.train.adam over ten steps with changing gradients", () => {
    const random = randomLcg(0.3);
    const numbers = (length: number) => Float32Array.from({length}, () => (0.2 + random()) * (random() < 0.5 ? -1 : 1));
    const start = [numbers(40), numbers(7)];
    const variables = start.map((array) => tf.variable(tf.tensor(array)));
    const optimizer = tf.train.adam(0.01, 0.9, 0.999, 1e-7);
    const [adam, weights] = [createAdam([40, 7]), start.map((array) => array.slice())];
    for (let step = 0; step < 10; ++step) {
      const gradients = [numbers(40), numbers(7)];
      tf.tidy(() => {
        optimizer.applyGradients(variables.map(({name}, k) => ({name, tensor: tf.tensor(gradients[k]!)})));
      });
      stepAdam(adam, weights, gradients, 0.01);
    }
    expect(adam.step).toBe(10);
    variables.forEach((variable, k) => {
      const theirs = variable.dataSync();
      // They differ in where ε is added: by about 1e-7 / √v, of steps of 0.01; and in rounding.
      weights[k]!.forEach((w, i) => expect(Math.abs(w - theirs[i]!)).toBeLessThan(3e-6));
      expect(Math.max(...weights[k]!.map((w, i) => Math.abs(w - start[k]![i]!)))).toBeGreaterThan(0.01);
    });
    optimizer.dispose();
    tf.dispose(variables);
  });

  it("leaves weights alone whose gradients are 0", () => {
    expect(move(0, 0.1, 3)).toBe(0);
  });
});
