import {countRight} from "../../characters/mostLikely.js";
import {normalize, PIXELS} from "../../ink/image/grid.js";
import {formatNpy, parseNpy} from "../../npy.js";
import {formatOdds} from "../../readers/classical/classScores.js";
import {
  fitComponents,
  formatComponents,
  projectImages,
  type Components
} from "../../readers/classical/principalComponents.js";
import {
  gaussianLogits,
  loadQuadraticDiscriminant,
  type ClassGaussians
} from "../../readers/classical/quadraticDiscriminant.js";
import type {Learned, RunRequest} from "../trainRun.js";
import {invertCholesky, measureClasses, type ClassMoments} from "./classGaussians.js";
import {fitOdds, shareOfClasses} from "./classOdds.js";
import {learnedClassifier} from "./learnedClassifier.js";

/** The number of principal components. */
const COMPONENTS = 40;

/**
 * Shares of the pooled covariance that are mixed into each class's, for validation to choose from: 0 is plain QDA, and
 * more helps where classes have few images. Friedman, Regularized discriminant analysis, 1989,
 * https://doi.org/10.1080/01621459.1989.10478752
 */
const SHRINKAGES = [0, 0.01, 0.03, 0.1, 0.3] as const;

/** Added to pooled variances, as a share of their mean, so that they are never 0. */
const RIDGE = 1e-6;

/** The number of images that are projected at a time. */
const BATCH = 1000;

/**
 * Learns quadratic discriminant analysis on the first 40 principal components, with the shrinkage and the temperature
 * that suit the validation images best. Nothing is random.
 */
export async function trainQuadraticDiscriminant({classes, data}: RunRequest): Promise<Learned> {
  const {training, validation} = data;
  const components = fitComponents(training.images, Math.min(COMPONENTS, training.length - 1));
  const count = components.components.length / PIXELS;
  const moments = measureClasses(projectLevels(components, training.images), training.labels!, classes.length);
  const priors = shareOfClasses(training, classes.length);
  const places = projectLevels(components, validation.images);
  const labels = validation.labels ?? new Uint8Array(0);
  const {shrinkage, gaussians, logits} = SHRINKAGES.flatMap((shrinkage) => {
    const gaussians = fitGaussians(moments, {classes: classes.length, shrinkage});
    if (!gaussians) return [];
    const logits = gaussianLogits(gaussians, priors, places);
    return [{shrinkage, gaussians, logits, right: countRight(logits, labels)}];
  }).reduce((best, one) => (one.right > best.right ? one : best));
  const files = {
    ...formatComponents(components),
    "means.npy": formatNpy({shape: [classes.length, count], values: gaussians.means}),
    "whitening.npy": formatNpy({shape: [classes.length, count, count], values: gaussians.whitening}),
    ...formatOdds(fitOdds(priors, logits, labels))
  };
  const perClass = count + (count * (count + 1)) / 2 + 1;
  return learnedClassifier(
    loadQuadraticDiscriminant(files, {name: "qda", classes, source: "model"}),
    {
      title: `Quadratic discriminant analysis, ${count} components`,
      files,
      about: {
        kind: "qda",
        parameters: (count + 1) * PIXELS + classes.length * perClass + 1,
        hyperparameters: {components: count, shrinkage}
      },
      dtype: "float16"
    },
    validation
  );
}

/**
 * Returns the normal distributions of classes whose covariance is mixed with a share, *shrinkage*, of the pooled one,
 * rounded to float16 as files store them; undefined where one is singular, as without shrinkage that of a class with too
 * few images.
 */
export function fitGaussians(
  {means, covariances, pooled}: ClassMoments,
  {classes, shrinkage}: {readonly classes: number; readonly shrinkage: number}
): ClassGaussians | undefined {
  const count = means.length / classes;
  let trace = 0;
  for (let j = 0; j < count; ++j) trace += pooled[j * count + j]!;
  const ridge = (RIDGE * trace) / count || RIDGE;
  const whitening = new Float32Array(covariances.length);
  for (let c = 0; c < classes; ++c) {
    const own = covariances.subarray(c * count * count, (c + 1) * count * count);
    const mixed = own.map((value, at) => {
      const shared = pooled[at]! + (at % (count + 1) ? 0 : ridge);
      return (1 - shrinkage) * value + shrinkage * shared;
    });
    const inverse = invertCholesky(mixed, count);
    if (!inverse) return undefined;
    whitening.set(inverse, c * count * count);
  }
  return {means: asStored(Float32Array.from(means)), whitening: asStored(whitening)};
}

function asStored(values: Float32Array): Float32Array {
  return parseNpy(formatNpy({shape: [values.length], values}), "model").values;
}

/** Projects *images*, [n × 784], 0 to 255, a batch at a time. Returns [n × count]. */
export function projectLevels(components: Components, images: Uint8Array): Float32Array {
  const count = components.components.length / PIXELS;
  const places = new Float32Array((images.length / PIXELS) * count);
  for (let start = 0; start < images.length; start += BATCH * PIXELS) {
    const batch = normalize(images.subarray(start, start + BATCH * PIXELS));
    places.set(projectImages(components, batch), (start / PIXELS) * count);
  }
  return places;
}
