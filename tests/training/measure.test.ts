import {describe, expect, it} from "vitest";
import {measure} from "../../src/training/measure.js";

describe("measure(probabilities, labels)", () => {
  it("returns the mean of −ln p of the labels, in nats, and the share of correct answers", () => {
    const probabilities = Float32Array.of(0.5, 0.25, 0.25, 0, 0, 0, 0, 0, 0, 0, 0.5, 0.25, 0.25, 0, 0, 0, 0, 0, 0, 0);
    const {loss, accuracy} = measure(probabilities, Uint8Array.of(0, 1));
    expect(loss).toBeCloseTo((Math.LN2 + 2 * Math.LN2) / 2, 12);
    expect(accuracy).toBe(0.5);
  });

  it("raises a probability of 0 to 1e-7, Keras's epsilon (keras.config.epsilon)", () => {
    const probabilities = Float32Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    expect(measure(probabilities, Uint8Array.of(9)).loss).toBeCloseTo(16.11809565, 6); // 7 ln 10
  });
});
