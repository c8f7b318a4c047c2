import type {GrayImage} from "../image/image.js";
import {findRuns, type Runs} from "./runs.js";

/** The minimum length of a rule, as a share of the picture's width and as a multiple of its height. */
const [MIN_LENGTH, MIN_BY_HEIGHT] = [0.6, 1.2];

/** Ink covers at least this share of a rule's length. */
const COVERED = 0.77;

/** The maximum slope of a rule, about 7°, and the step between the slopes to try. */
const [STEEPEST, SLOPE_STEP] = [0.12, 0.01];

/** A rule is thinner than this share of the picture's height. */
const MAX_THICKNESS = 0.15;

/** The maximum number of columns to sample along a line. */
const SAMPLES = 400;

/** Ink that covers more of the picture than this is not writing, and no rules are removed from it. */
const MAX_COVERAGE = 0.65;

/** A straight line with row *start* in column 0; the row changes by *slope* a column. */
interface StraightLine {
  readonly start: number;
  readonly slope: number;
}

/**
 * Removes straight lines across the picture, such as rules and a box's edges, from *ink* (0 background to 255). Along
 * each straight line that ink covers almost everywhere, removes the ink where it is no thicker than the line's median,
 * so that strokes that cross or touch the line stay. Takes time linear in the number of pixels.
 */
export function removeRules(ink: GrayImage): GrayImage {
  const {width, height, data} = ink;
  const least = Math.max(MIN_LENGTH * width, MIN_BY_HEIGHT * height);
  if (least > width || coverage(ink) > MAX_COVERAGE) return ink;
  const runs = findRuns(ink);
  const kept = data.slice();
  for (let slope = -STEEPEST; slope <= STEEPEST + 1e-9; slope += SLOPE_STEP) {
    const [lowest, highest] = [Math.floor(Math.min(0, -slope * width)), height + Math.max(0, -slope * width)];
    for (let start = lowest; start < highest; ++start) {
      const thickness = thicknessOfRule(ink, runs, {start, slope}, least);
      if (thickness) removeAlong(ink, runs, {start, slope}, thickness + 1, kept);
    }
  }
  return {width, height, data: kept};
}

/** Returns the share of pixels with ink. */
function coverage({data}: GrayImage): number {
  let count = 0;
  for (let i = 0; i < data.length; ++i) if (data[i]) ++count;
  return count / data.length;
}

/** Returns the median thickness, in pixels, of the rule along a line; 0 if there is none. */
function thicknessOfRule(
  {width, height, data}: GrayImage,
  {tops, ends}: Runs,
  {start, slope}: StraightLine,
  least: number
): number {
  const step = Math.ceil(width / SAMPLES);
  const maxThickness = MAX_THICKNESS * height - 1;
  // A line is at most as long as the picture is wide, so more gaps than this rule out sufficient coverage.
  const maxGaps = ((1 - COVERED) * width) / step;
  let [length, covered, thick] = [0, 0, 0];
  for (let x = 0; x < width; x += step) {
    const y = Math.round(start + slope * x);
    if (y < 0 || y >= height) continue;
    ++length;
    const i = y * width + x;
    if (!data[i]) {
      if (length - covered > maxGaps) return 0;
      continue;
    }
    ++covered;
    if (ends[i]! - tops[i]! > maxThickness) ++thick;
  }
  if (length * step < least || covered < COVERED * length || 2 * thick > covered) return 0;
  const counts = new Uint32Array(Math.ceil(maxThickness) + 2);
  for (let x = 0; x < width; x += step) {
    const y = Math.round(start + slope * x);
    if (y < 0 || y >= height || !data[y * width + x]) continue;
    ++counts[Math.min(counts.length - 1, ends[y * width + x]! - tops[y * width + x]!)]!;
  }
  let thickness = 0;
  for (let seen = counts[0]!; seen <= covered / 2 && thickness < counts.length - 1;) seen += counts[++thickness]!;
  return thickness <= maxThickness ? thickness : 0;
}

/** Clears the runs along a line that are at most *most* pixels thick. */
function removeAlong(
  {width, height}: GrayImage,
  {tops, ends}: Runs,
  {start, slope}: StraightLine,
  most: number,
  kept: GrayImage["data"]
): void {
  for (let x = 0; x < width; ++x) {
    const y = Math.round(start + slope * x);
    const i = y * width + x;
    if (y < 0 || y >= height || !kept[i] || ends[i]! - tops[i]! > most) continue;
    for (let v = tops[i]!; v < ends[i]!; ++v) kept[v * width + x] = 0;
  }
}
