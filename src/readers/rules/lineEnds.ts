import {SIDE} from "../../ink/image/grid.js";
import {skeletonOf} from "../../ink/image/skeleton.js";

/** A point on a skeleton, in pixels from the image's left and upper edge. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Branches of the skeleton that are shorter than this, in pixels, come from bumps on a stroke's edge. */
const MIN_BRANCH = 3;

/** Offsets of the eight neighbors: side neighbors first, so that a walk takes no shortcut. */
const AROUND = [[1, 0], [0, 1], [-1, 0], [0, -1], [1, 1], [-1, 1], [-1, -1], [1, -1]] as const; // prettier-ignore

/** Returns the ends of the lines in *ink*, [784] of 0 and 1, from top to bottom. Ends of short branches are left out. */
export function findEnds(ink: Uint8Array): Point[] {
  const {pixels} = skeletonOf(ink, 1);
  const ends: Point[] = [];
  for (let i = 0; i < pixels.length; ++i) {
    if (pixels[i] && neighborsOf(pixels, i).length === 1 && !isShort(pixels, i))
      ends.push({x: (i % SIDE) + 0.5, y: Math.floor(i / SIDE) + 0.5});
  }
  return ends;
}

/** Does the line from an *end* reach a junction within `MIN_BRANCH` pixels? */
function isShort(pixels: Uint8Array, end: number): boolean {
  const seen = new Set([end]);
  for (let place = end; seen.size <= MIN_BRANCH;) {
    const next = neighborsOf(pixels, place).filter((one) => !seen.has(one));
    const sides = next.filter((one) => isBeside(one, place));
    if (next.length > 1 && !(sides.length === 1 && next.every((one) => one === sides[0] || isBeside(one, sides[0]!))))
      return true;
    if (!next.length) return false;
    place = sides[0] ?? next[0]!;
    seen.add(place);
  }
  return false;
}

function isBeside(a: number, b: number): boolean {
  const distance = Math.abs(a - b);
  return distance === SIDE || (distance === 1 && Math.floor(a / SIDE) === Math.floor(b / SIDE));
}

function neighborsOf(pixels: Uint8Array, place: number): number[] {
  const [x, y] = [place % SIDE, Math.floor(place / SIDE)];
  return AROUND.filter(([dx, dy]) => x + dx >= 0 && x + dx < SIDE && y + dy >= 0 && y + dy < SIDE)
    .map(([dx, dy]) => place + dy * SIDE + dx)
    .filter((one) => pixels[one]);
}
