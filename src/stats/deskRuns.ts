import type {Alphabet} from "../characters/alphabet.js";
import {thresholdsOf, type AnswerThresholds} from "./answerState.js";

/** A run that can answer, and the thresholds below which its answers are doubtful. */
export interface DeskRun extends AnswerThresholds {
  readonly name: string;
  readonly title: string;
  /** What it takes ink for: a label is the index of one of them. */
  readonly classes: Alphabet;
  /** Whether its own network tells digits from anything else. */
  readonly hasDetector?: boolean;
}

/** What of a run in `runs.json` the desk needs. */
interface ListedRun {
  readonly name: string;
  readonly classes: Alphabet;
  readonly hasModel: boolean;
  readonly about: {
    readonly title: string;
    readonly unsureBelow?: number | undefined;
    readonly noDigitBelow?: number | undefined;
  };
}

/** Returns the runs that can answer, in their order; those without a detector go by the threshold of the first that has one. */
export function deskRuns(runs: readonly ListedRun[]): DeskRun[] {
  const lent = runs.find(({hasModel, about}) => hasModel && about.noDigitBelow !== undefined)?.about.noDigitBelow;
  return runs
    .filter(({hasModel}) => hasModel)
    .map(({name, classes, about}) => ({
      name,
      title: about.title,
      classes,
      ...thresholdsOf({...about, noDigitBelow: about.noDigitBelow ?? lent}),
      hasDetector: about.noDigitBelow !== undefined
    }));
}
