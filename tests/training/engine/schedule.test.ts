import {describe, expect, it} from "vitest";
import {learningRateAt, SCHEDULES} from "../../../src/training/engine/schedule.js";

describe("learningRateAt(schedule, step, steps, highest)", () => {
  it("always returns the maximum for a constant schedule", () => {
    for (const step of [0, 1, 99]) expect(learningRateAt("constant", step, 100, 0.003)).toBe(0.003);
  });

  it("matches PyTorch's OneCycleLR", () => {
    // torch.optim.lr_scheduler.OneCycleLR(max_lr=0.01, total_steps=11, pct_start=0.3, div_factor=25,
    // final_div_factor=400): cosine annealing from 0.01 / 25 up to 0.01 at step 0.3 · 10 and down to 1e-6; computed by
    // hand from its documentation, https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.OneCycleLR.html
    const expected = [
      0.0004, 0.0028, 0.0076, 0.01, 0.009505, 0.008118, 0.006113, 0.003888, 0.001884, 0.000496, 0.000001
    ];
    expected.forEach((rate, step) => expect(learningRateAt("one-cycle", step, 11, 0.01)).toBeCloseTo(rate, 5));
  });

  it("falls along half a cosine, from the maximum to almost 0", () => {
    // Loshchilov and Hutter 2017, equation 5.
    for (const step of [0, 3, 7, 10]) {
      const expected = 1e-7 + 0.5 * (0.001 - 1e-7) * (1 + Math.cos((Math.PI * step) / 10));
      expect(learningRateAt("cosine", step, 11, 0.001)).toBeCloseTo(expected, 10);
    }
  });

  it("is positive and at most the maximum at every step, even with a single step", () => {
    for (const schedule of SCHEDULES) {
      for (const steps of [1, 2, 3, 50]) {
        for (let step = 0; step < steps; ++step) {
          const rate = learningRateAt(schedule, step, steps, 0.1);
          expect(rate).toBeGreaterThan(0);
          expect(rate).toBeLessThanOrEqual(0.1);
        }
      }
    }
  });
});
