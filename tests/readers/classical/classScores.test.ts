import {describe, expect, it} from "vitest";
import {formatOdds, logPriors, parseOdds, scoresOf} from "../../../src/readers/classical/classScores.js";
import {fitOdds, shareOfClasses} from "../../../src/training/classical/classOdds.js";

const inked = new Float32Array(2 * 784).fill(1, 0, 1); // the second image is blank

describe("scoresOf(logits, images, temperature)", () => {
  it("returns the softmax at the temperature, and no answer for a blank image", () => {
    const {probabilities} = scoresOf(Float32Array.of(0, 2 * Math.log(3), 5, 1), inked, 2);
    expect([...probabilities]).toEqual([0.25, 0.75, 0, 0].map((p) => expect.closeTo(p, 6) as number));
  });

  it("keeps the class of the highest logit ahead by what six decimals show, at any temperature", () => {
    const {probabilities} = scoresOf(Float32Array.of(-3, 0, -1), inked.subarray(0, 784), 1e9);
    const [first, second, third] = [...probabilities].map((p) => Number(p.toFixed(6)));
    expect(second).toBeGreaterThan(Math.max(first!, third!));
    expect(probabilities.reduce((a, b) => a + b)).toBeCloseTo(1, 6);
  });
});

describe("parseOdds(files, {classes, source})", () => {
  it("reads what formatOdds writes", () => {
    const odds = {priors: Float32Array.of(0.1, 0.9, 0), temperature: Math.fround(1234.5)};
    expect(parseOdds(formatOdds(odds), {classes: 3, source: "model"})).toEqual(odds);
  });
});

describe("logPriors(priors)", () => {
  it("makes a class that the training images lack all but impossible", () => {
    expect([...logPriors(Float32Array.of(0.5, 0))]).toEqual([Math.log(0.5), -1e30]);
  });
});

describe("fitOdds(priors, logits, labels)", () => {
  it("finds temperatures far beyond those of networks", () => {
    // Odds of e^1 fit answers of which 73.1 % are right; the logits differ by 10⁶.
    const labels = Uint8Array.from({length: 1000}, (_, i) => Number(i >= 731));
    const logits = Float32Array.from({length: 2000}, (_, i) => (i % 2 ? -1e6 : 0));
    expect(fitOdds(Float32Array.of(0.5, 0.5), logits, labels).temperature / 1e6).toBeCloseTo(1, 2);
  });

  it("leaves out labels of classes without training images", () => {
    const priors = shareOfClasses({length: 4, images: new Uint8Array(4 * 784), labels: Uint8Array.of(0, 0, 0, 1)}, 3);
    expect([...priors]).toEqual([0.75, 0.25, 0]);
    const logits = Float32Array.of(1, 0, -1e30, 1, 0, -1e30, 1, 0, -1e30, 1, 0, -1e30, 1, 0, -1e30);
    const fitted = fitOdds(priors, logits, Uint8Array.of(0, 0, 0, 1, 2));
    expect(fitted.temperature).toBeCloseTo(1 / Math.log(3), 3); // three in four are right
  });
});
