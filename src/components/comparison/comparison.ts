import {minIndex} from "d3-array";
import type {Alphabet} from "../../characters/alphabet.js";
import {namesOf} from "../page/classWords.js";
import type {DeskRun} from "../../stats/deskRuns.js";
import type {DeskAnswer} from "../answer/desk.js";
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
  /** Whether the run reads something else than the desk's, which it could have read. */
  readonly differs: boolean;
  /** Its classes in words, where what the desk's run reads is not among them. */
  readonly otherClasses?: string;
  readonly milliseconds: number | undefined;
  /** The two most likely digits, the first the likeliest; of several digits none. */
  readonly likeliest: readonly {readonly label: string; readonly p: number}[];
  /** Of several digits the one that is least sure. */
  readonly leastSure: {readonly label: string; readonly confidence: number} | undefined;
}

const EMPTY = {text: "", differs: false, milliseconds: undefined, likeliest: [], leastSure: undefined};

/** What the desk's own run reads: a text, "" for nothing, and the classes in it. */
export interface DeskReading {
  readonly text: string;
  readonly classes: readonly string[];
}

/** Returns what *answer* reads, null or undefined for nothing. */
export function deskReading(answer: DeskAnswer | null | undefined): DeskReading {
  if (!answer) return {text: "", classes: []};
  return {text: answer.text, classes: answer.lines.flat().map(({label}) => nameIn(answer.classes, label))};
}

/** Returns the line of a run, compared with what the *desk*'s own run reads. */
export function compareRun(run: DeskRun, outcome: Outcome, desk: DeskReading): ComparedRow {
  if (!outcome) return {...EMPTY, state: "waiting", sentence: "…"};
  if ("error" in outcome) return {...EMPTY, state: "error", sentence: outcome.error};
  const {answer} = outcome;
  if (!answer) return {...EMPTY, state: "no-ink", sentence: "No ink found", differs: desk.text !== ""};
  const {state, sentence} = judge(answer, run);
  const digits = answer.lines.flat();
  const isAbleTo = desk.classes.every((name) => run.classes.includes(name));
  const leastSure = digits.length > 1 ? digits[minIndex(digits, ({confidence}) => confidence)] : undefined;
  return {
    state,
    sentence,
    text: answer.text,
    differs: isAbleTo && answer.text !== desk.text,
    ...(isAbleTo ? {} : {otherClasses: namesOf(run.classes)}),
    milliseconds: answer.milliseconds,
    likeliest: digits.length === 1 ? topTwo(digits[0]!.probabilities, answer.classes) : [],
    leastSure: leastSure && {label: nameIn(answer.classes, leastSure.label), confidence: leastSure.confidence}
  };
}

function nameIn(classes: Alphabet, label: number): string {
  return classes[label] ?? "?";
}

function topTwo(probabilities: ArrayLike<number>, classes: Alphabet): {label: string; p: number}[] {
  return Array.from(probabilities, (p, label) => ({label: nameIn(classes, label), p}))
    .sort((a, b) => b.p - a.p)
    .slice(0, 2);
}

/** A run's line, as far as it agrees or not. */
type AgreeingRow = Pick<ComparedRow, "state" | "text" | "differs" | "otherClasses"> & {readonly name: string};

/** As many runs that read something else are named. */
const MAX_NAMED = 3;

/**
 * Returns whether the other runs read what the desk's run reads, *deskText*, as a sentence; "" where none answered yet. Runs of
 * other classes can't agree or disagree: what they read is said by itself.
 */
export function comparisonFinding(rows: readonly AgreeingRow[], deskRun: string, deskText: string): string {
  if (!deskText) return "";
  const answered = rows.filter(({name, state}) => name !== deskRun && state !== "waiting" && state !== "error");
  const strangers = answered.filter(({otherClasses}) => otherClasses);
  const sentences = [
    agreement(
      answered.filter(({otherClasses}) => !otherClasses),
      deskText
    ),
    ...strangers.slice(0, MAX_NAMED).map(({name, text, otherClasses}) => `${name} knows ${otherClasses}: ${text}.`)
  ];
  return sentences.filter(Boolean).join(" ");
}

function agreement(others: readonly AgreeingRow[], deskText: string): string {
  const n = others.length;
  const different = others.filter(({differs}) => differs);
  if (!n) return "";
  if (!different.length)
    return n === 1 ? `${others[0]!.name} also reads ${deskText}.` : `All ${n} also read ${deskText}.`;
  const predictions = different
    .slice(0, MAX_NAMED)
    .map(({name, text}) => `${name} ${text ? `reads ${text}` : "finds no ink"}`)
    .join(", ");
  if (n === 1) return `${predictions}, not ${deskText}.`;
  const end = different.length > MAX_NAMED ? ", …" : ".";
  const same = n - different.length;
  const who = same ? `${same} of ${n} also ${same === 1 ? "reads" : "read"}` : `None of the ${n} reads`;
  return `${who} ${deskText}: ${predictions}${end}`;
}

/** Returns of several digits the least sure one, in words. */
export function leastSureWords({label, confidence}: NonNullable<ComparedRow["leastSure"]>): string {
  return `least sure of ${label} (${formatShare(confidence)})`;
}
