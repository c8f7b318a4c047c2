import type {Alphabet} from "../../characters/alphabet.js";
import {InputError} from "../../inputError.js";
import {PIXELS} from "../../ink/image/grid.js";
import type {ModelFiles} from "../../run/modelFiles.js";
import type {Classifier} from "../classifier.js";
import {logitClassifier, logPriors, parseOdds} from "./classScores.js";
import {parseComponents, projectImages} from "./principalComponents.js";
import {readArray} from "./readArray.js";

/** The normal distribution of each class in a space of *count* dimensions. */
export interface ClassGaussians {
  /** [classes × count] */
  readonly means: Float32Array;
  /**
   * [classes × count × count], lower triangles L⁻¹ with a positive diagonal, where L Lᵀ is the covariance: the squared
   * Mahalanobis distance is ‖L⁻¹ (x − mean)‖².
   */
  readonly whitening: Float32Array;
}

/**
 * Makes quadratic discriminant analysis on principal components from the *files* of the `model/` folder *source*: each
 * class has a normal distribution with a covariance matrix of its own (Hastie, Tibshirani and Friedman, The Elements of
 * Statistical Learning, 2009, section 4.3). It gives no answer for an image without ink.
 * @throws InputError for a file that is missing, or not what its name says
 */
export function loadQuadraticDiscriminant(
  files: ModelFiles,
  {name, classes, source}: {readonly name: string; readonly classes: Alphabet; readonly source: string}
): Classifier {
  const components = parseComponents(files, source);
  const count = components.components.length / PIXELS;
  const means = readArray(files, "means.npy", {source, shape: [classes.length, count]});
  const whitening = readArray(files, "whitening.npy", {source, shape: [classes.length, count, count]});
  const smallest = diagonals(whitening, count).reduce((a, b) => Math.min(a, b), Infinity);
  if (!(smallest > 0)) throw new InputError(`${source}/whitening.npy`, "diagonals above 0", `${smallest}`);
  const {priors, temperature} = parseOdds(files, {classes: classes.length, source});
  return logitClassifier(
    {name, classes},
    (images) => gaussianLogits({means, whitening}, priors, projectImages(components, images)),
    temperature
  );
}

/** Returns the logarithms of prior × density, but for a constant, of *places*, [n × count]. Returns [n × classes]. */
export function gaussianLogits(
  {means, whitening}: ClassGaussians,
  priors: Float32Array,
  places: Float32Array
): Float32Array {
  const classes = priors.length;
  const count = means.length / classes;
  const base = logPriors(priors);
  // log |Σ| = −2 Σ log of the diagonal of L⁻¹
  diagonals(whitening, count).forEach((value, i) => (base[Math.floor(i / count)]! += Math.log(value)));
  const logits = new Float32Array((places.length / count) * classes);
  const offset = new Float64Array(count);
  for (let start = 0, at = 0; start < places.length; start += count) {
    for (let c = 0; c < classes; ++c, ++at) {
      for (let j = 0; j < count; ++j) offset[j] = places[start + j]! - means[c * count + j]!;
      logits[at] = base[c]! - 0.5 * squaredDistance(whitening, c * count * count, offset);
    }
  }
  return logits;
}

/** Returns ‖L⁻¹ *offset*‖², where L⁻¹ begins at *first* of *whitening*. */
function squaredDistance(whitening: Float32Array, first: number, offset: Float64Array): number {
  const count = offset.length;
  let squared = 0;
  for (let i = 0, row = first; i < count; ++i, row += count) {
    let sum = 0;
    for (let j = 0; j <= i; ++j) sum += whitening[row + j]! * offset[j]!;
    squared += sum * sum;
  }
  return squared;
}

function diagonals(whitening: Float32Array, count: number): Float32Array {
  return whitening.filter((_, i) => Math.floor(i / count) % count === i % count);
}
