import {expect, test} from "vitest";
import {layoutShiftScore} from "../../../loaders/bench/layoutShift.js";

const shiftsAt = (...shifts: readonly (readonly [startTime: number, value: number])[]) =>
  shifts.map(([startTime, value]) => ({startTime, value, moved: []}));

// The definition's own words, https://web.dev/articles/cls: "one or more individual layout shifts occur in rapid
// succession with less than 1-second in between each shift and a maximum of 5 seconds for the total window duration".

test("a page that never shifts scores 0", () => {
  expect(layoutShiftScore([])).toBe(0);
});

test("shifts less than a second apart add up", () => {
  expect(layoutShiftScore(shiftsAt([100, 0.25], [1099, 0.125]))).toBe(0.375);
});

test("a second's pause begins a new window, and the largest window counts", () => {
  expect(layoutShiftScore(shiftsAt([100, 0.25], [1100, 0.125]))).toBe(0.25);
  expect(layoutShiftScore(shiftsAt([100, 0.125], [3000, 0.125], [3500, 0.125]))).toBe(0.25);
});

test("a window ends after five seconds, however rapid its shifts", () => {
  const rapid = Array.from({length: 12}, (_, i) => [i * 500, 0.0625] as const); // 0 to 5500 ms
  expect(layoutShiftScore(shiftsAt(...rapid))).toBe(10 * 0.0625);
});
