import {describe, expect, it} from "vitest";
import {randomLcg} from "d3-random";
import {DISTORTION} from "../../../src/training/distortion/options.js";
import {distortionAt, SIMARD_DISTORTION} from "../../../src/training/distortion/augmentation.js";

describe("distortionAt(how, epoch, epochs)", () => {
  it("returns the same distortion for every epoch if it is constant", () => {
    for (const epoch of [0, 19, 29]) expect(distortionAt("constant", epoch, 30)).toEqual(DISTORTION);
  });

  it("returns Simard's distortion for every epoch, of the paper's σ = 4 and α = 34", () => {
    for (const epoch of [0, 19, 29]) expect(distortionAt("simard", epoch, 30)).toEqual(SIMARD_DISTORTION);
    expect(SIMARD_DISTORTION.smoothness).toBe(4);
    // Measured: uniform displacements in [−1, 1], smoothed by a Gaussian of 4 pixels with sum 1, times 34.
    const random = randomLcg(0.3);
    const [side, radius] = [300, 16];
    const noise = Float64Array.from({length: side * side}, () => 2 * random() - 1);
    const weights = Float64Array.from({length: 2 * radius + 1}, (_, k) => Math.exp(-((k - radius) ** 2) / 32));
    const total = weights.reduce((a, b) => a + b);
    const smooth = (values: Float64Array, step: number) =>
      values.map((_, i) =>
        weights.reduce((sum, w, k) => sum + (w / total) * (values[i + (k - radius) * step] ?? 0), 0)
      );
    const field = smooth(smooth(noise, 1), side);
    const inner = field.filter((_, i) => Math.min(i % side, i / side, side - (i % side), side - i / side) > 2 * radius);
    const measured = 34 * Math.sqrt(inner.reduce((sum, v) => sum + v * v, 0) / inner.length);
    expect(Math.abs(SIMARD_DISTORTION.elastic / measured - 1)).toBeLessThan(0.05);
  });

  it("fades in the last third, to a quarter in the last epoch, but keeps the smoothness of the fields", () => {
    expect(distortionAt("fading", 19, 30)).toEqual(DISTORTION); // the 20th of 30 epochs
    expect(distortionAt("fading", 24, 30).rotation).toBeCloseTo(0.625 * DISTORTION.rotation, 10);
    const last = distortionAt("fading", 29, 30);
    for (const name of ["rotation", "scale", "shear", "shift", "elastic", "stroke", "noise"] as const) {
      expect(last[name]).toBeCloseTo(0.25 * DISTORTION[name], 10);
    }
    expect(last.smoothness).toBe(DISTORTION.smoothness);
  });
});
