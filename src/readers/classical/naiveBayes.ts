import type {Alphabet} from "../../characters/alphabet.js";
import {PIXELS} from "../../ink/image/grid.js";
import {InputError} from "../../inputError.js";
import type {ModelFiles} from "../../run/modelFiles.js";
import type {Classifier} from "../classifier.js";
import {logitClassifier, logPriors, parseOdds} from "./classScores.js";
import {readArray} from "./readArray.js";

/** The parameters of Gaussian naive Bayes. */
export interface PixelGaussians {
  /** [classes × 784], in [0, 1]. */
  readonly means: Float32Array;
  /** [classes × 784], above 0. */
  readonly variances: Float32Array;
}

/**
 * Makes Gaussian naive Bayes from the *files* of the `model/` folder *source*: each pixel of each class has a normal
 * distribution of its own, independent of all others (Duda, Hart and Stork, Pattern Classification, 2001, section
 * 2.6.3, with diagonal covariances). It gives no answer for an image without ink.
 * @throws InputError for a file that is missing, or not what its name says
 */
export function loadNaiveBayes(
  files: ModelFiles,
  {name, classes, source}: {readonly name: string; readonly classes: Alphabet; readonly source: string}
): Classifier {
  const shape = [classes.length, PIXELS];
  const means = readArray(files, "means.npy", {source, shape});
  const variances = readArray(files, "variances.npy", {source, shape});
  if (!variances.every((variance) => variance > 0))
    throw new InputError(`${source}/variances.npy`, "variances above 0", `${Math.min(...variances)}`);
  const {priors, temperature} = parseOdds(files, {classes: classes.length, source});
  const logits = pixelLogits({means, variances}, priors);
  return logitClassifier({name, classes}, logits, temperature);
}

/**
 * Returns a function from images, [n × 784] in [0, 1], to the logarithms of prior × density, [n × classes], relative to
 * each image's most likely class. It begins with the densities of a blank image and visits only pixels with ink.
 */
export function pixelLogits(
  {means, variances}: PixelGaussians,
  priors: Float32Array
): (images: Float32Array) => Float32Array {
  const classes = priors.length;
  const blank = logPriors(priors);
  // (x − μ)² − μ² = x (x − 2 μ), each divided by −2 σ², by pixel: [784 × classes].
  const [centers, factors] = [new Float64Array(means.length), new Float64Array(means.length)];
  for (let c = 0; c < classes; ++c) {
    for (let p = 0; p < PIXELS; ++p) {
      const [mean, variance] = [means[c * PIXELS + p]!, variances[c * PIXELS + p]!];
      blank[c]! -= 0.5 * (Math.log(2 * Math.PI * variance) + (mean * mean) / variance);
      centers[p * classes + c] = 2 * mean;
      factors[p * classes + c] = -0.5 / variance;
    }
  }
  return (images) => {
    const logits = new Float32Array((images.length / PIXELS) * classes);
    const row = new Float64Array(classes);
    for (let start = 0, at = 0; start < images.length; start += PIXELS, at += classes) {
      row.set(blank);
      for (let p = 0; p < PIXELS; ++p) {
        const ink = images[start + p]!;
        if (!ink) continue;
        for (let c = 0, k = p * classes; c < classes; ++c, ++k) row[c]! += ink * (ink - centers[k]!) * factors[k]!;
      }
      // Far from its class an image's logits reach 10⁸, where float32 tells no two classes apart.
      const most = row.reduce((a, b) => Math.max(a, b));
      for (let c = 0; c < classes; ++c) logits[at + c] = row[c]! - most;
    }
    return logits;
  };
}
