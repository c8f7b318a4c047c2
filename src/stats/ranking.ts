import type {ProbablePredictions} from "../run/predictions.js";

/** What lies at or above a threshold. */
export interface RankStep {
  /** The lowest score that is counted. */
  readonly threshold: number;
  /** How many have at least that score. */
  readonly n: number;
  /** How many of those are hits. */
  readonly hits: number;
}

/**
 * Returns for each different score, the highest first, how many have at least that score, and how many of those are
 * *hits* (1 or true). Equal scores make one step: no threshold parts them. Coverage, ROC and precision-recall curves are
 * all read from these steps.
 */
export function rankSteps(scores: ArrayLike<number>, hits: ArrayLike<boolean | number>): RankStep[] {
  const order = Uint32Array.from({length: scores.length}, (_, i) => i).sort((a, b) => scores[b]! - scores[a]!);
  const steps: RankStep[] = [];
  let count = 0;
  for (let rank = 0; rank < order.length; ++rank) {
    const threshold = scores[order[rank]!]!;
    count += Number(hits[order[rank]!]);
    if (rank + 1 === order.length || scores[order[rank + 1]!] !== threshold) {
      steps.push({threshold, n: rank + 1, hits: count});
    }
  }
  return steps;
}

/**
 * Returns the probability of a class for each image, [length], 0 for one without an answer, and whether it is one: one class
 * against the rest.
 */
export function oneAgainstRest(
  {
    length,
    classes,
    labels,
    probabilities
  }: Pick<ProbablePredictions, "length" | "classes" | "labels" | "probabilities">,
  label: number
): {scores: Float32Array; isPositive: boolean[]} {
  return {
    scores: Float32Array.from({length}, (_, i) => probabilities[i * classes.length + label]!),
    isPositive: Array.from({length}, (_, i) => labels[i] === label)
  };
}

/** Returns the mean of the figures of classes, each as important as another; undefined ones are left out. */
export function macroMean(figures: readonly (number | undefined)[]): number | undefined {
  const known = figures.filter((figure) => figure !== undefined);
  return known.length ? known.reduce((sum, figure) => sum + figure, 0) / known.length : undefined;
}
