import {bestPath, type Step} from "../../ink/segmentation/bestPath.js";
import type {Candidate, Line} from "../../ink/segmentation/line.js";
import type {ReadDigit} from "./readImages.js";

/** What the parts of a division are worth, as logarithms of probabilities. */
export interface DivisionScores<C extends Candidate> {
  /** What it is worth that a candidate is the digit it was read as. */
  readonly digit: (candidate: C, read: ReadDigit) => number;
  /** What it is worth that a candidate is no digit, such as a mark at the end of an amount; −Infinity where it must be one. */
  readonly mark?: (candidate: C, read: ReadDigit) => number;
  /** What it is worth to cut at a place. */
  readonly cut: (place: number) => number;
}

/** A line divided into digits. */
export interface Division {
  readonly digits: readonly ReadDigit[];
  /** What is no digit, as it was read. */
  readonly marks: readonly ReadDigit[];
  readonly score: number;
}

/**
 * Returns the most likely division of a *line*, whose candidates were read as *digits*, by the sum of the *scores*.
 * Undefined where its candidates don't cover it.
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

/** Returns a logarithm that is finite: that of *least* for less. */
export function logarithm(p: number, least = 1e-4): number {
  return Math.log(Math.max(least, p));
}
