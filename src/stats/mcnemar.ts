import {isSameAlphabet} from "../characters/alphabet.js";
import type {Predictions} from "../run/predictions.js";

/** Compares the answers of two runs to the same images. */
export interface AnswerComparison {
  /** The numbers of images that both runs get right, only the first, only the second, and neither. */
  readonly both: number;
  readonly onlyA: number;
  readonly onlyB: number;
  readonly neither: number;
  /**
   * The two-sided p-value of McNemar's exact test: the probability of counts at least as unequal as *onlyA* and *onlyB*
   * if the runs are equally good.
   */
  readonly pValue: number;
  /** The images that the runs classify differently or that only one of them answers, right or wrong, in order. */
  readonly disagreements: readonly number[];
}

/**
 * Compares the answers of two runs to the same images. Unlike the intervals of the two accuracies, this uses the fact
 * that the images are the same. A missing answer counts as wrong. Dietterich, Approximate statistical tests for
 * comparing supervised classification learning algorithms, 1998, https://doi.org/10.1162/089976698300017197
 * @throws RangeError if the classes, the numbers of images or the labels differ
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
 * Returns the p-value, in [0, 1], of McNemar's exact test for *b* and *c*, the numbers of images that only one of two
 * runs gets right: twice the lower tail of the binomial distribution with p = ½, at most 1; 1 if both are 0. Equals R's
 * `binom.test(b, b + c)`.
 *
 * The terms are summed relative to the largest one, so no counts overflow. A p-value below 10⁻³⁰⁰ is 0 or inaccurate.
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
  // The distribution is symmetric; for an even n the middle term belongs to both halves.
  const all = 2 * upToMiddle - (n % 2 ? 0 : 1);
  return Math.min(1, (2 * upToLeast) / all);
}
