/** A support vector machine of one decision function for each pair of classes, as libsvm trains it. */
export interface Machine {
  /** [m]: the classes that it was trained on, ascending. */
  readonly labels: Uint8Array;
  /** [m]: the number of support vectors of each, which stand together, in this order. */
  readonly counts: Uint32Array;
  /**
   * [m − 1 × vectors]: each vector's coefficients against the m − 1 other classes, in order; libsvm's `sv_coef`. 0 where it
   * supports another pair only.
   */
  readonly coefficients: Float32Array;
  /** [m (m − 1) / 2]: what is subtracted for each pair: 0 and 1, 0 and 2, …, 1 and 2, …; libsvm's `rho`. */
  readonly intercepts: Float32Array;
}

/**
 * Returns the decision values of an image, [m (m − 1) / 2]: above 0 for the first class of each pair. *kernel*, [vectors],
 * is its similarity to each support vector.
 */
export function decisionValues({counts, coefficients, intercepts}: Machine, kernel: Float32Array): Float64Array {
  const starts = Uint32Array.from(counts);
  for (let i = 0, start = 0; i < counts.length; start += counts[i++]!) starts[i] = start;
  const values = new Float64Array(intercepts.length);
  const sumOf = (own: number, row: number) => {
    const offset = row * kernel.length;
    let sum = 0;
    for (let v = starts[own]!, end = v + counts[own]!; v < end; ++v) sum += coefficients[offset + v]! * kernel[v]!;
    return sum;
  };
  for (let i = 0, pair = 0; i < counts.length; ++i)
    for (let j = i + 1; j < counts.length; ++j, ++pair)
      values[pair] = sumOf(i, j - 1) + sumOf(j, i) - intercepts[pair]!;
  return values;
}

/** Returns the number of pairs that each of *m* classes wins, [m]; a value of 0 counts for the second, as in libsvm. */
export function countWins(values: Float64Array, m: number): Uint8Array {
  const wins = new Uint8Array(m);
  for (let i = 0, pair = 0; i < m; ++i) for (let j = i + 1; j < m; ++j, ++pair) ++wins[values[pair]! > 0 ? i : j]!;
  return wins;
}

/**
 * Returns the scores of *m* classes, [m]: each one's narrowest margin, its smallest decision value against another. The
 * class that wins most pairs, libsvm's answer, has the highest score: if another's margin is wider, they change places.
 */
export function marginScores(values: Float64Array, m: number): Float32Array {
  const scores = new Float32Array(m).fill(Infinity);
  for (let i = 0, pair = 0; i < m; ++i) {
    for (let j = i + 1; j < m; ++j, ++pair) {
      scores[i] = Math.min(scores[i]!, values[pair]!);
      scores[j] = Math.min(scores[j]!, -values[pair]!);
    }
  }
  const wins = countWins(values, m);
  const winner = wins.indexOf(wins.reduce((a, b) => Math.max(a, b)));
  const widest = scores.indexOf(scores.reduce((a, b) => Math.max(a, b)));
  [scores[winner], scores[widest]] = [scores[widest]!, scores[winner]!];
  return scores;
}
