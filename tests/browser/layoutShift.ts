import type {Page} from "playwright-core";
import {layoutShiftScore, MAX_LAYOUT_SHIFT, readLayoutShifts} from "../../loaders/bench/layoutShift.js";

/**
 * Returns the layout shifts of a page that was visited with `RECORD_LAYOUT_SHIFTS`, a line each, if their score is above
 * `MAX_LAYOUT_SHIFT`; else none.
 */
export async function findLargeShifts(page: Page): Promise<string[]> {
  const shifts = await readLayoutShifts(page);
  if (layoutShiftScore(shifts) <= MAX_LAYOUT_SHIFT) return [];
  return shifts.map(
    ({startTime, value, moved}) => `${value.toFixed(3)} at ${startTime.toFixed(0)} ms: ${moved.join(", ")}`
  );
}
