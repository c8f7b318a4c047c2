import fc from "fast-check";
import {describe, expect, it} from "vitest";
import type {Windows} from "../../src/kernels/layerKernels.js";
import {bothOn, expectSameBits} from "./bothKernels.js";

/** The arrays of the tests, far enough from each other. */
const PLACES = [0, 5000, 10_000, 15_000, 20_000, 25_000, 30_000, 35_000] as const;
const [X, G, Y, Z] = PLACES;

const counts = fc.integer({min: 1, max: 50}).map((fours) => 4 * fours);

const windows: fc.Arbitrary<Windows> = fc.record({
  images: fc.integer({min: 1, max: 3}),
  height: fc.integer({min: 1, max: 7}),
  width: fc.integer({min: 1, max: 7}),
  channels: fc.integer({min: 1, max: 11}),
  size: fc.integer({min: 1, max: 3})
});

describe("vectorKernels and plainKernels give the same bits", () => {
  it("for tanh and its gradient", () => {
    fc.assert(
      fc.property(counts, fc.integer(), (count, seed) => {
        expectSameBits(seed, (kernels) => {
          kernels.tanh(X, count);
          kernels.tanhGate(G, X, count);
        });
      })
    );
  });

  it("for dropout", () => {
    fc.assert(
      fc.property(
        counts,
        fc.integer(),
        fc.integer(),
        fc.double({min: 0, max: 0.99, noNaN: true}),
        (count, seed, key, rate) => {
          // prettier-ignore
          expectSameBits(seed, (kernels) => kernels.dropout(Y, X, count, key, rate));
        }
      )
    );
  });

  it("for pooling and its gradients", () => {
    fc.assert(
      fc.property(windows, fc.integer(), (given, seed) => {
        expectSameBits(seed, (kernels) => {
          kernels.maxPool(X, Y, given);
          kernels.maxPoolGradient(X, G, Z, given);
          kernels.averagePool(X, PLACES[4], given);
          kernels.averagePoolGradient(G, PLACES[5], given);
        });
      })
    );
  });

  it("for steps of an LSTM, there and back", () => {
    const [gates, recurrent, before, cells, squashed, outputs, ofCells, ofOutputs] = PLACES;
    fc.assert(
      fc.property(counts, fc.integer(), (count, seed) => {
        expectSameBits(seed, (kernels) => {
          kernels.lstm({gates, recurrent, before, cells, squashed, outputs}, count);
          kernels.lstmGradient({gates, before, squashed, ofCells, ofOutputs}, count);
        });
      })
    );
  });
});

describe("dropout(to, from, count, key, rate)", () => {
  it("keeps a share of the numbers, scaled so that their mean stays, and the same ones for the same key", () => {
    for (const {numbers, dropout} of bothOn(1)) {
      numbers.fill(3, X, X + 4000);
      dropout(Y, X, 4000, 42, 0.25);
      dropout(Z, X, 4000, 42, 0.25);
      const dropped = numbers.subarray(Y, Y + 4000);
      expect([...new Set(dropped)].sort()).toEqual([0, 4]);
      // 3000 kept, with a standard deviation of 27
      expect(Math.abs(dropped.filter((number) => number === 4).length - 3000)).toBeLessThan(110);
      expect(isSame(numbers.subarray(Z, Z + 4000), dropped)).toBe(true);
      dropout(Z, X, 4000, 43, 0.25);
      expect(isSame(numbers.subarray(Z, Z + 4000), dropped)).toBe(false);
    }
  });
});

describe("maxPoolGradient(from, gradient, to, windows)", () => {
  it("gives the gradient to the first of the largest pixels", () => {
    for (const {numbers, maxPoolGradient} of bothOn(2)) {
      numbers.set([1, 5, 5, 2], X);
      numbers[G] = 7;
      maxPoolGradient(X, G, Y, {images: 1, height: 2, width: 2, channels: 1, size: 2});
      expect([...numbers.subarray(Y, Y + 4)]).toEqual([0, 7, 0, 0]);
    }
  });
});

function isSame(a: Float32Array, b: Float32Array): boolean {
  return a.every((number, i) => number === b[i]);
}
