import {minIndex} from "d3-array";
import type {DeskRun} from "../../stats/deskRuns.js";
import type {DeskAnswer, DeskDigit} from "../answer/desk.js";
import {judge} from "../answer/judgement.js";
import {formatShare} from "../page/probabilityBars.js";

/** What came of asking a run: an answer, null for no ink, or why there is none; undefined while it is not there. */
export type Outcome = {readonly answer: DeskAnswer | null} | {readonly error: string} | undefined;

/** A run's line in a comparison. */
export interface ComparedRow {
  readonly state: "waiting" | "error" | "no-ink" | "answered" | "unsure" | "no-digit";
  /** The digits read, "" for none. */
  readonly text: string;
  /** How sure it is, or what went wrong. */
  readonly sentence: string;
  /** Whether the run reads something else than the desk's. */
  readonly differs: boolean;
  readonly milliseconds: number | undefined;
  /** The two most likely digits, the first the likeliest; of several digits none. */
  readonly likeliest: readonly {readonly digit: number; readonly p: number}[];
  /** Of several digits the one that is least sure. */
  readonly leastSure: DeskDigit | undefined;
}

const EMPTY = {text: "", differs: false, milliseconds: undefined, likeliest: [], leastSure: undefined};

/** Returns the line of a run, compared with *deskText*, what the desk's own run reads; "" where it reads nothing. */
export function compareRun(run: DeskRun, outcome: Outcome, deskText: string): ComparedRow {
  if (!outcome) return {...EMPTY, state: "waiting", sentence: "…"};
  if ("error" in outcome) return {...EMPTY, state: "error", sentence: outcome.error};
  const {answer} = outcome;
  if (!answer) return {...EMPTY, state: "no-ink", sentence: "No ink found", differs: deskText !== ""};
  const {state, sentence} = judge(answer, run);
  const digits = answer.lines.flat();
  return {
    state,
    sentence,
    text: answer.text,
    differs: answer.text !== deskText,
    milliseconds: answer.milliseconds,
    likeliest: digits.length === 1 ? topTwo(digits[0]!.probabilities) : [],
    leastSure: digits.length > 1 ? digits[minIndex(digits, ({confidence}) => confidence)] : undefined
  };
}

function topTwo(probabilities: ArrayLike<number>): {digit: number; p: number}[] {
  return Array.from(probabilities, (p, digit) => ({digit, p}))
    .sort((a, b) => b.p - a.p)
    .slice(0, 2);
}

/** Returns whether the other runs read what the desk's run reads, *deskText*, as a sentence; "" where none answered yet. */
export function comparisonFinding(
  rows: readonly (Pick<ComparedRow, "state" | "text" | "differs"> & {readonly name: string})[],
  deskRun: string,
  deskText: string
): string {
  const others = rows.filter(({name, state}) => name !== deskRun && state !== "waiting" && state !== "error");
  if (!others.length || !deskText) return "";
  const different = others.filter(({differs}) => differs);
  if (!different.length) {
    const [first] = others;
    return others.length === 1
      ? `${first!.name} agrees with ${deskRun}: ${deskText}.`
      : `All ${others.length} agree with ${deskRun}: ${deskText}.`;
  }
  const readings = different
    .slice(0, 3)
    .map(({name, text}) => `${name} ${text ? `reads ${text}` : "finds no ink"}`)
    .join(", ");
  const end = different.length > 3 ? ", …" : ".";
  if (others.length === 1) return `${readings}, not ${deskText} as ${deskRun} does.`;
  const disagree = different.length === 1 ? "disagrees" : "disagree";
  return `${different.length} of ${others.length} ${disagree} with ${deskRun}, which reads ${deskText}: ${readings}${end}`;
}

/** Returns of several digits the least sure one, in words. */
export function leastSureWords({digit, confidence}: Pick<DeskDigit, "digit" | "confidence">): string {
  return `least sure of ${digit} (${formatShare(confidence)})`;
}
