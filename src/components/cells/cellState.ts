import {PIXELS, SIDE} from "../../ink/image/grid.js";
import {cellsBetween, moveCell} from "./cellGrid.js";

/** All that a cell editor remembers. */
export interface CellState {
  /** [784], 0 (background) to 255 (ink), row-major; the same array until a cell changes. */
  readonly pixels: Uint8Array;
  /** The cell that takes the focus. */
  readonly active: number;
  /** Does moving by keys leave ink behind? */
  readonly isPenDown: boolean;
  /** What a pointer leaves behind, and the cell where it was; undefined outside of the grid. */
  readonly brush: {readonly value: number; readonly at: number | undefined};
}

export type CellEvent =
  /** A key leads to another cell. */
  | {readonly type: "go"; readonly to: number}
  /** A cell got the focus. */
  | {readonly type: "focus"; readonly cell: number}
  /** The pen is put down, or lifted. */
  | {readonly type: "pen"}
  /** The active cell gets ink, or loses it. */
  | {readonly type: "toggle"}
  | {readonly type: "blank"}
  | {readonly type: "clear"}
  /** A pointer is put down, on a cell or beside the grid: it takes ink away if it erases or begins on ink. */
  | {readonly type: "brush"; readonly at: number | undefined; readonly isEraser: boolean}
  /** It moves over cells; undefined stands for places beside the grid. */
  | {readonly type: "paint"; readonly cells: readonly (number | undefined)[]}
  /** Other cells take the place of all. */
  | {readonly type: "replace"; readonly pixels: Uint8Array};

/** The state of blank cells, of which the middle one is active. */
export const BLANK_CELLS: CellState = {
  pixels: new Uint8Array(PIXELS),
  active: PIXELS / 2 + SIDE / 2,
  isPenDown: false,
  brush: {value: 255, at: undefined}
};

/** Returns the state after an *event*. */
export function reduceCells(state: CellState, event: CellEvent): CellState {
  switch (event.type) {
    case "go": {
      const inked = state.isPenDown ? fill(state, cellsBetween(state.active, event.to), 255) : state;
      return {...inked, active: event.to};
    }
    case "focus":
      return {...state, active: event.cell};
    case "pen": {
      const isPenDown = !state.isPenDown;
      return {...(isPenDown ? fill(state, [state.active], 255) : state), isPenDown};
    }
    case "toggle":
      return fill(state, [state.active], state.pixels[state.active] ? 0 : 255);
    case "blank":
      return fill(state, [state.active], 0);
    case "clear":
      return {...fill(state, [...state.pixels.keys()], 0), isPenDown: false};
    case "brush": {
      const {at, isEraser} = event;
      const value = isEraser || (at !== undefined && state.pixels[at]) ? 0 : 255;
      return paint({...state, brush: {value, at}}, at);
    }
    case "paint":
      return event.cells.reduce(paint, state);
    case "replace":
      return {...state, pixels: event.pixels};
  }
}

/** Returns the state with *cells* of a gray *value*; the same one if they had it. */
function fill(state: CellState, cells: readonly number[], value: number): CellState {
  if (cells.every((cell) => state.pixels[cell] === value)) return state;
  const pixels = state.pixels.slice();
  for (const cell of cells) pixels[cell] = value;
  return {...state, pixels};
}

/** Moves the brush to the cell *at*, over all cells on the way. */
function paint(state: CellState, at: number | undefined): CellState {
  const {value, at: before} = state.brush;
  const painted = at === undefined ? state : fill(state, cellsBetween(before ?? at, at), value);
  return {...painted, brush: {value, at}};
}

/** Returns what a key does in the grid; undefined for keys that do nothing there. */
export function keyEvent(
  {active}: Pick<CellState, "active">,
  key: Pick<KeyboardEvent, "key" | "ctrlKey" | "shiftKey">
): CellEvent | undefined {
  const to = moveCell(active, key);
  if (to !== undefined) return {type: "go", to};
  if (key.key === "Enter" || (key.key === " " && key.shiftKey)) return {type: "pen"};
  if (key.key === " ") return {type: "toggle"};
  return key.key === "Delete" || key.key === "Backspace" ? {type: "blank"} : undefined;
}

/** Returns what a screen reader is told of an *event* that led to *state*, besides the name of the cell in focus. */
export function spokenWords({type}: CellEvent, {isPenDown, pixels, active}: CellState): string {
  switch (type) {
    case "pen":
      return isPenDown ? "Pen down" : "Pen up";
    case "toggle":
    case "blank":
      return pixels[active] ? "Ink" : "Blank";
    case "clear":
      return "All cells are blank";
    default:
      return "";
  }
}

/** Returns where a cell is, from 1 on, and what it holds: "Row 3, column 5: ink". */
export function cellName(cell: number, value: number): string {
  const held = value === 0 ? "blank" : value === 255 ? "ink" : `${Math.round((100 * value) / 255)} % ink`;
  return `Row ${Math.floor(cell / SIDE) + 1}, column ${(cell % SIDE) + 1}: ${held}`;
}
