import {partsKey, type Corrections, type DeskAnswer, type DeskRun} from "./desk.js";
import {formatShare} from "./probabilityBars.js";

/** How sure an answer is, as a state and in words. */
export interface Judgement {
  readonly state: "answered" | "unsure" | "no-digit";
  readonly sentence: string;
}

/**
 * Returns whether an *answer* of a run is one, unsure, or about what may be no digit. Digits that the visitor corrected are
 * beyond doubt.
 */
export function judge(
  {text, confidence, lines}: DeskAnswer,
  {unsureBelow, noDigitBelow}: Pick<DeskRun, "unsureBelow" | "noDigitBelow">,
  corrections: Corrections = new Map()
): Judgement {
  const open = lines.flat().filter(({parts}) => !corrections.has(partsKey(parts)));
  if (!open.length) return {state: "answered", sentence: "corrected by you"};
  const perhaps = `perhaps ${text} (${formatShare(confidence)})`;
  if (open.some(({likelihood}) => likelihood !== null && likelihood < noDigitBelow)) {
    const these = lines.flat().length > 1 ? "These may not all be digits" : "This may not be a digit";
    return {state: "no-digit", sentence: `${these}: ${perhaps}`};
  }
  if (open.some((digit) => digit.confidence < unsureBelow)) return {state: "unsure", sentence: `Unsure: ${perhaps}`};
  return {state: "answered", sentence: `${formatShare(confidence)} sure`};
}
