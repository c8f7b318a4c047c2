import {coverageCurve} from "./coverage.js";
import {reliabilityBins} from "./reliability.js";

/**
 * Returns the expected calibration error in [0, 1]: the mean distance between confidence and accuracy over 15 bins of
 * equal width, weighted by how many answers each has. Guo et al., On calibration of modern neural networks, 2017,
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
 * Returns the lowest confidence from which on the answers are right in at least the share *target*: a less confident
 * answer is called unsure. 0 where all answers together are good enough, 1 where no threshold makes them so.
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
