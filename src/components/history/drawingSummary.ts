import {DIGITS, type Alphabet} from "../../characters/alphabet.js";
import {classesOfDrawing, countCorrections, type KeptDrawing} from "../../characters/drawings.js";
import {classWords} from "../page/classWords.js";
import {counted, formatCount, formatPercent} from "../page/format.js";

/** Returns how many drawings there are and how many of their digits were corrected, in words. */
export function summarizeDrawings(list: readonly KeptDrawing[]): string {
  const {drawings, digits, corrected} = countCorrections(list);
  if (!drawings) return "No drawings yet";
  const share = formatPercent((digits - corrected) / digits, digits);
  return [
    counted(drawings, "drawing"),
    counted(digits, classWords(drawnClasses(list)).one),
    corrected ? `${formatCount(corrected)} corrected, ${share} read right` : "none corrected"
  ].join(" · ");
}

/** Returns the classes that some drawings are of: where these are not the same for all, all that there are. */
export function drawnClasses(list: readonly KeptDrawing[]): Alphabet {
  const alphabets = list.map(classesOfDrawing);
  return alphabets.length ? [...new Set(alphabets.flat())] : DIGITS;
}
