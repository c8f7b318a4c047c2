import {describe, expect, it} from "vitest";
import {normalize} from "../../../src/ink/image/grid.js";
import {fitComponents} from "../../../src/readers/classical/principalComponents.js";
import {gaussianLogits} from "../../../src/readers/classical/quadraticDiscriminant.js";
import {measureClasses} from "../../../src/training/classical/classGaussians.js";
import {shareOfClasses} from "../../../src/training/classical/classOdds.js";
import {
  fitGaussians,
  projectLevels,
  trainQuadraticDiscriminant
} from "../../../src/training/classical/quadraticDiscriminant.js";
import type {RunRequest} from "../../../src/training/trainRun.js";
import {answers, closeTo, smallSet, softmaxOfThree} from "./smallSet.js";

const training = smallSet(0, 120);
const validation = smallSet(2000, 100);
const request = {model: "qda", classes: ["a", "b", "c"], data: {training, validation}} as unknown as RunRequest;

// scikit-learn 1.2.1: PCA(5, svd_solver="full"), then QuadraticDiscriminantAnalysis(), fitted to X / 255
const PREDICTED =
  "2112002022002022112021012012010010012112011112112202012022002112210002012012112122011011011012012011";

describe("fitGaussians(moments, {classes, shrinkage})", () => {
  const components = fitComponents(training.images, 5);
  const moments = measureClasses(projectLevels(components, training.images), training.labels, 3);
  const priors = shareOfClasses(training, 3);
  const logitsOf = (images: Uint8Array, shrinkage = 0) =>
    gaussianLogits(fitGaussians(moments, {classes: 3, shrinkage})!, priors, projectLevels(components, images));

  it("without shrinkage gives the predictions and probabilities of scikit-learn", () => {
    expect(answers(logitsOf(validation.images))).toBe(PREDICTED);
    const expected = [
      0.0618659407, 0.8923182012, 0.0458158582, 0.223372658, 0.4172281036, 0.3593992384, 0.3032951522, 0.5810787909,
      0.1156260569, 0.6935639534, 0.2763718453, 0.0300642013
    ];
    expect(softmaxOfThree(logitsOf(smallSet(1000, 4).images))).toEqual(closeTo(expected, 2));
  });

  it("comes near to one covariance for all classes with shrinkage", () => {
    const {whitening} = fitGaussians(moments, {classes: 3, shrinkage: 1})!;
    expect(whitening.subarray(0, 25)).toEqual(whitening.subarray(25, 50));
  });

  it("has no answer to a class of too few images, unless covariances are mixed", () => {
    const few = measureClasses(new Float32Array([0, 0, 1, 0, 0, 1, 5, 5]), Uint8Array.of(0, 0, 0, 1), 2);
    expect(fitGaussians(few, {classes: 2, shrinkage: 0})).toBeUndefined();
    const mixed = fitGaussians(few, {classes: 2, shrinkage: 0.1})!;
    expect(mixed.whitening.every(Number.isFinite)).toBe(true);
  });
});

describe("trainQuadraticDiscriminant(request)", () => {
  it("gives files whose classifier answers, and never for a blank image", async () => {
    const {files, about, dtype, answer} = await trainQuadraticDiscriminant(request);
    const names = ["pixel-means.npy", "components.npy", "means.npy", "whitening.npy", "priors.npy", "temperature.npy"];
    expect(Object.keys(files)).toEqual(names);
    expect(about).toMatchObject({kind: "qda", parameters: 41 * 784 + 3 * (40 + 820 + 1) + 1});
    expect(dtype).toBe("float16");
    // Only twelve pixels vary: 40 components are more than there is, and plain QDA would be singular.
    expect(about.hyperparameters!.components).toBe(40);
    expect(about.hyperparameters!.shrinkage).toBeGreaterThan(0);
    const {kept} = await answer(normalize(validation.images));
    const right = [...answers(kept)].filter((c, i) => Number(c) === validation.labels[i]).length;
    expect(right).toBeGreaterThanOrEqual(79); // scikit-learn's LDA has 79 of these 100, its QDA 71
    expect([...(await answer(new Float32Array(784))).kept]).toEqual([0, 0, 0]);
    expect((await trainQuadraticDiscriminant(request)).files).toEqual(files);
  });
});
