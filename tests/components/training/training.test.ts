import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import type {TrainedRun} from "../../../src/components/charts/trainedRun.js";
import {firstKernel, weightBars} from "../../../src/components/run/modelCard.js";
import {seedFinding, seedGroups} from "../../../src/components/training/seedTable.js";
import {kernelImages} from "../../../src/components/charts/weightImages.js";
import type {Evaluation} from "../../../src/stats/evaluation.js";

const evaluationOf = (accuracy: number): Evaluation => ({
  n: 1000,
  correct: 1000 * accuracy,
  accuracy,
  interval: [accuracy - 0.01, accuracy + 0.01],
  classes: DIGITS,
  unanswered: 0,
  confusion: [],
  ece: 0
});

function runOf(name: string, losses: readonly number[], about: Partial<TrainedRun["about"]> = {}): TrainedRun {
  const history = losses.map((val_loss, epoch) => ({
    epoch,
    loss: 2 * val_loss,
    accuracy: 0.5,
    val_loss,
    val_accuracy: 1 - val_loss,
    learning_rate: NaN,
    seconds: NaN
  }));
  return {name, about: {title: name, model: "m", ...about}, history};
}

describe("seedGroups(runs)", () => {
  const about = {hyperparameters: {rate: 1}, dataset: {sha256: "f"}};
  const runs = [0.97, 0.98, 0.99].map((accuracy, i) => ({
    ...runOf(`r${i}`, [1], {...about, seed: i}),
    evaluation: evaluationOf(accuracy)
  }));

  it("gives mean and sample deviation, as R's mean and sd", () => {
    const [group] = seedGroups(runs);
    expect(group).toMatchObject({runs: ["r0", "r1", "r2"], n: 3});
    expect(group!.mean).toBeCloseTo(0.98);
    expect(group!.deviation).toBeCloseTo(0.01);
    expect(seedFinding([group!])).toBe("Changing only the seed: 98.00 % ± 1.00 (3 runs)");
  });

  it("has no group of one", () => {
    expect(seedGroups(runs.slice(0, 1))).toEqual([]);
    expect(seedFinding([])).toMatch(/^No run/);
  });
});

describe("a model's pictures", () => {
  const layer = (shape: number[], values: number[]) => ({
    name: "d",
    kind: "Dense",
    activation: undefined,
    weights: [{name: "d/kernel", shape, values: Float32Array.from(values)}],
    parameters: values.length
  });

  const kernelOf = (layers: Parameters<typeof firstKernel>[0]) => kernelImages(firstKernel(layers)!);

  it("show the weights of each unit of a dense layer as an image, row by row", () => {
    const values = Array.from({length: 784 * 2}, (_, i) => i);
    const {images, side} = kernelOf([layer([784, 2], values)])!;
    expect([images.length, side]).toEqual([2, 28]);
    expect([...images[1]!.subarray(0, 3)]).toEqual([1, 3, 5]);
  });

  it("show a convolution's kernels, and nothing for other inputs", () => {
    const {images, side} = kernelOf([layer([2, 2, 1, 3], [...Array(12).keys()])])!;
    expect([images.length, side, [...images[2]!]]).toEqual([3, 2, [2, 5, 8, 11]]);
    expect(kernelOf([layer([100, 2], new Array<number>(200).fill(0))])).toBeUndefined();
  });

  it("count every weight once in the histogram", () => {
    const bars = weightBars([
      layer(
        [784, 1],
        Array.from({length: 784}, (_, i) => Math.sin(i))
      )
    ]);
    expect(bars.reduce((sum, {n}) => sum + n, 0)).toBe(784);
    expect(bars).toHaveLength(40);
    expect(weightBars([layer([2, 1], [3, 3])]).reduce((sum, {n}) => sum + n, 0)).toBe(2);
  });
});
