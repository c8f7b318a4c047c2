import {bestPath, type Step} from "../../ink/segmentation/bestPath.js";
import type {Candidate, Line} from "../../ink/segmentation/line.js";
import type {ReadDigit} from "./readImages.js";

/** Scores of a division's parts, as log-probabilities. */
export interface DivisionScores<C extends Candidate> {
  /** Scores a candidate as the digit it was read as. */
  readonly digit: (candidate: C, read: ReadDigit) => number;
  /** Scores a candidate as a mark, such as one at the end of an amount; −Infinity if it must be a digit. */
  readonly mark?: (candidate: C, read: ReadDigit) => number;
  /** Scores a cut at a place. */
  readonly cut: (place: number) => number;
}

/** A line divided into digits. */
export interface Division {
  readonly digits: readonly ReadDigit[];
  /** The predictions for the parts that are not digits. */
  readonly marks: readonly ReadDigit[];
  readonly score: number;
}

/**
 * Returns the division of a *line* with the highest sum of *scores*. *digits* are the predictions for its candidates.
 * Undefined where the candidates don't cover the line.
 */
export function divideLine<C extends Candidate>(
  {length, candidates}: Line<C>,
  digits: readonly ReadDigit[],
  {digit, mark, cut}: DivisionScores<C>
): Division | undefined {
  const steps: (Step & {read?: ReadDigit; asMark?: ReadDigit})[] = [];
  candidates.forEach((candidate, i) => {
    const {first, end} = candidate;
    const read = digits[i]!;
    steps.push({first, end, score: digit(candidate, read), read});
    const score = mark?.(candidate, read) ?? -Infinity;
    if (score > -Infinity) steps.push({first, end, score, asMark: read});
  });
  const path = bestPath(length, steps, cut);
  return (
    path && {
      digits: path.flatMap(({read}) => read ?? []),
      marks: path.flatMap(({asMark}) => asMark ?? []),
      score: path.reduce((sum, {score, first}) => sum + score + (first ? cut(first) : 0), 0)
    }
  );
}

/** Returns the logarithm of *p*, or of *least* if *p* is smaller, so that it is finite. */
export function logarithm(p: number, least = 1e-4): number {
  return Math.log(Math.max(least, p));
}
