import {mostLikely} from "../characters/mostLikely.js";
import {chooseThreshold} from "./calibration.js";

/**
 * The share of validation answers above the threshold that are right. It exceeds the 99.8 % promised on other data, as
 * the threshold is fitted to these answers.
 */
export const ANSWERED_ACCURACY = 0.999;

/**
 * Returns the confidence below which a run's answers are called unsure: of those at or above it, 99.9 % are right.
 * *probabilities*, [n × classes], are its answers to validation images with these *labels*, [n].
 */
export function findUnsureBelow(probabilities: Float32Array, labels: Uint8Array): number {
  const classes = probabilities.length / labels.length;
  const best = Array.from(labels, (_, i) => mostLikely(probabilities, i * classes, classes));
  const confidences = best.map((c, i) => probabilities[i * classes + c] ?? 0);
  const isRight = best.map((c, i) => c === labels[i]);
  return chooseThreshold(confidences, isRight, ANSWERED_ACCURACY);
}
