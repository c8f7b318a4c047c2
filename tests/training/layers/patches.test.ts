import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import {beforeAll, describe, expect, it} from "vitest";
import {gatherPatches, patchGrid, scatterPatches} from "../../../src/training/layers/patches.js";

beforeAll(() => tf.setBackend("cpu"));

const grids = fc
  .record({
    side: fc.integer({min: 1, max: 9}),
    channels: fc.integer({min: 1, max: 3}),
    size: fc.integer({min: 1, max: 5}),
    stride: fc.integer({min: 1, max: 3}),
    padding: fc.constantFrom("same" as const, "valid" as const),
    count: fc.integer({min: 1, max: 3})
  })
  .filter(({side, size, padding}) => padding === "same" || size <= side);

const numbers = (length: number, seed: number) => Float32Array.from({length}, (_, i) => ((i * 7919 + seed) % 97) - 48);

describe("gatherPatches(images, count, grid)", () => {
  it("returns rows whose product with the filters is the convolution, for any size, stride and padding", () => {
    fc.assert(
      fc.property(grids, ({side, channels, size, stride, padding, count}) => {
        const grid = patchGrid([side, side, channels], {size, stride, padding});
        const images = numbers(count * side * side * channels, 1);
        const filters = numbers(size * size * channels * 2, 2);
        tf.tidy(() => {
          const theirs = tf.conv2d(
            tf.tensor4d(images, [count, side, side, channels]),
            tf.tensor4d(filters, [size, size, channels, 2]),
            stride,
            padding
          );
          expect(theirs.shape).toEqual([count, grid.outHeight, grid.outWidth, 2]);
          const row = size * size * channels;
          const patches = tf.tensor2d(gatherPatches(images, count, grid), [
            count * grid.outHeight * grid.outWidth,
            row
          ]);
          const ours = tf.matMul(patches, tf.tensor2d(filters, [row, 2]));
          expect([...ours.dataSync()]).toEqual([...theirs.dataSync()]);
        });
      })
    );
  });
});

describe("scatterPatches(patches, count, grid)", () => {
  it("is the transpose of gatherPatches: ⟨gather(x), y⟩ = ⟨x, scatter(y)⟩ for all x and y", () => {
    fc.assert(
      fc.property(grids, ({side, channels, size, stride, padding, count}) => {
        const grid = patchGrid([side, side, channels], {size, stride, padding});
        const x = numbers(count * side * side * channels, 3);
        const gathered = gatherPatches(x, count, grid);
        const y = numbers(gathered.length, 4);
        const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, v, i) => sum + v * b[i]!, 0);
        expect(dot(x, scatterPatches(y, count, grid))).toBe(dot(gathered, y));
      })
    );
  });
});
