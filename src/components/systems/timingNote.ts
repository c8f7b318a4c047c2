import type {Systems} from "../../../loaders/runs/systems.js";
import {formatCount} from "../page/format.js";

/** Returns where and when the times for an image were measured, as a sentence; or how to measure them. */
export function timingNote({timings}: Pick<Systems, "timings">): string {
  if (!timings) return "Times for an image were not measured yet: npm run timings -- --save.";
  const {machine, measured, n} = timings;
  return `Times for an image: means of ${formatCount(n)}, one run after another on ${machine}, ${measured.slice(0, 10)}.`;
}
