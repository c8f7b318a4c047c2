import * as tf from "@tensorflow/tfjs";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {WASM} from "../../loaders/paths.js";
import {startBackend} from "../../src/recognizers/backend.js";
import {registerFastGradients} from "../../src/training/gradients.js";

/** The product of an m×k and a k×n matrix, each given transposed or not; also as a batch of two such products. */
const cases = [[], [2]].flatMap((batch) =>
  [false, true].flatMap((transposeA) => [false, true].map((transposeB) => ({batch, transposeA, transposeB})))
);

type Case = (typeof cases)[number];

const [m, k, n] = [3, 4, 5];

function numbers(shape: number[], factor: number): tf.Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  return tf.tensor(
    Float32Array.from({length: size}, (_, i) => Math.sin(factor * (i + 1))),
    shape
  );
}

/** Returns the gradients of a weighted sum of the product, with respect to both factors: shapes and values. */
function gradients({batch, transposeA, transposeB}: Case): {shape: number[]; values: number[]}[] {
  return tf.tidy(() => {
    const a = numbers([...batch, ...(transposeA ? [k, m] : [m, k])], 1.3);
    const b = numbers([...batch, ...(transposeB ? [n, k] : [k, n])], 0.7);
    const weights = numbers([...batch, m, n], 2.1);
    const sum = (x: tf.Tensor, y: tf.Tensor) => tf.matMul(x, y, transposeA, transposeB).mul(weights).sum();
    return tf
      .grads(sum)([a, b])
      .map((gradient) => ({shape: gradient.shape, values: [...gradient.dataSync()]}));
  });
}

const titled = cases.map((c) => ({
  ...c,
  title: `${c.transposeA ? "Aᵀ" : "A"}·${c.transposeB ? "Bᵀ" : "B"}${c.batch.length ? ", batched" : ""}`
}));
const own = new Map<string, ReturnType<typeof gradients>>();
let ownGradient: unknown;

beforeAll(async () => {
  await tf.setBackend("cpu");
  ownGradient = tf.getGradient("BatchMatMul");
  for (const c of titled) own.set(c.title, gradients(c));
  await startBackend(WASM);
  registerFastGradients();
});

afterAll(() => tf.setBackend("wasm"));

describe("registerFastGradients()", () => {
  it("puts a gradient of ours in the place of TensorFlow.js's, once", () => {
    const ours = tf.getGradient("BatchMatMul");
    expect(ours).not.toBe(ownGradient);
    registerFastGradients();
    expect(tf.getGradient("BatchMatMul")).toBe(ours);
  });

  it.each(titled)("gives the gradients that TensorFlow.js gives on cpu, $title", async (c) => {
    for (const backend of ["wasm", "cpu"]) {
      await tf.setBackend(backend);
      gradients(c).forEach(({shape, values}, which) => {
        const expected = own.get(c.title)![which]!;
        expect(shape).toEqual(expected.shape);
        values.forEach((value, i) => expect(value).toBeCloseTo(expected.values[i]!, 5));
      });
    }
  });

  it("multiplies without a transpose flag, which wasm does slowly, where the factors come as they are", async () => {
    await tf.setBackend("wasm");
    const {kernels} = await tf.profile(() => {
      tf.dispose(tf.grads((x, y) => tf.matMul(x, y).sum())([tf.ones([m, k]), tf.ones([k, n])]));
    });
    // The product itself and the two gradients; both of these need one factor transposed.
    expect(kernels.filter(({name}) => name === "BatchMatMul")).toHaveLength(3);
    expect(kernels.filter(({name}) => name === "Transpose")).toHaveLength(2);
  });
});
