import {digitOf, type WalkState} from "../network/walkState.js";
import {aOne} from "../page/classWords.js";
import {formatShare} from "../page/probabilityBars.js";
import {doubtOf, readSentence} from "../walk/judgeWalk.js";

/** Says what the network reads and whether to trust it, as the desk does, or that nothing is drawn. */
export function seeSentence(state: WalkState): string {
  const digit = digitOf(state);
  if (state.problem) return `The network does not answer: ${state.problem}.`;
  if (state.isExample)
    return digit
      ? `Nothing is drawn: this is an example, read as ${digit.text}${doubtOf(state)}. Draw ${aOne(state.classes)} of your own.`
      : `Draw ${aOne(state.classes)}: the network lights up while you do.`;
  if (!state.digits) return "Reading …";
  const read = readSentence(state, {
    sure: (confidence) => `${formatShare(confidence)} sure`,
    follows: (text) => `The network is shown reading the ${text}.`
  });
  return read ?? "No ink found.";
}
