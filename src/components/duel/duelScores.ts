import {NO_DIGIT} from "../answer/desk.js";
import type {Tally, TalliedAnswer} from "./duelTally.js";

/**
 * Returns whether an answer is right: what it reads is what the visitor says, or it says itself that this is no character,
 * by its own detector or as it has no answer; undefined where it can't say that.
 */
export function isRight(
  {text, isRefused, hasDetector}: Pick<TalliedAnswer, "text" | "isRefused" | "hasDetector">,
  truth: string
): boolean | undefined {
  const isRefusedByItself = hasDetector && isRefused;
  if (truth !== NO_DIGIT) return text === truth && !isRefusedByItself;
  if (text === "") return true;
  return hasDetector ? isRefused : undefined;
}

/** Returns the drawings that count: those about which all systems were asked. */
export function countedIn(drawings: Tally): Tally {
  return drawings.filter(({isWhole}) => isWhole);
}

/** How many drawings a system read right, of those that it was asked about and can be right about. */
export interface Score {
  readonly right: number;
  readonly n: number;
}

/** Returns the score of each system on the drawings that count. */
export function scoresOf(drawings: Tally): Map<string, Score> {
  const scores = new Map<string, Score>();
  for (const {truth, answers} of countedIn(drawings)) {
    for (const answer of answers) {
      const verdict = isRight(answer, truth);
      if (verdict === undefined) continue;
      const {right, n} = scores.get(answer.run) ?? {right: 0, n: 0};
      scores.set(answer.run, {right: right + Number(verdict), n: n + 1});
    }
  }
  return scores;
}
