import {describe, expect, it} from "vitest";
import {fromLevels, toLevels} from "../../../src/readers/vectors/levels.js";

describe("toLevels(values) and fromLevels({levels, step})", () => {
  it("keeps 0 and the extremes, and every value to half a step", () => {
    const values = Float32Array.from({length: 1001}, (_, i) => (i - 500) / 50);
    const {levels, step} = toLevels(values);
    expect(step).toBeCloseTo(10 / 127, 6);
    expect([levels[0], levels[500], levels[1000]]).toEqual([1, 128, 255]);
    fromLevels({levels, step}).forEach((value, i) => {
      expect(Math.abs(value - values[i]!)).toBeLessThanOrEqual(step / 2 + 1e-6);
    });
  });

  it("returns zeros for zeros", () => {
    expect([...fromLevels(toLevels(new Float32Array(3)))]).toEqual([0, 0, 0]);
  });
});
