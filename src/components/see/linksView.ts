import {svg} from "htl";
import type {Link, UnitRef} from "../network/unitLinks.js";
import {pixelPlace} from "./seeUnit.js";

/** The widest line, in CSS pixels. */
const WIDEST = 5;

/** A point in the coordinates of the figure. */
interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where the parts of the figure are. */
export interface Places {
  /** Returns what shows a unit: the image for column −1, the picture of a map, a dot, a row. */
  elementOf(unit: UnitRef): Element | undefined;
  /** Returns the rows and columns of the map that a unit is in, or of the image; undefined for a unit without a place. */
  sizeOf(unit: UnitRef): readonly [rows: number, columns: number] | undefined;
  /** The figure that the lines lie over. */
  readonly frame: Element;
  /** Whether the columns stand side by side. */
  readonly isWide: boolean;
}

/**
 * Returns the *links* as lines over the figure: the wider, the more one brings, within those of its depth; dashed and in
 * the accent color for what lowers a unit.
 */
export function linksView(links: readonly Link[], places: Places): SVGElement {
  const {frame, isWide} = places;
  const most = new Map<string, number>();
  for (const {to, amount, depth} of links) {
    const key = `${depth} ${to.column} ${to.place.unit}`;
    most.set(key, Math.max(most.get(key) ?? 0, Math.abs(amount)));
  }
  const lines = [...links].reverse().flatMap(({from, to, amount, depth}) => {
    const [a, b] = [pointOf(from, "from", places), pointOf(to, "to", places)];
    if (!a || !b) return [];
    const part = Math.abs(amount) / most.get(`${depth} ${to.column} ${to.place.unit}`)!;
    const width = Math.max(0.75, (WIDEST * part) / (1 + depth));
    return svg`<path d=${curve(a, b, isWide)} stroke-width=${width.toFixed(2)} data-negative=${amount < 0 ? "" : null}
      data-depth=${depth}></path>`;
  });
  return svg`<svg class="net-lines" width=${frame.scrollWidth} height=${frame.scrollHeight} aria-hidden="true">${lines}</svg>`;
}

/** Returns a line that leaves and arrives along the way of the columns. */
function curve(a: Point, b: Point, isWide: boolean): string {
  const [dx, dy] = isWide ? [(b.x - a.x) / 2, 0] : [0, (b.y - a.y) / 2];
  const at = (x: number, y: number) => `${x.toFixed(1)},${y.toFixed(1)}`;
  return `M${at(a.x, a.y)}C${at(a.x + dx, a.y + dy)} ${at(b.x - dx, b.y - dy)} ${at(b.x, b.y)}`;
}

/** Returns where a line leaves or reaches a unit: at its place in a map, in the middle of a dot, beside a row. */
function pointOf(unit: UnitRef, end: "from" | "to", {elementOf, sizeOf, frame, isWide}: Places): Point | undefined {
  const box = elementOf(unit)?.getBoundingClientRect();
  if (!box) return undefined;
  const corner = frame.getBoundingClientRect();
  const [left, top] = [box.left - corner.left + frame.scrollLeft, box.top - corner.top + frame.scrollTop];
  const size = sizeOf(unit);
  if (size) {
    const {row, column} = unit.column < 0 ? pixelPlace(unit.place.unit) : unit.place;
    return {x: left + (box.width * (column + 0.5)) / size[1], y: top + (box.height * (row + 0.5)) / size[0]};
  }
  const isRow = isWide && box.width > 2 * box.height;
  return {
    x: left + (isRow ? (end === "from" ? box.width : 0) : box.width / 2),
    y: top + box.height / 2
  };
}
