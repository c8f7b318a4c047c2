import {describe, expect, it} from "vitest";
import {smoothValues} from "../../src/stats/smoothing.js";

const values = [2.3, 1.1, NaN, 0.7, 0.9, 0.4];

describe("smoothValues(values, weight)", () => {
  it.each([
    // Python 3.11.2, TensorBoard's recurrence as published: last = last·w + (1 − w)·v; smoothed = last / (1 − wⁿ);
    // values that are not finite are skipped.
    [0, [2.3, 1.1, NaN, 0.7, 0.9, 0.4]],
    [0.6, [2.3, 1.55, NaN, 1.1163265306122447, 1.016911764705882, 0.7493407356002775]],
    [0.9, [2.3, 1.6684210526315792, NaN, 1.3110701107011073, 1.1915382378598427, 0.9982491270054454]],
    [0.999, [2.3, 1.6996998499249867, NaN, 1.3661331110666979, 1.2494248876439473, 1.0791998002202876]]
  ])("with weight %d is TensorBoard's debiased moving average", (weight, expected) => {
    const smooth = smoothValues(values, weight);
    expect(smooth.map((v) => v.toFixed(11))).toEqual(expected.map((v) => v.toFixed(11)));
  });

  it("with weight 1 is the mean so far", () => {
    expect(smoothValues([4, 2, 0], 1)).toEqual([4, 3, 2]);
  });

  it("keeps constants, and accepts no values", () => {
    smoothValues([0.1, 0.1, 0.1], 0.95).forEach((v) => expect(v).toBeCloseTo(0.1, 14));
    expect(smoothValues([], 0.5)).toEqual([]);
  });

  it("rejects weights outside [0, 1]", () => {
    for (const weight of [-0.1, 1.1, NaN]) expect(() => smoothValues([1], weight)).toThrow(RangeError);
  });
});
