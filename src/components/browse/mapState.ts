import type {Lasso} from "./lasso.js";
import {WHOLE_MAP, type MapView} from "./mapFrame.js";

/** A point of the map's surface, in CSS pixels. */
export type Point = readonly [x: number, y: number];

/** How a map is looked at, and the line that is being drawn on it. */
export interface MapState {
  /** The surface's side, in CSS pixels. */
  readonly side: number;
  readonly view: MapView;
  /** Empty while no pointer is down. */
  readonly line: readonly Point[];
}

export const FIRST_MAP: MapState = {side: 1, view: WHOLE_MAP, line: []};

export type MapEvent =
  | {readonly type: "press"; readonly at: Point}
  | {readonly type: "move"; readonly at: Point}
  | {readonly type: "release"}
  | {readonly type: "resize"; readonly side: number}
  | {readonly type: "look"; readonly view: MapView};

/** A pointer that moved less than this, in CSS pixels, clicked. */
const CLICK = 5;

/** The minimum distance between corners of the drawn line, in CSS pixels. */
const CORNER = 6;

/** Returns the state after an *event*; the same state where nothing changed. */
export function reduceMap(state: MapState, event: MapEvent): MapState {
  switch (event.type) {
    case "press":
      return {...state, line: [event.at]};
    case "move": {
      const last = state.line.at(-1);
      if (!last || distance(event.at, last) < CORNER) return state;
      return {...state, line: [...state.line, event.at]};
    }
    case "release":
      return state.line.length ? {...state, line: []} : state;
    case "resize":
      return event.side === state.side ? state : {...state, side: event.side};
    case "look":
      return {...state, view: event.view};
  }
}

/** Returns where a *line* is only a click; undefined if it is a line. */
export function clickOf(line: readonly Point[]): Point | undefined {
  const [first] = line;
  return first && line.every((point) => distance(point, first) < CLICK) ? first : undefined;
}

/** Returns the square around a lasso, with a small margin. */
export function boundsOf({polygon}: Lasso): MapView {
  const [xs, ys] = [polygon.map(([x]) => x), polygon.map(([, y]) => y)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const side = 1.1 * Math.max(right - left, bottom - top);
  return {x: (left + right - side) / 2, y: (top + bottom - side) / 2, side};
}

function distance([x, y]: Point, [u, v]: Point): number {
  return Math.hypot(u - x, v - y);
}
