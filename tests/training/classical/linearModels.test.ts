import {describe, expect, it} from "vitest";
import type {Digits} from "../../../src/characters/digits.js";
import {normalize} from "../../../src/ink/image/grid.js";
import {fitLinearDiscriminant} from "../../../src/training/classical/linearDiscriminant.js";
import {fitSoftmaxRegression, type LinearModel} from "../../../src/training/classical/softmaxRegression.js";
import {answers, closeTo, smallSet, softmaxOfThree} from "./smallSet.js";

const training = smallSet(0, 120);
const validation = smallSet(2000, 100);

/** Returns the logits, [n × 3], of a model of three classes. */
function logitsOf({weights, bias}: LinearModel, {images}: Digits): number[] {
  const pixels = normalize(images);
  return Array.from({length: (images.length / 784) * 3}, (_, at) => {
    const [i, c] = [Math.floor(at / 3), at % 3];
    let sum = bias[c]!;
    for (let p = 0; p < 784; ++p) sum += pixels[i * 784 + p]! * weights[p * 3 + c]!;
    return sum;
  });
}

describe("fitLinearDiscriminant(digits, classes)", () => {
  it("gives the predictions and probabilities of scikit-learn", () => {
    // scikit-learn 1.2.1: LinearDiscriminantAnalysis(), fitted to X / 255
    const model = fitLinearDiscriminant(training, 3);
    expect(answers(logitsOf(model, validation))).toBe(
      "2012002012012022112011012012012010012012011012012212102022002112212012212012012112111011011002011012"
    );
    const expected = [
      0.0435002742, 0.8764142317, 0.0800854941, 0.1885710262, 0.0490987431, 0.7623302307, 0.4485705129, 0.2180662482,
      0.3333632389, 0.7856097257, 0.1858886569, 0.0285016174
    ];
    expect(softmaxOfThree(logitsOf(model, smallSet(1000, 4)))).toEqual(closeTo(expected, 6));
  });

  it("never answers with a class that has no images", () => {
    const labels = training.labels.map((label) => Math.min(label, 1));
    const {weights, bias} = fitLinearDiscriminant({...training, labels}, 3);
    expect(bias[2]).toBe(-1e4);
    expect(weights.every((weight, i) => Number.isFinite(weight) && (i % 3 < 2 || weight === 0))).toBe(true);
  });
});

describe("fitSoftmaxRegression(digits, {classes, c})", () => {
  it("gives the predictions and probabilities of scikit-learn at the optimum", () => {
    // scikit-learn 1.2.1: LogisticRegression(C=1, max_iter=10000, tol=1e-9), fitted to X / 255
    const model = fitSoftmaxRegression(training, {classes: 3});
    expect(answers(logitsOf(model, validation))).toBe(
      "2012002012012022112021010012012010012112011012012202102012002112212012012012012112111011011012011012"
    );
    const expected = [
      0.262282272, 0.4330019414, 0.3047157866, 0.3226005708, 0.3079455527, 0.3694538765, 0.3460992593, 0.3142512727,
      0.3396494679, 0.3970826301, 0.3161381277, 0.2867792422
    ];
    expect(softmaxOfThree(logitsOf(model, smallSet(1000, 4)))).toEqual(closeTo(expected, 3));
    expect(model.steps).toBeLessThan(100);
  });

  it("has larger weights with a weaker penalty", () => {
    const sizeOf = (c: number) =>
      fitSoftmaxRegression(training, {classes: 3, c}).weights.reduce((a, w) => a + w * w, 0);
    expect(sizeOf(10)).toBeGreaterThan(2 * sizeOf(1));
  });
});
