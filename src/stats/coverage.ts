import {rankSteps} from "./ranking.js";

/** The answers that remain if those less confident than *threshold* are called unsure. */
export interface CoveragePoint {
  readonly threshold: number;
  /** Counts. */
  readonly answered: number;
  readonly right: number;
  /** The share of all images that is answered, in [0, 1]. */
  readonly coverage: number;
  /** The share of the answers that is right, in [0, 1]. */
  readonly accuracy: number;
}

/**
 * Returns the coverage and the accuracy at each distinct confidence, the highest first, so coverage grows to 1. Equal
 * confidences share one point. *n* counts all images and exceeds the number of *confidences* if some images have no
 * answer.
 *
 * 1 − accuracy over coverage is the risk–coverage curve of El-Yaniv and Wiener, On the foundations of noise-free
 * selective classification, JMLR 11 (2010), https://jmlr.org/papers/v11/el-yaniv10a.html
 */
export function coverageCurve(
  confidences: ArrayLike<number>,
  correct: ArrayLike<boolean | number>,
  n = confidences.length
): CoveragePoint[] {
  return rankSteps(confidences, correct).map(({threshold, n: answered, hits}) => ({
    threshold,
    answered,
    right: hits,
    coverage: answered / n,
    accuracy: hits / answered
  }));
}

/** Returns the point of a *curve* for answers at least as confident as *threshold*; undefined if there are none. */
export function coverageAt(curve: readonly CoveragePoint[], threshold: number): CoveragePoint | undefined {
  return curve.findLast((point) => point.threshold >= threshold);
}
