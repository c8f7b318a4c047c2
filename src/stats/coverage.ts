import {rankSteps} from "./ranking.js";

/** What is answered where answers less confident than *threshold* are called unsure. */
export interface CoveragePoint {
  readonly threshold: number;
  /** Counts. */
  readonly answered: number;
  readonly right: number;
  /** The share of all images that is answered, in [0, 1]. */
  readonly coverage: number;
  /** The share of the answered that is right, in [0, 1]. */
  readonly accuracy: number;
}

/**
 * Returns the coverage and the accuracy at every threshold that makes a difference: a point for each different
 * confidence, the highest first, so that coverage grows to 1. Equally confident answers stand or fall together.
 * 1 − accuracy over coverage is the risk–coverage curve of El-Yaniv and Wiener, On the foundations of noise-free
 * selective classification, JMLR 11 (2010), https://jmlr.org/papers/v11/el-yaniv10a.html
 * *n* counts all images: more than there are *confidences* where some were not answered.
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

/** Returns the point of a *curve* of answers at least as confident as *threshold*; undefined where there are none. */
export function coverageAt(curve: readonly CoveragePoint[], threshold: number): CoveragePoint | undefined {
  return curve.findLast((point) => point.threshold >= threshold);
}
