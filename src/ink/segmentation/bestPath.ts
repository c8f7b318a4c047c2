/** A step from one position of a line to a later one; a higher *score* is better. */
export interface Step {
  readonly first: number;
  readonly end: number;
  readonly score: number;
}

/**
 * Returns the steps from position 0 to position *length* with the highest total score (Viterbi), in order; undefined if
 * no steps lead there. *cut* gives the score to add for a step that begins at a position other than 0.
 */
export function bestPath<T extends Step>(
  length: number,
  steps: readonly T[],
  cut: (place: number) => number = () => 0
): T[] | undefined {
  const best: {score: number; step?: T}[] = Array.from({length: length + 1}, () => ({score: -Infinity}));
  best[0] = {score: 0};
  for (const step of [...steps].sort((a, b) => a.end - b.end)) {
    const score = best[step.first]!.score + step.score + (step.first ? cut(step.first) : 0);
    if (score > best[step.end]!.score) best[step.end] = {score, step};
  }
  const path: T[] = [];
  for (let place = length; place > 0; place = path[0]!.first) {
    const {step} = best[place]!;
    if (!step) return undefined;
    path.unshift(step);
  }
  return path;
}
