import {coverageCurve} from "./coverage.js";
import {reliabilityBins} from "./reliability.js";

/**
 * Returns the expected calibration error in [0, 1]: the mean gap between confidence and accuracy over 15 bins of equal
 * width, weighted by the number of answers in each. Guo et al., On calibration of modern neural networks, 2017,
 * https://arxiv.org/abs/1706.04599. *confidences* are in [0, 1]; 0 for no answers.
 */
export function expectedCalibrationError(
  confidences: ArrayLike<number>,
  correct: ArrayLike<boolean | number>,
  bins = 15
): number {
  const gaps = reliabilityBins(confidences, correct, bins).map(({n, confidence, accuracy}) =>
    n ? n * Math.abs(confidence! - accuracy!) : 0
  );
  return confidences.length ? gaps.reduce((a, b) => a + b) / confidences.length : 0;
}

/**
 * Returns the lowest confidence threshold at which at least the share *target* of the answers is right; less confident
 * answers are called unsure. Returns 0 if all answers together reach the target, 1 if no threshold does.
 */
export function chooseThreshold(
  confidences: ArrayLike<number>,
  correct: ArrayLike<boolean | number>,
  target: number
): number {
  const lowest = coverageCurve(confidences, correct).findLast(({accuracy}) => accuracy >= target);
  if (!lowest) return 1;
  return lowest.answered === confidences.length ? 0 : lowest.threshold;
}
