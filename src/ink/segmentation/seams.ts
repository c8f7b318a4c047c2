import {max, range} from "d3-array";
import type {ByteImage} from "../image/morphology.js";

/** A path from the top of a picture to its bottom, one pixel a row; each step goes to one of the three pixels below. */
export interface Seam {
  /** [height], the column in each row. Pixels to its left lie before the seam. */
  readonly columns: Int32Array;
  /** The ink that the seam crosses, in pixels of full ink. */
  readonly cost: number;
}

/** The cost of a sidestep, in pixels of full ink. Without it, seams wander through white areas. */
const ASIDE = 0.1;

/** A seam crosses ink of at most this share of the line's height. */
const MAX_CROSSED = 0.5;

/** The minimum distance of seams through ink from each other and from the ends, as a share of the line's height. */
const APART = 0.08;

/**
 * Two seams are distinct if a path between them costs this many pixels more than either: a stroke, or at least its
 * edge.
 */
const RIDGE = 0.5;

/** Neighboring seams whose costs differ by less than this cross the same white gap or the same ligature. */
const SAME = 0.3;

/**
 * Returns the seams along which *ink* (0 background to 255) may be cut into digits, from left to right: those that
 * cross less ink than all seams nearby. Seams never cross each other. *height* is the line's height in pixels.
 *
 * Dynamic programming from the top and from the bottom finds the cheapest seam through each pixel of the middle row.
 * The seams are those of Avidan and Shamir (Seam carving for content-aware image resizing, 2007,
 * https://doi.org/10.1145/1276377.1276390), used here as paths between touching digits.
 */
export function findSeams(ink: ByteImage, height: number): Seam[] {
  const {width} = ink;
  const middle = ink.height >> 1;
  const [down, up] = [cheapest(ink, 0, 1), cheapest(ink, ink.height - 1, -1)];
  const costs = Float32Array.from({length: width}, (_, x) => {
    const i = middle * width + x;
    return down[i]! + up[i]! - ink.data[i]! / 255;
  });
  const columns = chooseColumns(costs, height);
  const seams = columns.map((column) => {
    const seam = new Int32Array(ink.height).fill(column);
    for (let y = middle - 1; y >= 0; --y) seam[y] = stepFrom(down, width, y, seam[y + 1]!);
    for (let y = middle + 1; y < ink.height; ++y) seam[y] = stepFrom(up, width, y, seam[y - 1]!);
    return seam;
  });
  for (const [k, seam] of seams.entries()) {
    if (k) seam.forEach((column, y) => (seam[y] = Math.max(column, seams[k - 1]![y]!)));
  }
  return seams.map((seam, k) => ({columns: seam, cost: costs[columns[k]!]!}));
}

/** Returns the cost of the cheapest seam from row *start*, in *direction*, to each pixel, including that pixel. */
function cheapest({width, height, data}: ByteImage, start: number, direction: 1 | -1): Float32Array {
  const costs = new Float32Array(data).map((v) => v / 255);
  for (let row = 1, y = start + direction; row < height; ++row, y += direction) {
    for (let x = 0; x < width; ++x) {
      const before = (y - direction) * width + x;
      let least = costs[before]!;
      if (x) least = Math.min(least, costs[before - 1]! + ASIDE);
      if (x < width - 1) least = Math.min(least, costs[before + 1]! + ASIDE);
      costs[y * width + x]! += least;
    }
  }
  return costs;
}

/** Returns the column in row *y* from which the cheapest seam reaches *column* in the next row. */
function stepFrom(costs: Float32Array, width: number, y: number, column: number): number {
  const at = (x: number) => (x < 0 || x >= width ? Infinity : costs[y * width + x]! + (x === column ? 0 : ASIDE));
  return [column, column - 1, column + 1].reduce((best, x) => (at(x) < at(best) ? x : best));
}

/** Returns the columns where the cheapest seams cross the middle row, from left to right. */
function chooseColumns(costs: Float32Array, height: number): number[] {
  const chosen: number[] = [];
  const last = costs.length - 1;
  for (const lowest of range(costs.length).sort((a, b) => costs[a]! - costs[b]!)) {
    const cost = costs[lowest]!;
    if (cost > MAX_CROSSED * height) break;
    let [left, right] = [lowest, lowest];
    while (left > 0 && Math.abs(costs[left - 1]! - cost) < SAME) --left;
    while (right < last && Math.abs(costs[right + 1]! - cost) < SAME) ++right;
    const isWhite = cost < 1;
    if (isWhite && (!left || right === last)) continue; // beside the ink
    const column = (left + right) >> 1;
    if (!isWhite && Math.min(column, last - column) < APART * height) continue;
    const apart = cost < 0.5 ? 1 : APART * height;
    const isOther = chosen.every((other) => {
      const between = costs.subarray(Math.min(other, column), Math.max(other, column) + 1);
      return Math.abs(other - column) >= apart && max(between)! >= cost + RIDGE;
    });
    if (isOther) chosen.push(column);
  }
  return chosen.sort((a, b) => a - b);
}
