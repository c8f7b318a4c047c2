import type {ProbablePredictions} from "../run/predictions.js";

/** The scores at or above a threshold. */
export interface RankStep {
  /** The lowest score included. */
  readonly threshold: number;
  /** The number of scores at or above the threshold. */
  readonly n: number;
  /** The number of hits among them. */
  readonly hits: number;
}

/**
 * Returns for each distinct score, the highest first, the number of scores at or above it and the number of *hits* (1
 * or true) among them. Equal scores share one step, because no threshold separates them. Coverage, ROC and
 * precision–recall curves are all derived from these steps.
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
 * Returns one class against the rest: each image's probability of that class, [length], 0 for an image without an
 * answer, and whether that class is its label.
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

/** Returns the unweighted mean of the classes' figures, ignoring undefined ones. */
export function macroMean(figures: readonly (number | undefined)[]): number | undefined {
  const known = figures.filter((figure) => figure !== undefined);
  return known.length ? known.reduce((sum, figure) => sum + figure, 0) / known.length : undefined;
}
