import {mean} from "d3-array";
import type {ByteImage} from "../image/morphology.js";
import type {Seam} from "./seams.js";

/** Ink counts for outlines from this level of 255. */
const STRONG = 96;

/**
 * The minimum depth of a notch in the upper or lower outline, and how far aside it is compared, as shares of the
 * height.
 */
const [MIN_DEPTH, REACH] = [0.05, 0.5];

/**
 * The maximum horizontal distance of two opposite notches and the maximum ink between them, as shares of the height.
 */
const [MAX_ASIDE, MAX_NECK] = [0.3, 0.7];

/**
 * Returns the straight cuts through the necks of *ink* (0 background to 255), from left to right. Each cut joins a
 * notch of the upper outline to one of the lower outline. It separates two round digits that touch side by side; there
 * the cheapest seam would detour through one digit's hole. *height* is the line's height in pixels.
 */
export function findNecks(ink: ByteImage, height: number): Seam[] {
  const upper = outlineOf(ink, 1);
  const lower = outlineOf(ink, -1);
  const [above, below] = [findNotches(upper, height), findNotches(lower, height)];
  const cuts = above.flatMap((from) => {
    const near = below.filter((to) => Math.abs(to - from) <= MAX_ASIDE * height);
    return near.map((to) => cutBetween(ink, [from, upper[from]!], [to, ink.height - 1 - lower[to]!]));
  });
  const chosen: Seam[] = [];
  for (const cut of cuts.sort((a, b) => a.cost - b.cost)) {
    if (cut.cost <= MAX_NECK * height && chosen.every((other) => isApart(cut, other))) chosen.push(cut);
  }
  return chosen.sort((a, b) => a.columns[0]! - b.columns[0]!);
}

/** Returns the distance from the top, or from the bottom, to each column's ink; the height for an empty column. */
function outlineOf({width, height, data}: ByteImage, direction: 1 | -1): Int32Array {
  return Int32Array.from({length: width}, (_, x) => {
    let depth = 0;
    for (let y = direction > 0 ? 0 : height - 1; depth < height && data[y * width + x]! < STRONG; y += direction)
      ++depth;
    return depth;
  });
}

/** Returns the columns of the notches: where an *outline* recedes between two parts that stand out. */
function findNotches(outline: Int32Array, height: number): number[] {
  const reach = Math.ceil(REACH * height);
  const notches: number[] = [];
  for (let x = 1; x < outline.length - 1; ++x) {
    const depth = outline[x]!;
    if (depth < outline[x - 1]!) continue;
    let end = x;
    while (end + 1 < outline.length && outline[end + 1] === depth) ++end;
    const isDeepest = depth > outline[x - 1]! && end + 1 < outline.length && depth > outline[end + 1]!;
    const before = Math.min(...outline.subarray(Math.max(0, x - reach), x));
    const after = Math.min(...outline.subarray(end + 1, end + 1 + reach));
    if (isDeepest && depth - Math.max(before, after) >= MIN_DEPTH * height) notches.push((x + end) >> 1);
    x = end;
  }
  return notches;
}

/** Returns the cut that is straight between two points and vertical above and below them. */
function cutBetween(
  {width, height, data}: ByteImage,
  [u, top]: readonly [number, number],
  [v, bottom]: readonly [number, number]
): Seam {
  const columns = new Int32Array(height);
  let cost = 0;
  for (let y = 0; y < height; ++y) {
    const share = bottom > top ? Math.min(1, Math.max(0, (y - top) / (bottom - top))) : Number(y > top);
    columns[y] = Math.round(u + share * (v - u));
    cost += data[y * width + columns[y]!]! / 255;
  }
  return {columns, cost};
}

/** Does one cut lie entirely on one side of the other? */
function isApart({columns}: Seam, other: Seam): boolean {
  return columns.every((x, y) => x > other.columns[y]!) || columns.every((x, y) => x < other.columns[y]!);
}

/** A neck is skipped if a seam follows it: their mean horizontal distance is at most this share of the height. */
const NEAR = 0.05;

/** Merges *seams* and *necks*, from left to right. A seam that would cross a neck follows it instead. */
export function withNecks(seams: readonly Seam[], necks: readonly Seam[], height: number): Seam[] {
  const distance = (a: Seam, b: Seam) => mean(a.columns, (x, y) => Math.abs(x - b.columns[y]!))!;
  const added = necks.filter((neck) => seams.every((seam) => distance(neck, seam) > NEAR * height));
  const bent = seams.map(({columns, cost}) => {
    const isLeftOf = (neck: Seam) => middleOf(columns) < middleOf(neck.columns);
    const bend = (at: number, neck: Seam, y: number) =>
      isLeftOf(neck) ? Math.min(at, neck.columns[y]!) : Math.max(at, neck.columns[y]!);
    return {columns: columns.map((x, y) => added.reduce((at, neck) => bend(at, neck, y), x)), cost};
  });
  return [...bent, ...added].sort((a, b) => middleOf(a.columns) - middleOf(b.columns));
}

function middleOf(columns: Int32Array): number {
  return columns[columns.length >> 1]!;
}
