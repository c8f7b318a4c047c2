import {mostLikely} from "../../characters/mostLikely.js";
import {PIXELS} from "../../ink/image/grid.js";
import {InputError} from "../../inputError.js";
import {formatNpy} from "../../npy.js";
import type {ModelFiles} from "../../run/modelFiles.js";
import {softmaxAt} from "../../stats/softmax.js";
import type {Classifier, Scores} from "../classifier.js";
import {readArray} from "./readArray.js";

/** The logit of a class that the training images lack: e to its power is 0. */
const NEVER = -1e30;

/** What a classifier that models each class's density knows of the classes besides. */
export interface ClassOdds {
  /** [classes], each class's share of the training images: in [0, 1], not all 0. */
  readonly priors: Float32Array;
  /** The logits are divided by it: above 0. */
  readonly temperature: number;
}

/** The files of a `model/` folder that hold `ClassOdds`. */
const [PRIORS, TEMPERATURE] = ["priors.npy", "temperature.npy"] as const;

/** Formats the odds of classes as two files of a `model/` folder. */
export function formatOdds({priors, temperature}: ClassOdds): Record<typeof PRIORS | typeof TEMPERATURE, Uint8Array> {
  return {
    [PRIORS]: formatNpy({shape: [priors.length], values: priors}, "<f4"),
    [TEMPERATURE]: formatNpy({shape: [1], values: Float32Array.of(temperature)}, "<f4")
  };
}

/**
 * Parses the odds of classes from the *files* of the `model/` folder *source*.
 * @throws InputError for a file that is missing or of another shape, and for values out of range
 */
export function parseOdds(files: ModelFiles, {classes, source}: {classes: number; source: string}): ClassOdds {
  const priors = readArray(files, PRIORS, {source, shape: [classes]});
  const [temperature = NaN] = readArray(files, TEMPERATURE, {source, shape: [1]});
  if (!priors.every((share) => share >= 0 && share <= 1) || !priors.some((share) => share > 0))
    throw new InputError(`${source}/${PRIORS}`, "shares in [0, 1], one of them above 0", priors.join(", "));
  if (!(temperature > 0)) throw new InputError(`${source}/${TEMPERATURE}`, "a value above 0", `${temperature}`);
  return {priors, temperature};
}

/** Returns the logarithms of class shares; for a share of 0 one so low that its class is never chosen. */
export function logPriors(priors: Float32Array): Float64Array {
  return Float64Array.from(priors, (share) => (share > 0 ? Math.log(share) : NEVER));
}

/** How far the most likely class leads at least: two units of the last decimal that a `predictions.csv` keeps. */
const LEAD = 2e-6;

/**
 * Returns probabilities from *logits*, [n × classes], of *images*, [n × 784]: the softmax at a *temperature*, or a row
 * of zeros, no answer, for an image without ink. Where a temperature in the millions makes the highest equal, the class
 * of the highest logit leads all the same.
 */
export function scoresOf(logits: Float32Array, images: Float32Array, temperature: number): Scores {
  const n = images.length / PIXELS;
  const classes = n ? logits.length / n : 0;
  const probabilities = new Float32Array(logits.length);
  for (let i = 0; i < n; ++i) {
    if (!images.subarray(i * PIXELS, (i + 1) * PIXELS).some((ink) => ink > 0)) continue;
    const row = softmaxAt(logits.subarray(i * classes, (i + 1) * classes), temperature);
    const best = mostLikely(logits, i * classes, classes);
    for (let c = 0; c < classes; ++c) {
      if (c === best || row[best]! - row[c]! >= LEAD) continue;
      row[best]! += LEAD;
      row[c]! -= LEAD;
    }
    probabilities.set(row, i * classes);
  }
  return {probabilities};
}

/** Returns a classifier from a function that gives the logits, [n × classes], of images, [n × 784] in [0, 1]. */
export function logitClassifier(
  {name, classes}: Pick<Classifier, "name" | "classes">,
  logitsOf: (images: Float32Array) => Float32Array,
  temperature: number
): Classifier {
  return {
    name,
    classes,
    classify: (images) => Promise.resolve(scoresOf(logitsOf(images), images, temperature)),
    dispose: () => undefined
  };
}
