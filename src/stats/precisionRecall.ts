import {rankSteps} from "./ranking.js";

/** The precision and recall at a threshold on the scores. */
export interface PrecisionRecallPoint {
  /** Scores from this one on are classified as positive. */
  readonly threshold: number;
  /** The share of true positives among predicted positives, in [0, 1]. */
  readonly precision: number;
  /** The share of positives that is predicted as positive, in [0, 1]. */
  readonly recall: number;
}

/**
 * Returns the precision and recall at each distinct score, the highest first, up to the first with a recall of 1;
 * undefined without positives. Like scikit-learn's `precision_recall_curve`, but in reverse order and without its extra
 * point at a recall of 0.
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
 * Returns the average precision of a curve, in [0, 1]: Σ (Rₙ − Rₙ₋₁) Pₙ, the area under its steps, without
 * interpolation, as in scikit-learn's `average_precision_score`.
 */
export function averagePrecision(curve: readonly PrecisionRecallPoint[]): number {
  return curve.reduce((sum, {precision, recall}, i) => sum + (recall - (curve[i - 1]?.recall ?? 0)) * precision, 0);
}
