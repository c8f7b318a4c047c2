import {eraseAlong} from "../../pen/eraser.js";
import type {Point, Stroke} from "../../pen/pen.js";
import {keepFeedback, NO_FEEDBACK, type Feedback} from "../answer/feedback.js";
import {addState, canStep, shownInk, startHistory, step, type InkHistory} from "../answer/inkHistory.js";

/** A step of undo. */
export interface InkState {
  readonly strokes: readonly Stroke[];
  /** The same object for all states of one drawing. */
  readonly drawing: object;
  readonly feedback: Feedback;
}

/** What is under way while the pen is down; one step of undo. */
export type Gesture =
  {readonly points: Stroke} | {readonly erased: readonly Stroke[]; readonly at: Point; readonly radius: number};

/** All that a surface to draw on remembers. */
export interface PadState {
  readonly history: InkHistory<InkState>;
  /** The drawing that begins with the next stroke on the blank surface. */
  readonly next: object;
  readonly gesture: Gesture | undefined;
  readonly isEraserOn: boolean;
}

export type PadEvent =
  /** The pen is put down and draws. */
  | {readonly type: "draw"; readonly at: Point}
  /** The pen is put down and erases what is closer than *radius*. */
  | {readonly type: "erase"; readonly at: Point; readonly radius: number}
  | {readonly type: "move"; readonly points: readonly Point[]}
  | {readonly type: "lift"}
  /** What the pen did since it was put down is forgotten. */
  | {readonly type: "drop"}
  /** Other ink takes the place of what is there; none clears the surface. */
  | {readonly type: "replace"; readonly strokes: readonly Stroke[]}
  | {readonly type: "say"; readonly feedback: Feedback}
  /** Undo (-1) or redo (1); not while the pen is down. */
  | {readonly type: "step"; readonly direction: -1 | 1}
  | {readonly type: "eraser"; readonly isOn: boolean};

/** Returns the state of a surface on which nothing was drawn yet. */
export function blankPad(): PadState {
  const history = startHistory<InkState>({strokes: [], drawing: {}, feedback: NO_FEEDBACK});
  return {history, next: {}, gesture: undefined, isEraserOn: false};
}

/** Returns the strokes that are there, with what is under way; the same array until something changes, but while drawing. */
export function inkOf({history, gesture}: PadState): readonly Stroke[] {
  const {strokes} = shownInk(history);
  if (!gesture) return strokes;
  return "erased" in gesture ? gesture.erased : [...strokes, gesture.points];
}

/** Returns the ink that is there, with what is under way, which drawing it is, and what is still said of it. */
export function shownState(state: PadState): InkState {
  const {strokes: before, drawing, feedback} = shownInk(state.history);
  const strokes = inkOf(state);
  return {
    strokes,
    drawing: before.length ? drawing : state.next,
    feedback: keepFeedback(feedback, before, strokes)
  };
}

/** Is ink being erased, or will the next stroke erase? */
export function isErasing({gesture, isEraserOn}: PadState): boolean {
  return isEraserOn || (gesture !== undefined && "erased" in gesture);
}

/** Returns the state after an *event*; the same one where that changes nothing. A blank surface has no eraser. */
export function reducePad(state: PadState, event: PadEvent): PadState {
  const next = follow(state, event);
  // An eraser that stayed on would seem to be a pen that does not draw.
  return next.isEraserOn && !next.gesture && !inkOf(next).length ? {...next, isEraserOn: false} : next;
}

function follow(state: PadState, event: PadEvent): PadState {
  switch (event.type) {
    case "draw":
      return {...state, gesture: {points: [event.at]}};
    case "erase":
      return moveTo({...state, gesture: {erased: inkOf(state), at: event.at, radius: event.radius}}, [event.at]);
    case "move":
      return moveTo(state, event.points);
    case "lift":
      return settle(state);
    case "drop":
      return {...state, gesture: undefined};
    case "replace":
      return replace(settle(state), event.strokes);
    case "say":
      return say(settle(state), event.feedback);
    case "step":
      if (state.gesture || !canStep(state.history, event.direction)) return state;
      return {...state, history: step(state.history, event.direction)};
    case "eraser":
      return {...state, isEraserOn: event.isOn};
  }
}

function moveTo(state: PadState, points: readonly Point[]): PadState {
  const {gesture} = state;
  if (!gesture) return state;
  if ("points" in gesture) return {...state, gesture: {points: [...gesture.points, ...points]}};
  const {radius} = gesture;
  const moved = points.reduce(
    ({erased, at}, point) => ({erased: eraseAlong(erased, at, point, radius), at: point, radius}),
    gesture
  );
  return {...state, gesture: moved};
}

/** Makes what is under way a step of its own. */
function settle(state: PadState): PadState {
  const settled = shownState(state);
  const rest: PadState = {...state, gesture: undefined};
  if (settled.strokes === inkOf(rest)) return rest;
  return {...rest, history: addState(state.history, settled), next: {}};
}

function replace(state: PadState, strokes: readonly Stroke[]): PadState {
  if (!strokes.length && !inkOf(state).length) return state;
  return {...state, history: addState(state.history, {strokes, drawing: {}, feedback: NO_FEEDBACK})};
}

function say(state: PadState, feedback: Feedback): PadState {
  return {...state, history: addState(state.history, {...shownState(state), feedback})};
}
