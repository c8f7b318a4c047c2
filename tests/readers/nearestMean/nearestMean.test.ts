import {describe, expect, it} from "vitest";
import {InputError} from "../../../src/inputError.js";
import {nearestMeanClassifier, squaredDistances} from "../../../src/readers/nearestMean/nearestMean.js";

/** Images, [n × 784], each with these values in its first pixels and 0 elsewhere. */
function images(...rows: number[][]): Float32Array {
  const pixels = new Float32Array(rows.length * 784);
  rows.forEach((row, i) => pixels.set(row, i * 784));
  return pixels;
}

const classes = ["a", "b", "ch"];
const MEANS = images([1], [0, 1], [1, 1]);

/** A classifier of three classes, whose means have ink in one or two pixels. */
const classifierOf = (variance = 0.5, means = MEANS) =>
  nearestMeanClassifier("mean", {means, variance}, {classes, source: "model"});

const probabilitiesOf = async (pixels: Float32Array, variance?: number) =>
  Array.from((await classifierOf(variance).classify(pixels)).probabilities);

describe("squaredDistances(image, means)", () => {
  it("sums the squared differences of all pixels", () => {
    expect([...squaredDistances(images([1]), MEANS)]).toEqual([0, 2, 1]);
    expect([...squaredDistances(images([0.5, 0, 2]), MEANS)]).toEqual([4.25, 5.25, 5.25]);
  });
});

describe("nearestMeanClassifier(name, {means, variance}, {classes, source})", () => {
  it("has its name and classes", () => {
    expect(classifierOf()).toMatchObject({name: "mean", classes});
  });

  it("derives each class's probability from its squared distance and the variance", async () => {
    // The squared distances are 0, 2 and 1: odds of 1, e^(−2 / 2v) and e^(−1 / 2v).
    const sum = 1 + Math.exp(-2) + Math.exp(-1);
    const expected = [1, Math.exp(-2), Math.exp(-1)].map((odds) => expect.closeTo(odds / sum, 6) as number);
    expect(await probabilitiesOf(images([1]))).toEqual(expected);
    const wide = 1 + Math.exp(-1 / 4) + Math.exp(-1 / 8);
    const less = [1, Math.exp(-1 / 4), Math.exp(-1 / 8)].map((odds) => expect.closeTo(odds / wide, 6) as number);
    expect(await probabilitiesOf(images([1]), 4)).toEqual(less);
  });

  it("stays finite for an image far from all means", async () => {
    // The squared distances are 9,999², 10⁸ + 1 and 9,999² + 1: the first and the last differ by only 1.
    const far = await probabilitiesOf(images([1e4]));
    expect(far).toEqual([Math.E / (Math.E + 1), 0, 1 / (Math.E + 1)].map((p) => expect.closeTo(p, 6) as number));
  });

  it("classifies several images, and gives no answer for one without ink", async () => {
    const {probabilities, likelihoods, marks} = await classifierOf().classify(images([0, 1], [], [1, 1]));
    const rows = [0, 3, 6].map((start) => probabilities.subarray(start, start + 3));
    expect([...rows[1]!]).toEqual([0, 0, 0]);
    expect(rows.map((row) => row.indexOf(Math.max(...row)))).toEqual([1, 0, 2]);
    for (const row of [rows[0]!, rows[2]!]) expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 6);
    expect([likelihoods, marks]).toEqual([undefined, undefined]);
    expect((await classifierOf().classify(new Float32Array(0))).probabilities).toHaveLength(0);
  });

  it.each([
    ["means of fewer classes", 0.5, images([1], [1]), "means.npy: expected means of 3 × 784 pixels, got 1568 values"],
    [
      "means that are no numbers",
      0.5,
      images([1], [NaN], [1]),
      "means.npy: expected finite means, got NaN or infinity"
    ],
    [
      "means that are infinite",
      0.5,
      images([1], [Infinity], [1]),
      "means.npy: expected finite means, got NaN or infinity"
    ],
    ["no variance", 0, MEANS, "variance.npy: expected a variance above 0, got 0"],
    ["a negative variance", -1, MEANS, "variance.npy: expected a variance above 0, got -1"],
    ["a variance that is no number", NaN, MEANS, "variance.npy: expected a variance above 0, got NaN"],
    ["an infinite variance", Infinity, MEANS, "variance.npy: expected a variance above 0, got Infinity"]
  ])("refuses %s, naming the file", (_, variance, means, expected) => {
    const make = () => classifierOf(variance, means);
    expect(make).toThrow(InputError);
    expect(make).toThrow(`model/${expected}`);
  });
});
