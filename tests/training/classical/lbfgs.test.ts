import {describe, expect, it} from "vitest";
import {minimize, type Slope} from "../../../src/training/classical/lbfgs.js";

/** The sum of weight × (x − center)² / 2: at its lowest, 0, in the center. */
const bowl =
  (weights: readonly number[], center: readonly number[]) =>
  (point: Float64Array): Slope => ({
    value: weights.reduce((sum, weight, i) => sum + (weight * (point[i]! - center[i]!) ** 2) / 2, 0),
    gradient: point.map((value, i) => weights[i]! * (value - center[i]!))
  });

describe("minimize(slopeAt, start, search)", () => {
  const slopeAt = bowl([1, 100, 1e4], [3, -2, 0.5]);

  it("finds the minimum of an ill-conditioned quadratic function", () => {
    const {point, norm, steps} = minimize(slopeAt, new Float64Array(3), {tolerance: 1e-8, maxSteps: 100});
    expect([...point]).toEqual([3, -2, 0.5].map((value) => expect.closeTo(value, 7) as number));
    expect(norm).toBeLessThanOrEqual(1e-8);
    expect(steps).toBeLessThan(40);
  });

  it("takes a single step where the preconditioner is the inverse Hessian", () => {
    const precondition = (vector: Float64Array) => vector.map((value, i) => value / [1, 100, 1e4][i]!);
    const {point, steps} = minimize(slopeAt, new Float64Array(3), {precondition, tolerance: 1e-8, maxSteps: 100});
    expect([...point]).toEqual([3, -2, 0.5].map((value) => expect.closeTo(value, 9) as number));
    expect(steps).toBe(1);
  });

  it("finds the minimum of log cosh, which is not quadratic", () => {
    const logCosh = (point: Float64Array) => ({
      value: point.reduce((sum, x) => sum + Math.log(Math.cosh(x - 1)), 0),
      gradient: point.map((x) => Math.tanh(x - 1))
    });
    const {point} = minimize(logCosh, Float64Array.of(8, -5), {tolerance: 1e-9, maxSteps: 100});
    expect([...point]).toEqual([1, 1].map((value) => expect.closeTo(value, 8) as number));
  });

  it("stays at a minimum, and ends after the maximum number of steps", () => {
    expect(minimize(slopeAt, Float64Array.of(3, -2, 0.5), {tolerance: 0, maxSteps: 9}).steps).toBe(0);
    expect(minimize(slopeAt, new Float64Array(3), {tolerance: 0, maxSteps: 2}).steps).toBe(2);
  });
});
