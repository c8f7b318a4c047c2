import fc from "fast-check";
import {describe, expect, it} from "vitest";
import type {Places, Target} from "../../src/kernels/kernels.js";
import {bothOn, expectSameBits} from "./bothKernels.js";

/** Windows of pictures of channels, as a convolution slides them, or the rows of a matrix. */
const places = fc
  .record({
    images: fc.integer({min: 1, max: 5}),
    rows: fc.integer({min: 1, max: 4}),
    columns: fc.integer({min: 1, max: 5}),
    stride: fc.integer({min: 1, max: 2}),
    segments: fc.integer({min: 1, max: 3}),
    width: fc.integer({min: 1, max: 3}),
    channels: fc.integer({min: 1, max: 6}),
    outputs: fc.integer({min: 1, max: 20})
  })
  .map(({stride, width, channels, ...counts}): Places => {
    const rowStep = (counts.columns * stride + width) * channels;
    return {
      ...counts,
      length: width * channels,
      segmentStep: rowStep,
      rowStep: stride * rowStep,
      columnStep: stride * channels,
      imageStep: (counts.rows * stride + counts.segments) * rowStep
    };
  });

/** The arrays of the tests, far enough from each other. */
const [X, G, PACKED, Y] = [0, 10_000, 20_000, 30_000];

/** One output after the other, without gaps. */
function densely({rows, columns, outputs}: Places): Target {
  return {to: Y, columnStep: outputs, rowStep: columns * outputs, imageStep: rows * columns * outputs};
}

describe("vectorKernels and plainKernels give the same bits", () => {
  it("for weights at places", () => {
    fc.assert(
      fc.property(places, fc.integer(), fc.boolean(), (given, seed, isRelu) => {
        expectSameBits(seed, (kernels) => kernels.apply(X, PACKED, given, densely(given), isRelu));
      }),
      {numRuns: 60}
    );
  });

  it("for outputs that lie apart", () => {
    fc.assert(
      fc.property(places, fc.integer(), (given, seed) => {
        const {columns, outputs, rows} = given;
        const target = {to: Y, columnStep: 2 * outputs, rowStep: 3 * columns * outputs, imageStep: 3 * rows * columns * outputs}; // prettier-ignore
        expectSameBits(seed, (kernels) => kernels.apply(X, PACKED, given, target, false));
      }),
      {numRuns: 30}
    );
  });

  it("for the gradients of weights", () => {
    fc.assert(
      fc.property(places, fc.integer(), (given, seed) => {
        expectSameBits(seed, (kernels) => kernels.weigh(X, G, PACKED, given));
      }),
      {numRuns: 60}
    );
  });

  it("for numbers that are added at places", () => {
    fc.assert(
      fc.property(places, fc.integer(), (given, seed) => {
        expectSameBits(seed, (kernels) => kernels.scatter(X, Y, given));
      }),
      {numRuns: 30}
    );
  });

  it("for what happens to each number by itself", () => {
    fc.assert(
      fc.property(
        fc.integer({min: 1, max: 50}),
        fc.integer(),
        fc.double({min: 0, max: 1, noNaN: true}),
        (fours, seed, share) => {
          // prettier-ignore
          const count = 4 * fours;
          expectSameBits(seed, (kernels) => {
            kernels.add(X, G, count);
            kernels.multiply(G, PACKED, count);
            kernels.approach(PACKED, G, count, share);
            kernels.gate(Y, PACKED, count);
            for (let i = 0; i < count; ++i) kernels.integers[i] = i % 3 ? (i * 7919) % count : -1;
            kernels.gather(Y + 5000, G, X, count);
          });
        }
      )
    );
  });

  it("for a step of Adam", () => {
    fc.assert(
      fc.property(
        fc.integer({min: 1, max: 50}),
        fc.integer(),
        fc.double({min: 0, max: 1, noNaN: true}),
        (fours, seed, rate) => {
          // prettier-ignore
          expectSameBits(seed, (kernels) => {
          kernels.multiply(PACKED, PACKED, 4 * fours); // second moments are not negative
          kernels.adam({weights: X, m: G, v: PACKED, gradients: Y}, 4 * fours, rate);
        });
        }
      )
    );
  });
});

describe("what they compute", () => {
  // A 2 × 2 window with two outputs on a picture of 2 × 3: by hand.
  const window: Places = {
    images: 1,
    rows: 1,
    columns: 2,
    imageStep: 6,
    rowStep: 3,
    columnStep: 1,
    segments: 2,
    length: 2,
    segmentStep: 3,
    outputs: 2
  };

  it("is a convolution, with biases first and ReLU last", () => {
    for (const {numbers, apply} of bothOn(1)) {
      numbers.set([1, 2, 3, 4, 5, 6], X);
      for (const [k, pair] of [[10, -100], [1, 1], [0, 2], [0, 3], [-1, 4]].entries()) numbers.set(pair, PACKED + 8 * k); // prettier-ignore
      apply(X, PACKED, window, densely(window), true);
      // 10 + 1 − 5, −100 + 1 + 4 + 12 + 20 < 0; 10 + 2 − 6, −100 + 2 + 6 + 15 + 24 < 0
      expect([...numbers.subarray(Y, Y + 4)]).toEqual([6, 0, 6, 0]);
    }
  });

  it("is its gradient: sums over places of input times gradient", () => {
    for (const {numbers, weigh} of bothOn(1)) {
      numbers.set([1, 2, 3, 4, 5, 6], X);
      numbers.set([1, 10, 2, 20], G); // at the first place, at the second
      numbers.fill(7, PACKED, PACKED + 40);
      weigh(X, G, PACKED, window);
      const rows = Array.from({length: 5}, (_, k) => [...numbers.subarray(PACKED + 8 * k, PACKED + 8 * k + 3)]);
      expect(rows).toEqual([[3, 30, 0], [5, 50, 0], [8, 80, 0], [14, 140, 0], [17, 170, 0]]); // prettier-ignore
    }
  });
});
