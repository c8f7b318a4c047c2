/** A way from one place of a line to a later one, the better the higher its *score*. */
export interface Step {
  readonly first: number;
  readonly end: number;
  readonly score: number;
}

/**
 * Returns the steps that lead from place 0 to place *length* with the highest sum of scores (Viterbi), in order; *cut* is
 * what a step adds that begins at a place other than 0. Undefined where none lead there.
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
