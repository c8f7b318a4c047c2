import type {Subject} from "../../readers/messages.js";
import type {Outcome} from "../comparison/comparison.js";

/** What a duel remembers between two events. */
export interface DuelState {
  /** What is read; undefined for nothing. */
  readonly subject: Subject | undefined;
  /** What came of asking each system about it. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** The system that is being asked. */
  readonly asking: string | undefined;
  /** Whether all systems that are asked have answered. */
  readonly isDone: boolean;
  /** The systems whose models are here. */
  readonly loaded: ReadonlySet<string>;
  /** The latest time of each system on this device, in milliseconds. */
  readonly times: ReadonlyMap<string, number>;
  /** The heavy systems that the visitor wants to be asked. */
  readonly wanted: ReadonlySet<string>;
}

export type DuelEvent =
  /** There is something else to read, or nothing. */
  | {readonly type: "subject"; readonly subject: Subject | undefined}
  | {readonly type: "ask"; readonly subject: Subject; readonly run: string}
  /** What came of asking a system; of no interest once there is something else to read. */
  | {readonly type: "outcome"; readonly subject: Subject; readonly run: string; readonly outcome: Outcome}
  | {readonly type: "want"; readonly run: string}
  | {readonly type: "done"; readonly subject: Subject};

export const FIRST_DUEL: DuelState = {
  subject: undefined,
  outcomes: new Map(),
  asking: undefined,
  isDone: false,
  loaded: new Set(),
  times: new Map(),
  wanted: new Set()
};

/** Returns the state after an *event*; the same one where that changes nothing. */
export function reduceDuel(state: DuelState, event: DuelEvent): DuelState {
  switch (event.type) {
    case "subject":
      return {...state, subject: event.subject, outcomes: new Map(), asking: undefined, isDone: false};
    case "ask":
      return event.subject === state.subject ? {...state, asking: event.run} : state;
    case "want":
      return {...state, wanted: new Set(state.wanted).add(event.run), isDone: false};
    case "done":
      return event.subject === state.subject ? {...state, asking: undefined, isDone: true} : state;
    case "outcome":
      return withOutcome(state, event);
  }
}

function withOutcome(
  state: DuelState,
  {subject, run, outcome}: Extract<DuelEvent, {readonly type: "outcome"}>
): DuelState {
  const isLoaded = outcome !== undefined && "answer" in outcome;
  const loaded = isLoaded ? new Set(state.loaded).add(run) : state.loaded;
  if (subject !== state.subject) return {...state, loaded};
  const answer = isLoaded ? outcome.answer : null;
  return {
    ...state,
    loaded,
    asking: undefined,
    outcomes: new Map(state.outcomes).set(run, outcome),
    times: answer ? new Map(state.times).set(run, answer.milliseconds) : state.times
  };
}
