import {aOne} from "../page/classWords.js";
import {digitOf, type WalkState} from "../network/walkState.js";
import {share} from "../walk/sentences.js";

/** Says what the network reads, or that nothing is drawn. */
export function seeSentence(state: WalkState): string {
  const digit = digitOf(state);
  if (state.problem) return `The network does not answer: ${state.problem}.`;
  if (state.isExample)
    return digit
      ? `Nothing is drawn: this is an example, read as ${digit.text}. Draw ${aOne(state.classes)} of your own.`
      : `Draw ${aOne(state.classes)}: the network lights up while you do.`;
  if (!state.digits) return "Reading …";
  if (!digit) return "No ink found.";
  const all = state.digits.map(({text}) => text).join("");
  if (state.digits.length > 1) return `Read as ${all}. The network is shown reading the ${digit.text}.`;
  return `Read as ${digit.text}, with a confidence of ${share(digit.confidence)}.`;
}
