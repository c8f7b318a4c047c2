import {formatPercent} from "./format.js";
import {findBestEpoch, type EpochRecord} from "../stats/history.js";
import type {ClassCount} from "./classCounts.js";

/** Returns what the counts say, as a title: whether the digits are balanced, and if not, how far. */
export function classBalance(counts: readonly ClassCount[]): string {
  if (!counts.length) return "No labels, no classes";
  const byShare = [...counts].sort((a, b) => a.share - b.share);
  const [least, most] = [byShare[0]!, byShare.at(-1)!];
  if (most.n === least.n || most.share - least.share < 0.002) return "All digits are equally frequent";
  return `From ${formatPercent(least.share)} (${least.digit}, ${least.split}) to ${formatPercent(most.share)} (${most.digit}, ${most.split})`;
}

/** Returns what a history says, as a title: when it was best, and what came after. */
export function historyFinding(history: readonly EpochRecord[]): string {
  if (!history.length) return "No epoch was recorded";
  const best = findBestEpoch(history)!;
  const last = history.findLast(({val_loss}) => !Number.isNaN(val_loss));
  if (!last) return "No epoch was validated";
  const epoch = best.epoch + 1;
  if (best === last) return `Still improving after epoch ${epoch}, its last`;
  const growth = last.val_loss / best.val_loss;
  return `Best after epoch ${epoch} of ${history.length}; the validation loss then grows ${formatGrowth(growth)}`;
}

function formatGrowth(growth: number): string {
  return growth < 1.95 ? `by ${Math.round(100 * (growth - 1))} %` : `to ${growth.toFixed(1)} times as much`;
}
