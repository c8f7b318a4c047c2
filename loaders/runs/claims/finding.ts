import type {Run} from "../runs.js";
import type {Systems} from "../systems.js";
import type {Timings} from "../../../src/run/timings.js";
import type {ClaimVerdict} from "../../../src/run/claims.js";

/** What was measured, with the run that it is of. */
export type Figure = {readonly label: string; readonly run?: string | undefined} & (
  | {readonly kind: "share"; readonly n: number; readonly correct: number}
  // What a fault counts: no share of independent answers, so it has no interval.
  | {readonly kind: "tally"; readonly n: number; readonly correct: number}
  | {readonly kind: "error"; readonly value: number; readonly n: number}
  | {readonly kind: "count"; readonly value: number}
  | {readonly kind: "bytes"; readonly value: number}
  | {readonly kind: "milliseconds"; readonly value: number; readonly n: number}
  | {readonly kind: "text"; readonly value: string}
);

/** What became of a claim. */
export interface Finding {
  readonly verdict: ClaimVerdict;
  /** Why, in a sentence or two. */
  readonly because: string;
  /** How the figures were measured, and by which rule they decide. */
  readonly how: string;
  /** The first one tells most. */
  readonly figures: readonly Figure[];
  /** Where more of it stands: paths of the site, or addresses. */
  readonly links?: readonly {readonly text: string; readonly href: string}[];
}

/** What the checks read. */
export interface Facts {
  /** Resolves to a run, read once. @throws InputError for one that is missing or broken */
  readonly run: (name: string) => Promise<Run>;
  readonly systems: Systems;
  readonly timings: Timings | undefined;
  /** The classes of all runs. */
  readonly alphabets: readonly (readonly string[])[];
}

/** A check of a claim, and the runs that it needs. */
export interface Check {
  readonly needs: readonly string[];
  readonly check: (facts: Facts) => Promise<Finding>;
}

/** Returns a share of *n* as a figure. */
export function share(
  label: string,
  {n, correct}: {readonly n: number; readonly correct: number},
  run?: string
): Figure {
  return {kind: "share", label, n, correct, run};
}

/** Returns what a fault counts as a figure. */
export function tally(
  label: string,
  {n, correct}: {readonly n: number; readonly correct: number},
  run: string
): Figure {
  return {kind: "tally", label, n, correct, run};
}

/** Returns a share of answers, given as whether each is right. */
export function shareOf(label: string, right: readonly boolean[], run?: string): Figure {
  return share(label, {n: right.length, correct: right.filter(Boolean).length}, run);
}
