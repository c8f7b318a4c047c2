import {joinClasses} from "../../characters/alphabet.js";
import {judge, type Judgement} from "../answer/judgement.js";
import {digitOf, followedState, type WalkState} from "../network/walkState.js";
import {notOne} from "../page/classWords.js";

/** Judges what was read in the whole drawing, as the desk does; undefined before the answer, and without ink. */
export function judgeWalk({digits, classes, thresholds}: WalkState): Judgement | undefined {
  if (!digits?.length) return undefined;
  const text = joinClasses(digits.map(({label}) => label), classes); // prettier-ignore
  const confidence = digits.reduce((product, digit) => product * digit.confidence, 1);
  return judge({text, confidence, lines: [digits], classes}, thresholds);
}

/** Returns what is doubtful about the followed character, to be added to its name: ", not a digit"; "" for nothing. */
export function doubtOf(state: WalkState): string {
  const doubt = followedState(state);
  return doubt === "no-digit" ? `, ${notOne(state.classes)}` : doubt === "unsure" ? ", not certain" : "";
}

/**
 * Says as what the drawing was read, and where the desk would doubt it that it is doubtful; *sure* says how sure the
 * run is of one character, *follows* which one of several is followed. Undefined before the answer, and without ink.
 */
export function readSentence(
  state: WalkState,
  {sure, follows}: {sure: (confidence: number) => string; follows: (text: string) => string}
): string | undefined {
  const judgement = judgeWalk(state);
  const digit = digitOf(state);
  if (!judgement || !digit) return undefined;
  const isOne = state.digits!.length === 1;
  const all = state.digits!.map(({text}) => text || "?").join("");
  const sentence =
    judgement.state !== "answered"
      ? `${judgement.sentence}.`
      : `Read as ${all}${isOne ? `, ${sure(digit.confidence)}` : ""}.`;
  return isOne ? sentence : `${sentence} ${follows(digit.text || "?")}`;
}
