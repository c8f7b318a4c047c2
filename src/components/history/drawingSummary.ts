import {countCorrections, type KeptDrawing} from "../../pen/drawings.js";
import {formatCount, formatPercent} from "../page/format.js";

/** Returns how many drawings there are and how many of their digits were corrected, as a sentence. */
export function summarizeDrawings(list: readonly KeptDrawing[]): string {
  const {drawings, digits, corrected} = countCorrections(list);
  if (!drawings) return "No drawings yet";
  const share = formatPercent((digits - corrected) / digits, digits);
  return `${count(drawings, "drawing")}, ${count(digits, "digit")}, ${formatCount(corrected)} corrected: ${share} as read`;
}

function count(n: number, noun: string): string {
  return `${formatCount(n)} ${noun}${n === 1 ? "" : "s"}`;
}
