import type {Stroke} from "../../pen/pen.js";

/** The last states of a drawing since it was begun, and which of them is shown: undo and redo walk along them. */
export interface InkHistory<State = readonly Stroke[]> {
  /** 1 to 200. */
  readonly states: readonly State[];
  /** Index of the state that is shown. */
  readonly shown: number;
}

/** More can't be taken back. Strokes are shared between states, so that as many take little room. */
const MAX_STATES = 200;

/** The history of a surface on which nothing was drawn yet. */
export const BLANK: InkHistory = startHistory([]);

/** Returns a history of one state. */
export function startHistory<State>(first: State): InkHistory<State> {
  return {states: [first], shown: 0};
}

/** Returns the state that is shown. */
export function shownInk<State>({states, shown}: InkHistory<State>): State {
  return states[shown]!;
}

/** Returns the history in which *state* follows what is shown; what had been undone is forgotten, and what is too old. */
export function addState<State>({states, shown}: InkHistory<State>, state: State): InkHistory<State> {
  const last = [...states.slice(0, shown + 1), state].slice(-MAX_STATES);
  return {states: last, shown: last.length - 1};
}

/** Returns the history one state earlier (-1) or later (1); the same one where there is none. */
export function step<State>(history: InkHistory<State>, direction: -1 | 1): InkHistory<State> {
  return canStep(history, direction) ? {...history, shown: history.shown + direction} : history;
}

/** Is there an earlier (-1) or a later state (1)? */
export function canStep<State>({states, shown}: InkHistory<State>, direction: -1 | 1): boolean {
  return states[shown + direction] !== undefined;
}
