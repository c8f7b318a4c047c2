import {randomLcg} from "d3-random";
import {describe, expect, it} from "vitest";
import {crossEntropyAt, fitTemperature} from "../../src/stats/temperature.js";

/** Draws labels from softmax(logits / temperature), so that *temperature* is the one to find. */
function drawn(n: number, temperature: number, seed: number): {logits: Float32Array; labels: Uint8Array} {
  const random = randomLcg(seed);
  const logits = Float32Array.from({length: n * 10}, () => 6 * (random() + random() + random() - 1.5));
  const labels = Uint8Array.from({length: n}, (_, i) => {
    const weights = Array.from(logits.subarray(i * 10, i * 10 + 10), (v) => Math.exp(v / temperature));
    let left = random() * weights.reduce((a, b) => a + b, 0);
    return Math.max(
      0,
      weights.findIndex((w) => (left -= w) < 0)
    );
  });
  return {logits, labels};
}

describe("fitTemperature(logits, labels)", () => {
  it.each([0.7, 1, 2, 4])("finds the temperature %d at which the labels were drawn", (temperature) => {
    const {logits, labels} = drawn(20_000, temperature, 0.3);
    expect(fitTemperature(logits, labels) / temperature).toBeCloseTo(1, 1);
  });

  it("has a lower cross-entropy than nearby temperatures", () => {
    const {logits, labels} = drawn(500, 1.7, 0.6);
    const best = fitTemperature(logits, labels);
    for (const factor of [0.5, 0.9, 0.99, 1.01, 1.1, 2]) {
      expect(crossEntropyAt(logits, labels, best)).toBeLessThanOrEqual(crossEntropyAt(logits, labels, best * factor));
    }
  });

  it("stays between 0.5 and 20 if there is no optimum: all right, or all wrong", () => {
    const logits = Float32Array.of(5, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    expect(fitTemperature(logits, Uint8Array.of(0))).toBeCloseTo(0.5, 3);
    expect(fitTemperature(logits, Uint8Array.of(1))).toBeCloseTo(20, 1);
    expect(fitTemperature(new Float32Array(0), new Uint8Array(0))).toBe(1);
  });
});

describe("crossEntropyAt(logits, labels, temperature)", () => {
  it("is the mean of −ln softmax(logits / T), computed by hand", () => {
    // Two classes, logits 2 and 0, T = 2: p = e / (e + 1).
    expect(crossEntropyAt(Float32Array.of(2, 0), Uint8Array.of(0), 2)).toBeCloseTo(Math.log((Math.E + 1) / Math.E), 6);
  });
});
