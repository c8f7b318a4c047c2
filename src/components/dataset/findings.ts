import type {Alphabet} from "../../characters/alphabet.js";
import {kindsOf} from "../page/classWords.js";
import {formatPercent} from "../page/format.js";
import type {ClassCount} from "./classCounts.js";

/** States in a title whether the classes are balanced, and if not, the extremes. */
export function classBalance(counts: readonly ClassCount[], classes: Alphabet): string {
  if (!counts.length) return "No labels, no classes";
  const byShare = [...counts].sort((a, b) => a.share - b.share);
  const [least, most] = [byShare[0]!, byShare.at(-1)!];
  if (most.n === least.n || most.share - least.share < 0.002) {
    return `All ${kindsOf(classes)} are equally frequent`;
  }
  const show = ({share, digit, split}: ClassCount) => `${formatPercent(share)} (${classes[digit]}, ${split})`;
  return `From ${show(least)} to ${show(most)}`;
}
