import {SIDE} from "../../ink/image/grid.js";
import type {Point} from "../../pen/pen.js";
import {mapTuple} from "../../mapTuple.js";

/** How far Page Up and Page Down go, in cells. */
const PAGE = 7;

/** A key, as in keyboard events. */
type Key = Pick<KeyboardEvent, "key" | "ctrlKey">;

/**
 * Returns the cell (its index, row-major, 0 to 783) to which a key leads from *cell*: arrows to the next one, Page Up and
 * Page Down seven rows on, Home and End to the ends of the row, with Control to the first and last cell; never beyond the
 * edges. Undefined for other keys. As in https://www.w3.org/WAI/ARIA/apg/patterns/grid/
 */
export function moveCell(cell: number, {key, ctrlKey}: Key): number | undefined {
  const [x, y] = [cell % SIDE, Math.floor(cell / SIDE)];
  const last = SIDE - 1;
  const places = new Map<string, Point>([
    ["ArrowLeft", [x - 1, y]],
    ["ArrowRight", [x + 1, y]],
    ["ArrowUp", [x, y - 1]],
    ["ArrowDown", [x, y + 1]],
    ["PageUp", [x, y - PAGE]],
    ["PageDown", [x, y + PAGE]],
    ["Home", [0, ctrlKey ? 0 : y]],
    ["End", [last, ctrlKey ? last : y]]
  ]);
  const place = places.get(key);
  if (!place) return undefined;
  const [column, row] = mapTuple(place, (at) => Math.max(0, Math.min(last, at)));
  return row * SIDE + column;
}

/** Returns the cell at *point*, in fractions of the grid's side; undefined outside of it. */
export function cellAt([x, y]: Point): number | undefined {
  const [column, row] = [Math.floor(x * SIDE), Math.floor(y * SIDE)];
  const isInside = column >= 0 && column < SIDE && row >= 0 && row < SIDE;
  return isInside ? row * SIDE + column : undefined;
}

/** Returns the cells on the straight way between two, both included: each touches the next, at a corner at least. */
export function cellsBetween(from: number, to: number): number[] {
  const [x, y, u, v] = [from % SIDE, Math.floor(from / SIDE), to % SIDE, Math.floor(to / SIDE)];
  const steps = Math.max(Math.abs(u - x), Math.abs(v - y));
  return Array.from({length: steps + 1}, (_, i) => {
    const share = steps ? i / steps : 0;
    return Math.round(y + share * (v - y)) * SIDE + Math.round(x + share * (u - x));
  });
}
