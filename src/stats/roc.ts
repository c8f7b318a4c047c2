import {rankSteps} from "./ranking.js";

/** What a threshold on the scores makes of positives and negatives. */
export interface RocPoint {
  /** Scores from here on are called positive; ∞ for the first point, (0, 0). */
  readonly threshold: number;
  /** The share of the negatives that is called positive, in [0, 1]. */
  readonly falsePositiveRate: number;
  /** The share of the positives that is, in [0, 1]. */
  readonly truePositiveRate: number;
}

/**
 * Returns the receiver operating characteristic from (0, 0) to (1, 1), a point for each different score; equal scores
 * are one step. Undefined without positives or without negatives. As scikit-learn's
 * `roc_curve(y_true, y_score, drop_intermediate=False)`. Fawcett, An introduction to ROC analysis, 2006,
 * https://doi.org/10.1016/j.patrec.2005.10.010
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
 * Returns the area below a ROC curve, by trapezoids, in [0, 1]: how probably a positive has a higher score than a
 * negative, equal scores counted by half. As scikit-learn's `roc_auc_score`.
 */
export function rocArea(curve: readonly RocPoint[]): number {
  let area = 0;
  for (let i = 1; i < curve.length; ++i) {
    const [a, b] = [curve[i - 1]!, curve[i]!];
    area += ((b.falsePositiveRate - a.falsePositiveRate) * (a.truePositiveRate + b.truePositiveRate)) / 2;
  }
  return area;
}
