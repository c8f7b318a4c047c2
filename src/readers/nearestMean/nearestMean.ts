import type {Alphabet} from "../../characters/alphabet.js";
import {InputError} from "../../inputError.js";
import {PIXELS} from "../../ink/image/grid.js";
import type {Classifier} from "../classifier.js";

/** The parameters of nearest mean. */
export interface ClassMeans {
  /** [classes × 784] in [0, 1]. */
  readonly means: Float32Array;
  /** The variance of a pixel around its class mean that fits the answers best: above 0. */
  readonly variance: number;
}

/**
 * Returns a classifier that predicts the class whose mean image is nearest, by Euclidean distance d: the simplest of
 * the statistical classifiers (Duda, Hart and Stork, Pattern Classification, 2001, section 2.6.1). Its probabilities, ∝
 * exp(−d² / 2 *variance*), assume classes of equal frequency and equal variance in every pixel. It gives no answer for
 * an image without ink.
 * @throws InputError, naming a file in the folder *source*, for means of another number of classes or figures that are
 * not finite
 */
export function nearestMeanClassifier(
  name: string,
  {means, variance}: ClassMeans,
  {classes, source}: {readonly classes: Alphabet; readonly source: string}
): Classifier {
  const expected = classes.length * PIXELS;
  if (means.length !== expected) throw new InputError(`${source}/means.npy`, `means of ${classes.length} × ${PIXELS} pixels`, `${means.length} values`); // prettier-ignore
  if (!means.every(Number.isFinite)) throw new InputError(`${source}/means.npy`, "finite means", "NaN or infinity");
  if (!(variance > 0 && Number.isFinite(variance)))
    throw new InputError(`${source}/variance.npy`, "a variance above 0", `${variance}`);
  return {
    name,
    classes,
    classify: (images) => Promise.resolve({probabilities: probabilitiesOf(images, means, variance)}),
    dispose: () => undefined
  };
}

/** Returns class probabilities, [n × classes], for *images*, [n × 784]; a row of zeros for a blank image. */
function probabilitiesOf(images: Float32Array, means: Float32Array, variance: number): Float32Array {
  const classes = means.length / PIXELS;
  const n = images.length / PIXELS;
  const probabilities = new Float32Array(n * classes);
  for (let i = 0; i < n; ++i) {
    const image = images.subarray(i * PIXELS, (i + 1) * PIXELS);
    if (!image.some((ink) => ink > 0)) continue;
    const row = squaredDistances(image, means).map((d) => -d / (2 * variance));
    const most = row.reduce((a, b) => Math.max(a, b));
    const odds = row.map((value) => Math.exp(value - most));
    const sum = odds.reduce((a, b) => a + b);
    probabilities.set(
      odds.map((value) => value / sum),
      i * classes
    );
  }
  return probabilities;
}

/** Returns the squared Euclidean distances of an image, [784], from each of *means*, [classes × 784]. */
export function squaredDistances(image: Float32Array, means: Float32Array): Float64Array {
  const distances = new Float64Array(means.length / PIXELS);
  for (let c = 0, at = 0; c < distances.length; ++c) {
    let sum = 0;
    for (let p = 0; p < PIXELS; ++p, ++at) {
      const difference = image[p]! - means[at]!;
      sum += difference * difference;
    }
    distances[c] = sum;
  }
  return distances;
}
