import type {GrayImage} from "../image/image.js";
import {findRuns, type Runs} from "./runs.js";

/** A rule runs along this share of the picture's width at least, and is this many times as long as the picture is high. */
const [MIN_LENGTH, MIN_BY_HEIGHT] = [0.6, 1.2];

/** A rule's pixels have ink over this share of its length. */
const COVERED = 0.77;

/** Slopes of rules that are looked for, and the step between them: up to 7°. */
const [STEEPEST, SLOPE_STEP] = [0.12, 0.01];

/** A rule is thinner than this share of the picture's height. */
const MAX_THICKNESS = 0.15;

/** A line is looked at in this many columns, or all that there are. */
const SAMPLES = 400;

/** Ink that covers more of the picture is no writing, and has no rules through it. */
const MAX_COVERAGE = 0.65;

/** A straight line: its row is *start* in column 0 and changes by *slope* a column. */
interface StraightLine {
  readonly start: number;
  readonly slope: number;
}

/**
 * Returns *ink* (0 background to 255) without straight lines across the picture, such as rules and the edges of a box.
 * Along each straight line that has ink nearly everywhere, that ink is removed where it is no thicker than the line is in
 * the median: where a stroke crosses or touches it, it stays. The time is linear in the pixels, whatever they show.
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

/** Returns the share of the pixels that have ink. */
function coverage({data}: GrayImage): number {
  let count = 0;
  for (let i = 0; i < data.length; ++i) if (data[i]) ++count;
  return count / data.length;
}

/** Returns the median thickness of the rule along a line, in pixels, or 0 where there is none. */
function thicknessOfRule(
  {width, height, data}: GrayImage,
  {tops, ends}: Runs,
  {start, slope}: StraightLine,
  least: number
): number {
  const step = Math.ceil(width / SAMPLES);
  const maxThickness = MAX_THICKNESS * height - 1;
  // A line is at most as long as the picture is wide, so with more gaps than this it is not covered well enough.
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

/** Removes from *kept* the runs along a line that are at most *most* pixels thick; each is removed once. */
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
