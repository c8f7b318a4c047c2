import {isSameAlphabet} from "../characters/alphabet.js";
import type {Predictions} from "../run/predictions.js";

/** How two runs' answers to the same images compare. */
export interface AnswerComparison {
  /** How many images both get right, only the first, only the second, and neither. */
  readonly both: number;
  readonly onlyA: number;
  readonly onlyB: number;
  readonly neither: number;
  /** McNemar's exact one, two-sided: how probable so unequal an *onlyA* and *onlyB* are where the runs are equally good. */
  readonly pValue: number;
  /** The images that the runs take for different classes, or only one answers, whoever is right, in their order. */
  readonly disagreements: readonly number[];
}

/**
 * Returns how the answers of two runs to the same images compare. Unlike the two accuracies' intervals, this makes use
 * of the images being the same. Dietterich, Approximate statistical tests for comparing supervised classification
 * learning algorithms, 1998, https://doi.org/10.1162/089976698300017197
 * No answer is not right.
 * @throws RangeError where the classes, the numbers of images or their labels differ
 */
export function compareAnswers(a: Predictions, b: Predictions): AnswerComparison {
  if (!isSameAlphabet(a.classes, b.classes)) throw new RangeError("expected runs of the same classes");
  if (a.length !== b.length)
    throw new RangeError(`expected answers to the same images, got ${a.length} and ${b.length}`);
  const [answersA, answersB] = [a.predicted, b.predicted];
  const counts = [0, 0, 0, 0]; // neither, only b, only a, both
  const disagreements: number[] = [];
  for (let i = 0; i < a.length; ++i) {
    const label = a.labels[i]!;
    if (b.labels[i] !== label)
      throw new RangeError(`expected the same labels, got ${label} and ${b.labels[i]} at ${i}`);
    ++counts[2 * Number(answersA[i] === label) + Number(answersB[i] === label)]!;
    if (answersA[i] !== answersB[i]) disagreements.push(i);
  }
  const [neither, onlyB, onlyA, both] = counts as [number, number, number, number];
  return {both, onlyA, onlyB, neither, pValue: mcnemarExact(onlyA, onlyB), disagreements};
}

/**
 * Returns the p-value, in [0, 1], of McNemar's exact test of *b* against *c*, the images that only one of two runs gets
 * right: twice the lower tail of the binomial distribution with p = ½, at most 1; 1 where both are 0. As R's
 * `binom.test(b, b + c)`.
 *
 * The terms are summed relative to the largest one, so that nothing overflows, for any counts; below 10⁻³⁰⁰ it is 0 or
 * inaccurate.
 */
export function mcnemarExact(b: number, c: number): number {
  const n = b + c;
  const least = Math.min(b, c);
  const middle = Math.floor(n / 2);
  let [term, upToLeast, upToMiddle] = [1, 0, 0];
  for (let i = middle; i >= 0 && term > 0; --i) {
    upToMiddle += term;
    if (i <= least) upToLeast += term;
    term *= i / (n - i + 1);
  }
  // The distribution is symmetric; of an even n the middle term belongs to both halves.
  const all = 2 * upToMiddle - (n % 2 ? 0 : 1);
  return Math.min(1, (2 * upToLeast) / all);
}
