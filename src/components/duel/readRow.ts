import {NO_CLASS} from "../../characters/alphabet.js";
import {answerState} from "../../stats/answerState.js";
import type {DeskRun} from "../../stats/deskRuns.js";
import type {DeskAnswer} from "../answer/desk.js";
import type {Outcome} from "../comparison/comparison.js";
import {notOne} from "../page/classWords.js";
import {formatShare} from "../page/probabilityBars.js";

/** What a system made of a drawing. */
export interface ReadRow {
  readonly name: string;
  readonly title: string;
  /** "none" for no answer. What doesn't look like a character is "no-digit", and has the closest match as its text. */
  readonly state: "waiting" | "error" | "none" | "answered" | "unsure" | "no-digit";
  /** What it reads; "" for nothing. */
  readonly text: string;
  /** How sure it is, or why there is nothing; "" while it has not answered. */
  readonly sentence: string;
  /** What is said instead of the sentence where "not a digit" stands in place of the text: "closest: 5, 97 %". */
  readonly closest?: string;
  /** Whether it tells by a detector of its own what is no character; otherwise another run's says so. */
  readonly hasDetector: boolean;
  readonly milliseconds: number | undefined;
}

/** Returns what came of asking a *run*. */
export function readRow(
  run: Pick<DeskRun, "name" | "title" | "unsureBelow" | "noDigitBelow" | "hasDetector">,
  outcome: Outcome
): ReadRow {
  const {name, title, hasDetector = false} = run;
  const nothing = {name, title, hasDetector, text: "", milliseconds: undefined};
  if (!outcome) return {...nothing, state: "waiting", sentence: ""};
  if ("error" in outcome) return {...nothing, state: "error", sentence: outcome.error};
  const {answer} = outcome;
  if (!answer) return {...nothing, state: "none", sentence: "No ink found"};
  const {milliseconds} = answer;
  const digits = answer.lines.flat();
  if (digits.every(({label}) => label === NO_CLASS))
    return {...nothing, state: "none", sentence: "No answer", milliseconds};
  const state = answerState(digits, run);
  const {text, confidence} = answer;
  const closest = state === "no-digit" && {closest: `closest: ${text}, ${formatShare(confidence)}`};
  return {...nothing, state, text, sentence: sureWords(answer, state), ...closest, milliseconds};
}

/** Says how sure an answer is: "97 %", "61 %, not certain", "99 %, not a digit". */
function sureWords({confidence, lines, classes}: DeskAnswer, state: ReadRow["state"]): string {
  if (lines.flat().some(({label}) => label === NO_CLASS)) return "No answer to a part";
  const doubt = state === "unsure" ? ", not certain" : state === "no-digit" ? `, ${notOne(classes)}` : "";
  return `${formatShare(confidence)}${doubt}`;
}

/** What most systems read. */
export interface Majority {
  readonly text: string;
  /** How many read it. */
  readonly count: number;
  /** Whether as many read something else. */
  readonly isTied: boolean;
}

/** Returns how often each text was read, the most frequent first, equal ones in the order of the *rows*. */
export function countTexts(rows: readonly Pick<ReadRow, "text">[]): [text: string, count: number][] {
  const counts = new Map<string, number>();
  for (const {text} of rows) if (text) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

/** Returns what most of *rows* read; undefined where none reads anything. */
export function majorityOf(rows: readonly Pick<ReadRow, "text">[]): Majority | undefined {
  const [first, second] = countTexts(rows);
  return first && {text: first[0], count: first[1], isTied: second?.[1] === first[1]};
}

/** Returns whether a row reads something else than most do; false where there is no majority. */
export function differs({text}: Pick<ReadRow, "text">, majority: Majority | undefined): boolean {
  return majority !== undefined && !majority.isTied && text !== "" && text !== majority.text;
}
