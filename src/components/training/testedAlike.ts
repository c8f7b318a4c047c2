import {greatest, rollups} from "d3-array";
import type {Alphabet} from "../../characters/alphabet.js";
import type {RunAbout} from "../../run/runAbout.js";
import type {Evaluation} from "../../stats/evaluation.js";

/** The part of a run that decides whether its accuracy can be compared. */
export interface ComparedRun {
  readonly name: string;
  readonly classes: Alphabet;
  readonly about: Pick<RunAbout, "evaluated">;
  readonly evaluation: Pick<Evaluation, "n" | "accuracy"> | null;
}

/** A run with an evaluation. */
export type Tested<Run extends ComparedRun> = Run & {readonly evaluation: NonNullable<Run["evaluation"]>};

/**
 * Returns the runs that were tested on the same images as most, the best first; accuracies on other images can't be
 * compared with theirs.
 */
export function testedAlike<Run extends ComparedRun>(runs: readonly Run[]): Tested<Run>[] {
  const isTested = (run: Run): run is Tested<Run> => run.evaluation !== null;
  const on = ({about, classes, evaluation}: Tested<Run>) =>
    JSON.stringify([about.evaluated?.sha256 ?? `${about.evaluated?.name} ${evaluation.n}`, classes]);
  const groups = rollups(runs.filter(isTested), (group) => group, on).map(([, group]) => group);
  const most = greatest(groups, (group) => group.length) ?? [];
  return [...most].sort((a, b) => b.evaluation.accuracy - a.evaluation.accuracy);
}
