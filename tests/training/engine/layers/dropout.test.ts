import {describe, expect, it} from "vitest";
import {createDropout} from "../../../../src/training/engine/layers/dropout.js";
import {apart, randomNumbers, runLayer} from "./layerRun.js";

const given = {
  input: randomNumbers(7 * 84, 0.1),
  weights: new Float32Array(0),
  gradient: randomNumbers(7 * 84, 0.2)
};

describe("createDropout({inputs, rate})", () => {
  it("drops some values and scales up the others, and does the same with their gradients", () => {
    const {output, input} = runLayer(() => createDropout({inputs: 84, rate: 0.5}), given);
    const isKept = output.map((value) => Number(value !== 0));
    const kept = isKept.reduce((sum, one) => sum + one, 0);
    expect(Math.abs(kept - 294)).toBeLessThan(50); // of 588, with a standard deviation of 12
    expect(
      apart(
        output,
        given.input.map((value, i) => 2 * value * isKept[i]!)
      )
    ).toBe(0);
    expect(
      apart(
        input,
        given.gradient.map((value, i) => 2 * value * isKept[i]!)
      )
    ).toBe(0);
  });
});
