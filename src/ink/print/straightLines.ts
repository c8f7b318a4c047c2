import type {ByteImage} from "../image/morphology.js";
import {findRuns, type Runs} from "./runs.js";

/** A line drifts by at most `MAX_DRIFT` pixels over `DRIFT_OVER` columns: about 10°. */
const [MAX_DRIFT, DRIFT_OVER] = [3, 16];

/** The maximum gap in a line, in columns: print has gaps, and JPEG adds more. */
const MAX_GAP = 3;

/** A line is thin over at least this share of its length. Elsewhere strokes cross it or run along it. */
const MIN_THIN = 0.5;

/** A line continues through strokes up to this many times its maximum thickness. */
const MAX_BRIDGE = 10;

/** A straight line stays within this many pixels of its chord, or within this share of its length. */
const [MAX_BEND, MAX_BEND_SHARE] = [1.5, 0.012];

/** A thin, straight line of ink along the rows, from column *start* up to *end*. */
export interface StraightLine {
  readonly start: number;
  readonly end: number;
  /** [end − start], the row of its center in each column. */
  readonly rows: Float32Array;
  /** The median thickness, in pixels. */
  readonly thickness: number;
}

/** The limits of a line, in pixels. */
export interface LineLimits {
  readonly maxThickness: number;
  readonly minLength: number;
}

/**
 * Returns the straight lines along the rows of *ink* (0 background), tilted by up to 10°, including lines that strokes
 * cross or touch. Visits each pixel only a few times, for any ink.
 */
export function findStraightLines(ink: ByteImage, {maxThickness, minLength}: LineLimits): StraightLine[] {
  const runs = findRuns(ink);
  const isTaken = new Uint8Array(ink.data.length);
  const lines: StraightLine[] = [];
  for (let x = 0; x < ink.width; ++x) {
    for (let y = 0; y < ink.height; ++y) {
      const i = y * ink.width + x;
      if (!ink.data[i] || isTaken[i] || runs.ends[i]! - runs.tops[i]! > maxThickness) continue;
      const line = trace(ink, runs, x, y, maxThickness, isTaken);
      const straight = line && straightPart(line);
      if (straight && straight.end - straight.start >= minLength) lines.push(straight);
    }
  }
  return lines;
}

/** Follows a line to the right from the thin run at (x, y); undefined if it turns out to be a stroke. */
function trace(
  {width, height, data}: ByteImage,
  {tops, ends}: Runs,
  start: number,
  first: number,
  maxThickness: number,
  isTaken: Uint8Array
): StraightLine | undefined {
  const rows: number[] = [];
  const thicknesses = new Uint32Array(maxThickness + 1);
  const maxBridge = MAX_BRIDGE * maxThickness;
  let [thin, bridged, missing, length] = [0, 0, 0, 0];
  let row = first;
  for (let x = start; x < width; ++x) {
    const at = findRow(data, width, height, x, Math.round(row));
    const i = at * width + x;
    if (at < 0) {
      if (++missing > MAX_GAP) break;
    } else if (ends[i]! - tops[i]! <= maxThickness) {
      [row, missing, bridged] = [(tops[i]! + ends[i]! - 1) / 2, 0, 0];
      ++thicknesses[ends[i]! - tops[i]!]!;
      ++thin;
      for (let y = tops[i]!; y < ends[i]!; ++y) isTaken[y * width + x] = 1;
    } else {
      missing = 0;
      if (++bridged > maxBridge) break;
    }
    rows.push(row);
    if (rows.length > DRIFT_OVER && Math.abs(row - rows[rows.length - 1 - DRIFT_OVER]!) > MAX_DRIFT) break;
    if (!missing && bridged <= maxThickness) length = rows.length; // includes a corner, not a stroke at its end
  }
  if (!length || thin < MIN_THIN * length) return undefined;
  let thickness = 0;
  for (let seen = 0; seen < thin / 2;) seen += thicknesses[++thickness]!;
  return {start, end: start + length, rows: Float32Array.from(rows.slice(0, length)), thickness};
}

/** Returns the row of a column's ink at *row* or next to it; −1 if there is none. */
function findRow(data: Uint8Array, width: number, height: number, x: number, row: number): number {
  for (const y of [row, row - 1, row + 1]) if (y >= 0 && y < height && data[y * width + x]) return y;
  return -1;
}

/** Returns the longest straight part from the line's start; a stroke may have led the rest astray. */
function straightPart(line: StraightLine): StraightLine | undefined {
  for (const share of [1, 0.75, 0.5, 0.25]) {
    const length = Math.floor(share * line.rows.length);
    const part = {...line, end: line.start + length, rows: line.rows.subarray(0, length)};
    if (length && isStraight(part)) return part;
  }
  return undefined;
}

/** Do at least 19 of 20 columns of a line lie close to its chord? */
function isStraight({rows}: StraightLine): boolean {
  const n = rows.length;
  // The chord goes through the medians of the first and last eighth.
  const part = Math.max(1, n >> 3);
  const [left, right] = [median(rows.slice(0, part)), median(rows.slice(n - part))];
  const slope = n > part ? (right - left) / (n - part) : 0;
  const most = Math.max(MAX_BEND, MAX_BEND_SHARE * n);
  let bent = 0;
  rows.forEach((row, k) => {
    if (Math.abs(row - left - slope * (k - (part - 1) / 2)) > most) ++bent;
  });
  return bent <= n / 20;
}

function median(values: Float32Array): number {
  return values.sort()[values.length >> 1]!;
}
