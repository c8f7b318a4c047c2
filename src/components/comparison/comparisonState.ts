import type {DeskAnswer, DeskSubject} from "../answer/desk.js";
import type {Outcome} from "./comparison.js";

/** What the runs are compared by. */
export interface ComparedSubject {
  readonly subject: DeskSubject;
  /** The desk's run, and what it answers; null for no ink. */
  readonly run: string;
  readonly answer: DeskAnswer | null;
}

/** All that a comparison remembers. */
export interface ComparisonState {
  /** What is compared; undefined while there is nothing, or newer ink. */
  readonly current: ComparedSubject | undefined;
  /** What is shown; undefined for nothing. */
  readonly shown: ComparedSubject | undefined;
  /** What came of each run that was asked about what is shown. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
}

export type ComparisonEvent =
  /** The desk's run answered, or there is nothing to compare. */
  | {readonly type: "update"; readonly compared: ComparedSubject | undefined}
  /** There is newer ink, and its answer comes first. */
  | {readonly type: "hold"}
  /** What came of asking a run about *subject*; of no interest once another subject is shown. */
  | {readonly type: "outcome"; readonly subject: DeskSubject; readonly run: string; readonly outcome: Outcome};

export const FIRST_COMPARISON: ComparisonState = {current: undefined, shown: undefined, outcomes: new Map()};

/** Returns the state after an *event*; the same one where that changes nothing. */
export function reduceComparison(state: ComparisonState, event: ComparisonEvent): ComparisonState {
  switch (event.type) {
    case "update": {
      const {compared} = event;
      const isSame = compared !== undefined && compared.subject === state.shown?.subject;
      const outcomes = new Map(isSame ? state.outcomes : []);
      if (compared) outcomes.set(compared.run, {answer: compared.answer});
      return {current: compared, shown: compared, outcomes};
    }
    case "hold":
      return {...state, current: undefined};
    case "outcome":
      if (event.subject !== state.shown?.subject) return state;
      return {...state, outcomes: new Map(state.outcomes).set(event.run, event.outcome)};
  }
}

/** Returns the first of the *chosen* runs that was not asked yet; undefined where all were. */
export function nextRun({outcomes}: ComparisonState, chosen: readonly string[]): string | undefined {
  return chosen.find((name) => !outcomes.has(name));
}
