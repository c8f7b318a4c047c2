import {rankSteps} from "./ranking.js";

/** The rates of positives and negatives at a threshold on the scores. */
export interface RocPoint {
  /** Scores from this one on are classified as positive; ∞ for the first point, (0, 0). */
  readonly threshold: number;
  /** The share of negatives that is classified as positive, in [0, 1]. */
  readonly falsePositiveRate: number;
  /** The share of positives that is classified as positive, in [0, 1]. */
  readonly truePositiveRate: number;
}

/**
 * Returns the receiver operating characteristic from (0, 0) to (1, 1), one point for each distinct score; undefined
 * without positives or without negatives. Equals scikit-learn's `roc_curve(y_true, y_score, drop_intermediate=False)`.
 * Fawcett, An introduction to ROC analysis, 2006, https://doi.org/10.1016/j.patrec.2005.10.010
 */
export function rocCurve(scores: ArrayLike<number>, isPositive: ArrayLike<boolean | number>): RocPoint[] | undefined {
  const steps = rankSteps(scores, isPositive);
  const positives = steps.at(-1)?.hits ?? 0;
  const negatives = scores.length - positives;
  if (!positives || !negatives) return undefined;
  return [{threshold: Infinity, n: 0, hits: 0}, ...steps].map(({threshold, n, hits}) => ({
    threshold,
    falsePositiveRate: (n - hits) / negatives,
    truePositiveRate: hits / positives
  }));
}

/**
 * Returns the area under a ROC curve, by trapezoids, in [0, 1]: the probability that a positive scores higher than a
 * negative, with ties counted as half. Equals scikit-learn's `roc_auc_score`.
 */
export function rocArea(curve: readonly RocPoint[]): number {
  let area = 0;
  for (let i = 1; i < curve.length; ++i) {
    const [a, b] = [curve[i - 1]!, curve[i]!];
    area += ((b.falsePositiveRate - a.falsePositiveRate) * (a.truePositiveRate + b.truePositiveRate)) / 2;
  }
  return area;
}
