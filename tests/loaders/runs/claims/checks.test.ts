import {describe, expect, it} from "vitest";
import {takeTurns} from "../../../../loaders/runs/claims/answers.js";
import {countParameters} from "../../../../loaders/runs/claims/networkChecks.js";
import {compareSystems} from "../../../../loaders/runs/claims/systemChecks.js";
import {uncalibrated} from "../../../../loaders/runs/claims/useChecks.js";
import type {Run} from "../../../../loaders/runs/runs.js";
import type {Systems} from "../../../../loaders/runs/systems.js";
import {DIGITS, NO_CLASS} from "../../../../src/characters/alphabet.js";
import {InputError} from "../../../../src/inputError.js";
import {fromAnswers} from "../../../../src/run/predictions.js";

function run(name: string, labels: number[], answers: number[], confidences: number[]): Run {
  const predictions = fromAnswers(
    DIGITS,
    Uint8Array.from(labels),
    Uint8Array.from(answers),
    Float32Array.from(confidences)
  );
  return {
    ...{name, about: {title: name, model: "ann", unsureBelow: 0.9}, classes: DIGITS, predictions, hasModel: false},
    ...{history: undefined, fingerprints: undefined, robustness: undefined, epochs: undefined, kernels: undefined}
  };
}

describe("takeTurns(network, tesseract)", () => {
  // Five images of 1: sure and right, sure and wrong, unsure and right, unsure and wrong, unsure where Tesseract is silent.
  const network = run("a", [1, 1, 1, 1, 1], [1, 2, 1, 2, 1], [0.99, 0.99, 0.5, 0.5, 0.5]);
  const tesseract = run("b", [1, 1, 1, 1, 1], [3, 1, 3, 1, NO_CLASS], [1, 1, 1, 1, NaN]);

  it("takes the network's answer where it is sure or Tesseract has none, else Tesseract's", () => {
    expect(takeTurns(network, tesseract).networkFirst).toEqual([true, false, false, true, true]);
  });

  it("takes Tesseract's answer where it has one, else the network's", () => {
    expect(takeTurns(network, tesseract).tesseractFirst).toEqual([false, true, false, true, true]);
  });

  it("gives each alone, no answer as wrong", () => {
    const {network: own, tesseract: other} = takeTurns(network, tesseract);
    expect(own).toEqual([true, false, true, false, true]);
    expect(other).toEqual([false, true, false, true, false]);
  });

  it("refuses answers to other images", () => {
    expect(() => takeTurns(network, run("c", [1, 1, 1, 1, 2], [1, 1, 1, 1, 1], [1, 1, 1, 1, 1]))).toThrow(InputError);
  });
});

describe("countParameters(sizes)", () => {
  it("counts a weight for each pair and a bias for each output", () => {
    expect(countParameters([784, 128, 128, 10])).toBe(118_282); // as Keras's model.summary() says of this network
    expect(countParameters([2, 3])).toBe(9);
  });
});

describe("compareSystems(systems, a, b)", () => {
  const row = (name: string) => ({run: name}) as Systems["systems"][number];
  // R: binom.test(10, 12)$p.value = 0.0386, binom.test(9, 12)$p.value = 0.146.
  const systems = {systems: ["a", "b", "c"].map(row), onlyRight: [[0, 10, 9], [2, 0, 0], [3, 0, 0]]} as unknown as Systems; // prettier-ignore

  it("says which one is significantly better, or that neither is", () => {
    expect(compareSystems(systems, "a", "b")).toBe("better");
    expect(compareSystems(systems, "b", "a")).toBe("worse");
    expect(compareSystems(systems, "a", "c")).toBe("even");
  });

  it("refuses a run that is no system of the site", () => {
    expect(() => compareSystems(systems, "a", "d")).toThrow(InputError);
  });
});

describe("uncalibrated(probabilities, classes, temperature)", () => {
  it("undoes the division of the logits by the temperature", () => {
    // softmax([3, 1, 0] / 2) by hand: exp(1.5), exp(0.5), 1; before it, exp(3), exp(1), 1.
    const powers = [Math.exp(1.5), Math.exp(0.5), 1];
    const sum = powers.reduce((a, b) => a + b);
    const given = Float32Array.from(powers, (power) => power / sum);
    expect(uncalibrated(given, 3, 2)[0]).toBeCloseTo(Math.exp(3) / (Math.exp(3) + Math.exp(1) + 1), 6);
  });

  it("leaves confidences as they are at a temperature of 1", () => {
    expect(uncalibrated(Float32Array.of(0.25, 0.75), 2, 1)).toEqual(Float32Array.of(0.75));
  });
});
