import type {WalkState} from "../network/walkState.js";
import {classWords} from "../page/classWords.js";
import {formatCount, formatPercent} from "../page/format.js";
import type {Excitement} from "./excitement.js";
import {formatValue} from "./numbers.js";

/** Returns the title: for which class the unit's values are highest in the mean. */
export function favoriteWords({favorite, active}: Excitement, classes: readonly string[]): string {
  if (!active) return "No test image excites it";
  if (!favorite) return "What it looks for";
  return `Highest on average for ${classes[favorite.label] ?? "?"}: ${formatValue(favorite.mean)}`;
}

/** Says how often the unit is active, among *n* of *all* test images. */
export function excitementWords(
  {active}: Excitement,
  {n, all, state}: {n: number; all: number; state: Pick<WalkState, "classes">}
): string {
  if (!n) return "This site has no test images.";
  const which =
    n < all ? `the first ${formatCount(n)} of ${formatCount(all)} test images` : `the ${formatCount(n)} test images`;
  const {one} = classWords(state.classes);
  return `It is above 0 for ${formatPercent(active, n)} of ${which}. ${active ? `Below: the label of each ${one}, and its value.` : ""}`.trim();
}
