import * as tf from "@tensorflow/tfjs";
import {beforeAll, describe, expect, it} from "vitest";
import {WASM} from "../../../../loaders/paths.js";
import {createAnn} from "../../../../src/readers/network/architectures/ann.js";
import {startBackend} from "../../../../src/readers/network/backend.js";

beforeAll(() => startBackend(WASM));

/** Returns the weights of a network, and frees it. */
function weightsOf(seed: number): Float32Array[] {
  const model = createAnn(seed);
  const weights = model.getWeights().map((weight) => weight.dataSync<"float32">().slice());
  model.dispose();
  return weights;
}

describe("createAnn(seed)", () => {
  it("has 118,282 trainable parameters: 784·128 + 128 + 128·128 + 128 + 128·10 + 10", () => {
    const model = createAnn(1);
    expect(model.countParams()).toBe(118_282);
    expect(model.trainableWeights.map((weight) => weight.shape)).toEqual([
      [784, 128],
      [128],
      [128, 128],
      [128],
      [128, 10],
      [10]
    ]);
    model.dispose();
  });

  it("takes [n, 784] and returns [n, 10]", () => {
    const model = createAnn(1);
    expect([model.inputs[0]!.shape, model.outputs[0]!.shape]).toEqual([
      [null, 784],
      [null, 10]
    ]);
    model.dispose();
  });

  it("computes two ReLU layers and a softmax, as checked by hand", () => {
    const model = createAnn(7);
    const input = Float32Array.from({length: 784}, (_, i) => ((i * 29) % 100) / 100);
    const [w0, , w1, , w2] = model.getWeights().map((weight) => weight.dataSync()); // biases are 0
    const times = (x: ArrayLike<number>, w: ArrayLike<number>, units: number) =>
      Array.from({length: units}, (_, u) => Array.from(x).reduce((sum, v, i) => sum + v * w[i * units + u]!, 0));
    const relu = (x: number[]) => x.map((v) => Math.max(0, v));
    const exponentials = times(relu(times(relu(times(input, w0!, 128)), w1!, 128)), w2!, 10).map(Math.exp);
    const total = exponentials.reduce((a, b) => a + b);
    const output = tf.tidy(() => (model.predict(tf.tensor(input, [1, 784])) as tf.Tensor).dataSync());
    exponentials.forEach((e, c) => expect(output[c]).toBeCloseTo(e / total, 5));
    model.dispose();
  });

  it("is initialized as in Keras: Glorot and Bengio's uniform weights (2010, equation 16), zero biases", () => {
    const weights = weightsOf(3);
    for (const [k, [fanIn, fanOut]] of [
      [784, 128],
      [128, 128],
      [128, 10]
    ].entries()) {
      // prettier-ignore
      const [kernel, bias] = [weights[2 * k]!, weights[2 * k + 1]!];
      const limit = Math.sqrt(6 / (fanIn! + fanOut!));
      const most = kernel.reduce((max, v) => Math.max(max, Math.abs(v)), 0);
      expect(most).toBeLessThanOrEqual(limit * (1 + 1e-6));
      expect(most).toBeGreaterThan(0.98 * limit);
      // The variance of a uniform distribution on ±limit is limit²/3.
      const variance = kernel.reduce((sum, v) => sum + v * v, 0) / kernel.length;
      expect(variance / (limit ** 2 / 3)).toBeGreaterThan(0.9);
      expect(variance / (limit ** 2 / 3)).toBeLessThan(1.1);
      expect(new Set(bias)).toEqual(new Set([0]));
    }
  });

  it("has the same weights for the same seed, including 0", () => {
    for (const seed of [0, 1, 42]) expect(weightsOf(seed)).toEqual(weightsOf(seed));
  });

  it("has different weights for another seed, in every layer", () => {
    const kernels = [0, 1, 2, 3].map((seed) => weightsOf(seed).filter((_, i) => i % 2 === 0));
    // Divided by the layer's limit, to detect two layers with the same random numbers, too.
    const limits = [784 + 128, 128 + 128, 128 + 10].map((fans) => Math.sqrt(6 / fans));
    const starts = kernels.flatMap((three) => three.map((kernel, k) => (kernel[0]! / limits[k]!).toFixed(4)));
    expect(new Set(starts).size).toBe(12);
    const [first, second] = kernels;
    first!.forEach((kernel, k) => {
      const equal = kernel.filter((v, i) => v === second![k]![i]).length;
      expect(equal / kernel.length).toBeLessThan(0.01);
    });
  });
});
