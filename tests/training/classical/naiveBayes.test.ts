import {describe, expect, it} from "vitest";
import {normalize} from "../../../src/ink/image/grid.js";
import {pixelLogits} from "../../../src/readers/classical/naiveBayes.js";
import {shareOfClasses} from "../../../src/training/classical/classOdds.js";
import {fitPixelGaussians, trainNaiveBayes} from "../../../src/training/classical/naiveBayes.js";
import type {RunRequest} from "../../../src/training/trainRun.js";
import {answers, closeTo, smallSet, softmaxOfThree} from "./smallSet.js";

const training = smallSet(0, 120);
const validation = smallSet(2000, 100);
const request = {model: "naive-bayes", classes: ["a", "b", "c"], data: {training, validation}} as unknown as RunRequest;

// scikit-learn 1.2.1: GaussianNB().fit(X / 255, y)
const PREDICTED =
  "2012002022012022112021012012012012012112011012012202102022022112212012002012012122111011011012011012";

describe("fitPixelGaussians(digits, classes)", () => {
  const gaussians = fitPixelGaussians(training, 3);
  const logitsOf = pixelLogits(gaussians, shareOfClasses(training, 3));

  it("gives scikit-learn's predictions and probabilities", () => {
    expect(answers(logitsOf(normalize(validation.images)))).toBe(PREDICTED);
    const expected = [
      0.0194627402, 0.962044663, 0.0184925969, 0.2040852922, 0.2347289529, 0.5611857549, 0.4381912818, 0.2499632549,
      0.3118454634, 0.7834268088, 0.1657422008, 0.0508309904
    ];
    expect(softmaxOfThree(logitsOf(normalize(smallSet(1000, 4).images)))).toEqual(closeTo(expected, 5));
  });

  it("keeps variances above 0, also where nothing varies", () => {
    // The pixel's variance over both classes is 1/4, the largest.
    const two = {length: 2, images: new Uint8Array(2 * 784).fill(255, 0, 1), labels: Uint8Array.of(0, 1)};
    const {means, variances} = fitPixelGaussians(two, 3);
    expect([means[0], means[784], means[1568]]).toEqual([1, 0, 0]);
    expect(new Set(variances)).toEqual(new Set([Math.fround(0.25e-9)]));
    const blank = {length: 2, images: new Uint8Array(2 * 784), labels: Uint8Array.of(0, 1)};
    expect(new Set(fitPixelGaussians(blank, 2).variances)).toEqual(new Set([Math.fround(1e-9)]));
  });
});

describe("trainNaiveBayes(request)", () => {
  it("gives files whose classifier answers as before, and never for a blank image", async () => {
    const {files, about, dtype, answer} = await trainNaiveBayes(request);
    expect(Object.keys(files)).toEqual(["means.npy", "variances.npy", "priors.npy", "temperature.npy"]);
    expect(about).toMatchObject({kind: "naive-bayes", parameters: 2 * 3 * 784 + 4, hyperparameters: {smoothing: 1e-9}});
    expect(dtype).toBe("float32");
    const {kept} = await answer(normalize(validation.images));
    expect(answers(kept)).toBe(PREDICTED);
    expect([...(await answer(new Float32Array(784))).kept]).toEqual([0, 0, 0]);
    expect((await trainNaiveBayes(request)).files).toEqual(files);
  });

  it("never answers with a class that has no training images", async () => {
    const four = {...request, classes: ["a", "b", "c", "d"]};
    const {kept} = await (await trainNaiveBayes(four)).answer(normalize(validation.images));
    expect(kept.filter((_, i) => i % 4 === 3).every((p) => p === 0)).toBe(true);
    expect(answers(kept.filter((_, i) => i % 4 < 3))).toBe(PREDICTED);
  });
});
