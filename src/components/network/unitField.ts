import {SIDE} from "../../ink/image/grid.js";
import type {SeenNetwork} from "./seenNetwork.js";
import {windowAt, type Window} from "./unitInputs.js";
import type {UnitRef} from "./unitLinks.js";

/**
 * Returns the part of the image that a unit sees through the layers before it, its receptive field; it may reach beyond the
 * image. A unit that is not in a map sees the whole image.
 */
export function unitField({columns}: Pick<SeenNetwork, "columns">, {column, place}: UnitRef): Window {
  const whole = {top: 0, left: 0, height: SIDE, width: SIDE};
  if (columns[column]?.layer.shape.length !== 3) return whole;
  let field: Window = {top: place.row, left: place.column, height: 1, width: 1};
  for (let i = column; i >= 0; --i) {
    const one = columns[i]!;
    if (one.layer.sliding) field = before(one, field, one.layer.sliding.size);
  }
  return field;
}

/** Returns the window of the inputs that the outputs in a *field* come from. */
function before(one: Parameters<typeof windowAt>[0], field: Window, size: readonly [number, number]): Window {
  const first = windowAt(one, {row: field.top, column: field.left}, size);
  const last = windowAt(one, {row: field.top + field.height - 1, column: field.left + field.width - 1}, size);
  return {
    top: first.top,
    left: first.left,
    height: last.top + size[0] - first.top,
    width: last.left + size[1] - first.left
  };
}
