import {formatPercent} from "../page/format.js";
import type {ClassCount} from "./classCounts.js";

/** Returns what the counts say, as a title: whether the digits are balanced, and if not, how far. */
export function classBalance(counts: readonly ClassCount[]): string {
  if (!counts.length) return "No labels, no classes";
  const byShare = [...counts].sort((a, b) => a.share - b.share);
  const [least, most] = [byShare[0]!, byShare.at(-1)!];
  if (most.n === least.n || most.share - least.share < 0.002) return "All digits are equally frequent";
  return `From ${formatPercent(least.share)} (${least.digit}, ${least.split}) to ${formatPercent(most.share)} (${most.digit}, ${most.split})`;
}
