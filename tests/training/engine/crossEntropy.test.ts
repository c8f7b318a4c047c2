import {describe, expect, it} from "vitest";
import {crossEntropy} from "../../../src/training/engine/crossEntropy.js";

describe("crossEntropy(logits, {labels, targets}, total, gradient)", () => {
  it("returns the sum of −ln p in nats, and the gradient of the mean over all rows: (p − one-hot) / total", () => {
    // Two of four images: p of the first is 1/10 for all classes, of the second e / (9 + e) for class 0.
    const logits = new Float32Array(20);
    logits[10] = 1;
    const gradient = new Float32Array(20);
    const {loss, correct} = crossEntropy(logits, {labels: Uint8Array.of(7, 0)}, 4, gradient);
    const p = Math.E / (9 + Math.E);
    expect(loss).toBeCloseTo(Math.log(10) - Math.log(p), 6);
    expect(correct).toBe(1);
    expect(gradient[7]).toBeCloseTo((0.1 - 1) / 4, 6);
    expect(gradient[0]).toBeCloseTo(0.025, 6);
    expect(gradient[10]).toBeCloseTo((p - 1) / 4, 6);
    expect(gradient[11]).toBeCloseTo((1 - p) / 9 / 4, 6);
  });

  it("learns probabilities instead of labels: with those of a label it is the same", () => {
    const logits = Float32Array.of(0.3, -1, 2);
    const [byLabel, byTargets] = [new Float32Array(3), new Float32Array(3)];
    const labels = Uint8Array.of(2);
    const one = crossEntropy(logits, {labels}, 1, byLabel);
    const other = crossEntropy(logits, {labels, targets: Float32Array.of(0, 0, 1)}, 1, byTargets);
    expect(other.loss).toBeCloseTo(one.loss, 12);
    expect(byTargets).toEqual(byLabel);
    // The network's own probabilities leave nothing to learn.
    const sum = [0.3, -1, 2].reduce((total, logit) => total + Math.exp(logit), 0);
    const own = Float32Array.from([0.3, -1, 2], (logit) => Math.exp(logit) / sum);
    crossEntropy(logits, {labels, targets: own}, 1, byTargets);
    for (const g of byTargets) expect(Math.abs(g)).toBeLessThan(1e-7);
  });

  it("is finite for logits of any size, and 0 for no rows", () => {
    const logits = Float32Array.from({length: 10}, (_, c) => 1e4 * c);
    const gradient = new Float32Array(10);
    expect(crossEntropy(logits, {labels: Uint8Array.of(0)}, 1, gradient).loss).toBe(9e4);
    expect(gradient.every(Number.isFinite)).toBe(true);
    const nothing = crossEntropy(new Float32Array(0), {labels: new Uint8Array(0)}, 1, new Float32Array(0));
    expect(nothing).toEqual({loss: 0, correct: 0});
  });
});
