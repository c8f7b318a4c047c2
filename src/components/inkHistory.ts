import type {Stroke} from "../digits/pen.js";

/** The last states of a drawing since it was begun, and which of them is shown: undo and redo walk along them. */
export interface InkHistory {
  /** 1 to 200. */
  readonly states: readonly (readonly Stroke[])[];
  /** Index of the state that is shown. */
  readonly shown: number;
}

/** More can't be taken back. Strokes are shared between states, so that as many take little room. */
const MOST_STATES = 200;

/** The history of a surface on which nothing was drawn yet. */
export const BLANK: InkHistory = {states: [[]], shown: 0};

/** Returns the strokes of the state that is shown. */
export function shownInk({states, shown}: InkHistory): readonly Stroke[] {
  return states[shown]!;
}

/** Returns the history in which *ink* follows what is shown; what had been undone is forgotten, and what is too old. */
export function addState({states, shown}: InkHistory, ink: readonly Stroke[]): InkHistory {
  const last = [...states.slice(0, shown + 1), ink].slice(-MOST_STATES);
  return {states: last, shown: last.length - 1};
}

/** Returns the history one state earlier (-1) or later (1); the same one where there is none. */
export function step(history: InkHistory, direction: -1 | 1): InkHistory {
  return canStep(history, direction) ? {...history, shown: history.shown + direction} : history;
}

/** Is there an earlier (-1) or a later state (1)? */
export function canStep({states, shown}: InkHistory, direction: -1 | 1): boolean {
  return states[shown + direction] !== undefined;
}
