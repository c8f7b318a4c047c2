import type {Alphabet} from "../../characters/alphabet.js";
import {kindOf, kindsOf} from "../page/classWords.js";
import {formatPercent} from "../page/format.js";
import type {ClassCount} from "./classCounts.js";

/** Classes whose shares of a split are at most this many times each other are called balanced. */
const BALANCED = 1.5;

/** States in a title whether the classes are balanced, and if not, the extremes. */
export function classBalance(counts: readonly ClassCount[], classes: Alphabet): string {
  if (!counts.length) return "No labels, so no classes";
  const byShare = [...counts].sort((a, b) => a.share - b.share);
  const [least, most] = [byShare[0]!, byShare.at(-1)!];
  if (most.n === least.n || most.share - least.share < 0.002) {
    return `All ${kindsOf(classes)} are equally frequent`;
  }
  const show = ({share, digit, split}: ClassCount) => `${classes[digit]} (${formatPercent(share)} of ${split})`;
  if (hasEachClass(counts, classes) && most.share <= BALANCED * least.share) {
    const [low, high] = [least, most].map(({share}) => (100 * share).toFixed(0));
    const range = low === high ? `about ${low}` : `${low}–${high}`;
    return `Classes are balanced: each ${kindOf(classes)} is ${range} % of its split`;
  }
  return `Classes are unbalanced: most images are of ${show(most)}, fewest of ${show(least)}`;
}

/** Returns whether each split that has labels has each class: a class without an image has no count. */
function hasEachClass(counts: readonly ClassCount[], classes: Alphabet): boolean {
  const splits = new Set(counts.map(({split}) => split));
  return counts.length === splits.size * classes.length;
}
