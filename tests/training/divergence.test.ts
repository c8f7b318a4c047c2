import {describe, expect, it} from "vitest";
import {checkEpoch, checkStep} from "../../src/training/divergence.js";

const at = (learningRate: number, epoch = 0) => ({epoch, before: 2.3026, learningRate});

describe("checkStep(loss, progress)", () => {
  it("refuses a loss that is not finite, and names the one before", () => {
    expect(() => checkStep(NaN, at(0.1, 2))).toThrow(
      new RangeError("the loss grew from 2.3 to infinity in epoch 3: try a learning rate of 0.001")
    );
    expect(() => checkStep(5000, at(0.1))).not.toThrow(); // the first step may be bad and the next ones better
  });
});

describe("checkEpoch(loss, weights, progress)", () => {
  it("refuses a loss above 100 times that of guessing, ln 10, and advises Adam's usual rate or less", () => {
    expect(() => checkEpoch(1e12, [], at(0.5))).toThrow(
      "the loss grew from 2.3 to 1e12 in epoch 1: try a learning rate of 0.001"
    );
    expect(() => checkEpoch(231, [], at(0.001))).toThrow("to 230 in epoch 1: try a learning rate of 0.0001");
    expect(() => checkEpoch(230, [], at(0.5))).not.toThrow();
  });

  it("refuses weights beyond the float16 range: IEEE 754's binary16 ends at 65,504", () => {
    expect(() => checkEpoch(1, [[0, -65504]], at(0.5))).not.toThrow();
    expect(() => checkEpoch(1, [[1], [0, -70_000]], at(0.5))).toThrow(
      "a weight grew to 70000 in epoch 1: try a learning rate of 0.001"
    );
    expect(() => checkEpoch(1, [[0, NaN]], at(0.5))).toThrow("a weight grew to infinity in epoch 1");
  });
});
