import {answerState, digitState, type AnswerState, type JudgedDigit} from "../../stats/answerState.js";
import type {DeskRun} from "../../stats/deskRuns.js";
import {joinClasses, NO_CLASS, type Alphabet} from "../../characters/alphabet.js";
import {correctedText, correctionOf, type Corrections, type DeskAnswer} from "./desk.js";
import {classWords, notOne} from "../page/classWords.js";
import {formatShare} from "../page/probabilityBars.js";

/** How far an answer can be trusted, as a state and as a sentence. */
export interface Judgement {
  readonly state: AnswerState;
  readonly sentence: string;
}

/** What of an answer its judgement rests on. */
export type JudgedAnswer = Pick<DeskAnswer, "text" | "written" | "confidence" | "lines" | "classes">;

/**
 * Judges an *answer* of a run: certain, unsure, or about ink that doesn't look like a digit. Digits that the visitor
 * corrected count as certain.
 */
export function judge(
  answer: JudgedAnswer,
  run: Pick<DeskRun, "unsureBelow" | "noDigitBelow">,
  corrections: Corrections = new Map()
): Judgement {
  const {confidence, classes} = answer;
  const {one, many} = wordsOf(classes);
  const digits = answer.lines.flat();
  const open = digits.filter((one) => correctionOf(one, corrections, classes) === undefined);
  if (!open.length) return judgeCorrected(answer, corrections);
  const text = correctedText(answer, corrections);
  const state = answerState(open, run);
  if (state === "no-digit") {
    if (digits.length === 1) return {state, sentence: `Doesn’t look like ${one}. Closest match: ${text}`};
    const strange = open.filter((digit) => digitState(digit, run) === "no-digit").map(({label}) => label);
    const what = strange.length === digits.length ? `None of this looks like ${many}` : doubted(strange, classes);
    return {state, sentence: `${what}. Closest match: ${text}`};
  }
  if (open.some(({label}) => label === NO_CLASS)) {
    return {
      state: "unsure",
      sentence: digits.length === 1 ? "No answer from this run" : `No answer to a part: ${text}`
    };
  }
  if (state === "unsure") {
    return {state, sentence: `Not certain: ${text} (${(100 * confidence).toFixed(1)} %; this run needs more)`};
  }
  const {written = text} = answer;
  const withMarks = written === answer.text || text !== answer.text ? "" : `; with its marks ${written}`;
  return {state, sentence: `${formatShare(confidence)} sure${withMarks}`};
}

/** Judges an answer of which the visitor said all. */
function judgeCorrected({lines, classes}: JudgedAnswer, corrections: Corrections): Judgement {
  const digits = lines.flat();
  const said = digits.map((one) => correctionOf(one, corrections, classes));
  const readAs = joinClasses(digits.map(({label}) => label), classes); // prettier-ignore
  if (said.every((label) => label === NO_CLASS)) {
    return {state: "no-digit", sentence: `You say: ${notOne(classes)}. Read as ${readAs}`};
  }
  const isConfirmed = digits.every(({label}, i) => said[i] === label);
  return {state: "answered", sentence: isConfirmed ? "Confirmed by you" : `Corrected by you; read as ${readAs}`};
}

/** Describes how sure a run is of one digit: "97 %", "61 %, not certain", "99 %, not a digit". */
export function sureWords(digit: JudgedDigit, run: Pick<DeskRun, "unsureBelow" | "noDigitBelow" | "classes">): string {
  const {one} = wordsOf(run.classes);
  const doubt = {answered: "", unsure: ", not certain", "no-digit": `, not ${one}`}[digitState(digit, run)];
  return `${formatShare(digit.confidence)}${doubt}`;
}

/** Says that some of several digits don't look like digits. */
function doubted(strange: readonly number[], classes: Alphabet): string {
  const {one, many} = wordsOf(classes);
  const list = strange.map((label) => joinClasses([label], classes)).join(", ");
  return strange.length === 1 ? `The ${list} doesn’t look like ${one}` : `${list} don’t look like ${many}`;
}

/** Returns the words for the classes that ink should look like: "a digit", "digits". */
function wordsOf(classes: Alphabet): {one: string; many: string} {
  const {one, many} = classWords(classes);
  return one === "image" ? {one: "one of its classes", many: "its classes"} : {one: `a ${one}`, many};
}
