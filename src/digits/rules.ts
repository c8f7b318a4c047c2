import {quantile} from "d3-array";
import type {GrayImage} from "./image.js";

/** A rule runs along this share of the picture's width at least, and is this many times as long as the picture is high. */
const [LEAST_LENGTH, LEAST_BY_HEIGHT] = [0.6, 1.2];

/** A rule's pixels have ink over this share of its length. */
const COVERED = 0.77;

/** Slopes of rules that are looked for, and the step between them: up to 7°. */
const [STEEPEST, SLOPE_STEP] = [0.12, 0.01];

/** A rule is thinner than this share of the picture's height. */
const MOST_THICKNESS = 0.15;

/**
 * Returns *ink* (0 background to 255) without straight lines across the picture, such as rules and the edges of a box.
 * Along each straight line that has ink nearly everywhere, that ink is removed where it is no thicker than the line is in
 * the median: where a stroke crosses or touches it, it stays.
 */
export function removeRules(ink: GrayImage): GrayImage {
  const {width, height, data} = ink;
  const least = Math.max(LEAST_LENGTH * width, LEAST_BY_HEIGHT * height);
  if (least > width) return ink;
  const kept = data.slice();
  const rows = new Int32Array(width);
  for (let slope = -STEEPEST; slope <= STEEPEST + 1e-9; slope += SLOPE_STEP) {
    const [lowest, highest] = [Math.floor(Math.min(0, -slope * width)), height + Math.max(0, -slope * width)];
    for (let start = lowest; start < highest; ++start) {
      let [length, covered] = [0, 0];
      for (let x = 0; x < width; ++x) {
        const y = Math.round(start + slope * x);
        rows[x] = y >= 0 && y < height ? y : -1;
        if (rows[x]! < 0) continue;
        ++length;
        if (data[y * width + x]) ++covered;
      }
      if (length >= least && covered >= COVERED * length) removeAlong(ink, rows, kept);
    }
  }
  return {width, height, data: kept};
}

/** Removes from *kept* the ink of a rule that is in *rows* (−1 where it is out of the picture). */
function removeAlong({width, height, data}: GrayImage, rows: Int32Array, kept: GrayImage["data"]): void {
  const runs: {x: number; top: number; end: number}[] = [];
  rows.forEach((y, x) => {
    if (y < 0 || !data[y * width + x]) return;
    let [top, end] = [y, y + 1];
    while (top > 0 && data[(top - 1) * width + x]) --top;
    while (end < height && data[end * width + x]) ++end;
    runs.push({x, top, end});
  });
  const most = quantile(runs, 0.5, ({top, end}) => end - top)! + 1;
  if (most > MOST_THICKNESS * height) return;
  for (const {x, top, end} of runs) {
    if (end - top <= most) for (let y = top; y < end; ++y) kept[y * width + x] = 0;
  }
}
