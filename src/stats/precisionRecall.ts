import {rankSteps} from "./ranking.js";

/** What a threshold on the scores makes of the positives. */
export interface PrecisionRecallPoint {
  /** Scores from here on are called positive. */
  readonly threshold: number;
  /** The share of what is called positive that is so, in [0, 1]. */
  readonly precision: number;
  /** The share of the positives that is called so, in [0, 1]. */
  readonly recall: number;
}

/**
 * Returns precision and recall at each different score, the highest first, up to the first one with a recall of 1;
 * undefined without positives. As scikit-learn's `precision_recall_curve`, in the other direction and without the point
 * that it adds at a recall of 0.
 */
export function precisionRecallCurve(
  scores: ArrayLike<number>,
  isPositive: ArrayLike<boolean | number>
): PrecisionRecallPoint[] | undefined {
  const steps = rankSteps(scores, isPositive);
  const positives = steps.at(-1)?.hits ?? 0;
  if (!positives) return undefined;
  const complete = steps.findIndex(({hits}) => hits === positives);
  return steps
    .slice(0, complete + 1)
    .map(({threshold, n, hits}) => ({threshold, precision: hits / n, recall: hits / positives}));
}

/**
 * Returns the average precision of a curve, in [0, 1]: Σ (Rₙ − Rₙ₋₁) Pₙ, the area of its steps, without interpolation.
 * As scikit-learn's `average_precision_score`.
 */
export function averagePrecision(curve: readonly PrecisionRecallPoint[]): number {
  return curve.reduce((sum, {precision, recall}, i) => sum + (recall - (curve[i - 1]?.recall ?? 0)) * precision, 0);
}
