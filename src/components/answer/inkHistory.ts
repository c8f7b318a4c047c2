import type {Stroke} from "../../pen/pen.js";

/** The latest states of a drawing and the index of the shown one; undo and redo move along them. */
export interface InkHistory<State = readonly Stroke[]> {
  /** 1 to 200. */
  readonly states: readonly State[];
  /** The index of the shown state. */
  readonly shown: number;
}

/** The number of states kept for undo. States share strokes, so this many take little memory. */
const MAX_STATES = 200;

/** The history of a blank surface. */
export const BLANK: InkHistory = startHistory([]);

/** Returns a history of one state. */
export function startHistory<State>(first: State): InkHistory<State> {
  return {states: [first], shown: 0};
}

/** Returns the shown state. */
export function shownInk<State>({states, shown}: InkHistory<State>): State {
  return states[shown]!;
}

/** Returns the history with *state* after the shown one. Drops the undone states, and the oldest beyond the maximum. */
export function addState<State>({states, shown}: InkHistory<State>, state: State): InkHistory<State> {
  const last = [...states.slice(0, shown + 1), state].slice(-MAX_STATES);
  return {states: last, shown: last.length - 1};
}

/** Returns the history one state earlier (-1) or later (1), or unchanged if there is no such state. */
export function step<State>(history: InkHistory<State>, direction: -1 | 1): InkHistory<State> {
  return canStep(history, direction) ? {...history, shown: history.shown + direction} : history;
}

/** Returns whether there is an earlier (-1) or a later state (1). */
export function canStep<State>({states, shown}: InkHistory<State>, direction: -1 | 1): boolean {
  return states[shown + direction] !== undefined;
}
