import * as v from "valibot";
import {NO_DIGIT} from "../answer/desk.js";
import {tableCsv, type Column} from "../tables/tableRows.js";
import type {ReadRow} from "./readRow.js";

/** What one system made of a drawing whose truth is known. */
export interface TalliedAnswer {
  readonly run: string;
  /** What it read; "" for nothing. */
  readonly text: string;
  /** Whether it takes it for something else than a character. */
  readonly isRefused: boolean;
  readonly milliseconds: number | null;
}

/** A drawing of which the visitor said what it is. */
export interface TalliedDrawing {
  /** Tells drawings apart: `keyOf`. */
  readonly key: string;
  /** A text of classes, or `NO_DIGIT`. */
  readonly truth: string;
  readonly answers: readonly TalliedAnswer[];
}

/** The drawings of a session, in the order in which they were judged. */
export type Tally = readonly TalliedDrawing[];

/**
 * Returns the tally with one more drawing, or with what is now known of it: what a system answered before counts until it
 * answers again. *truth* undefined takes the drawing out.
 */
export function tally(before: Tally, key: string, truth: string | undefined, rows: readonly ReadRow[]): Tally {
  if (truth === undefined) return before.filter((one) => one.key !== key);
  const answers = rows.flatMap(answerOf);
  const known = before.find((one) => one.key === key);
  if (!known) return [...before, {key, truth, answers}];
  const earlier = known.answers.filter(({run}) => !answers.some((answer) => answer.run === run));
  return before.map((one) => (one === known ? {key, truth, answers: [...earlier, ...answers]} : one));
}

function answerOf({name, state, text, milliseconds}: ReadRow): TalliedAnswer[] {
  if (state === "waiting" || state === "error") return [];
  return [{run: name, text, isRefused: state === "no-digit", milliseconds: milliseconds ?? null}];
}

/** Returns whether an answer is right: what it reads is what the visitor says, or it refuses what is no character. */
export function isRight({text, isRefused}: Pick<TalliedAnswer, "text" | "isRefused">, truth: string): boolean {
  return truth === NO_DIGIT ? isRefused || text === "" : text === truth;
}

/** How many drawings a system read right, of those that it was asked about. */
export interface Score {
  readonly right: number;
  readonly n: number;
}

/** Returns the score of each system in the tally. */
export function scoresOf(drawings: Tally): Map<string, Score> {
  const scores = new Map<string, Score>();
  for (const {truth, answers} of drawings) {
    for (const answer of answers) {
      const {right, n} = scores.get(answer.run) ?? {right: 0, n: 0};
      scores.set(answer.run, {right: right + Number(isRight(answer, truth)), n: n + 1});
    }
  }
  return scores;
}

/**
 * Returns who read most and least of the visitor's drawings: "Of your 5 drawings: most right, Convolutional network and 2
 * more, 5; fewest, Rules, 3." *titles* are those of the systems by their names. "" for no drawings.
 */
export function tallySentence(drawings: Tally, titles: ReadonlyMap<string, string>): string {
  if (!drawings.length) return "";
  const n = drawings.length;
  // A system that was asked late has not read them all: its count says nothing beside the others'.
  const all = [...scoresOf(drawings)].filter(([, score]) => score.n === n);
  const your = n === 1 ? "Your drawing" : `Of your ${n} drawings`;
  if (!all.length) return `${your}: no system read ${n === 1 ? "it" : "them all"}.`;
  const [most, fewest] = [Math.max, Math.min].map((pick) => pick(...all.map(([, {right}]) => right)));
  const who = (right: number | undefined) => {
    const [first, ...more] = all.filter(([, score]) => score.right === right).map(([run]) => titles.get(run) ?? run);
    return more.length ? `${first} and ${more.length} more` : first;
  };
  if (n === 1) {
    const right = all.filter(([, score]) => score.right === 1).length;
    return `${your}: ${right} of ${all.length} systems right.`;
  }
  if (most === fewest) return `${your}, all ${all.length} systems read ${most} right.`;
  return `${your}, most right: ${who(most)}, ${most}. Fewest: ${who(fewest)}, ${fewest}.`;
}

/** Returns the tally as CSV: a line for each answer. *titles* are those of the systems by their names. */
export function tallyCsv(drawings: Tally, titles: ReadonlyMap<string, string>): string {
  const rows = drawings.flatMap(({truth, answers}, i) => answers.map((answer) => ({...answer, truth, i})));
  const columns: Column<(typeof rows)[number]>[] = [
    {label: "Drawing", value: ({i}) => i + 1},
    {label: "Correct", value: ({truth}) => (truth === NO_DIGIT ? "none" : truth)},
    {label: "Run", value: ({run}) => run},
    {label: "System", value: ({run}) => titles.get(run)},
    {label: "Reads", value: ({text}) => text},
    {label: "Refused", value: ({isRefused}) => Number(isRefused)},
    {label: "Right", value: (row) => Number(isRight(row, row.truth))},
    {label: "Milliseconds", value: ({milliseconds}) => milliseconds ?? undefined}
  ];
  return tableCsv(rows, columns);
}

const TallyJson = v.array(
  v.object({
    key: v.string(),
    truth: v.string(),
    answers: v.array(
      v.object({
        run: v.string(),
        text: v.string(),
        isRefused: v.boolean(),
        milliseconds: v.nullable(v.pipe(v.number(), v.minValue(0)))
      })
    )
  })
);

/** Parses a tally that was kept as JSON; an empty one for anything else. */
export function parseTally(text: string): Tally {
  try {
    const parsed = v.safeParse(TallyJson, JSON.parse(text));
    return parsed.success ? parsed.output : [];
  } catch {
    return []; // nothing of ours
  }
}
