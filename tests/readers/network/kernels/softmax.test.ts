import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import {beforeAll, describe, expect, it} from "vitest";
import {WASM} from "../../../../loaders/paths.js";
import {startBackend} from "../../../../src/readers/network/backend.js";
import {softmax} from "../../../../src/readers/network/kernels/softmax.js";

// The expected bits come from TensorFlow.js's wasm backend.

beforeAll(async () => void (await startBackend(WASM)));

describe("softmax(row)", () => {
  it("has the bits of TensorFlow.js's wasm backend, for rows of any length", () => {
    fc.assert(
      fc.property(fc.array(fc.float({noNaN: true, min: -150, max: 150}), {minLength: 1, maxLength: 70}), (scores) => {
        const row = Float32Array.from(scores);
        const expected = tf.tidy(() => tf.softmax(tf.tensor(row, [1, row.length])).dataSync<"float32">());
        softmax(row);
        expect(new Uint32Array(row.buffer)).toEqual(new Uint32Array(expected.slice().buffer));
      }),
      {numRuns: 1000}
    );
  });

  it("gives probabilities, within 1e-6 of the definition's", () => {
    const scores = [2, -1, 0.5, 2];
    const row = Float32Array.from(scores);
    softmax(row);
    const sum = scores.reduce((total, score) => total + Math.exp(score), 0);
    row.forEach((p, i) => expect(Math.abs(p - Math.exp(scores[i]!) / sum)).toBeLessThan(1e-6));
  });
});
