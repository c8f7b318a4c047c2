import type {Rival} from "../../../loaders/runs/rivals.js";
import {NO_DIGIT} from "../answer/desk.js";
import {notOne} from "../page/classWords.js";
import {formatBytes} from "../page/format.js";
import {isRight, scoresOf, type Score} from "./duelScores.js";
import type {DuelState} from "./duelState.js";
import type {Tally} from "./duelTally.js";
import {differs, majorityOf, readRow, type ReadRow} from "./readRow.js";

/** A system's line in the duel. */
export interface DuelRow extends ReadRow {
  /** Whether it reads something else than most systems do. */
  readonly isDifferent: boolean;
  /** Whether it can be asked, as it has to be wanted first. */
  readonly isInvited: boolean;
  /** What it is doing now, in words; "" for nothing. */
  readonly busy: string;
  /** Whether it is right, where the visitor said what the drawing is, and it has answered and can say so itself. */
  readonly isRight: boolean | undefined;
  /** Whether the drawing is no character, which this system can't say itself. */
  readonly isUnable: boolean;
  /** Whether "not a digit" stands in place of what it reads. */
  readonly isRejected: boolean;
  /** On the visitor's drawings so far. */
  readonly score: Score | undefined;
}

/** Returns the lines of *rivals*, in their order; *truth* is what the visitor says that the drawing is. */
export function duelRows(
  rivals: readonly Rival[],
  state: Pick<DuelState, "outcomes" | "asking" | "loaded" | "wanted">,
  {truth, tally}: {readonly truth: string | undefined; readonly tally: Tally}
): DuelRow[] {
  const rows = rivals.map((rival) => readRow(rival, state.outcomes.get(rival.name)));
  const majority = majorityOf(rows);
  const scores = scoresOf(tally);
  return rows.map((row, i) => {
    const {isHeavy, name, bytes} = rivals[i]!;
    const isBusy = state.asking === name;
    const hasAnswered = row.state !== "waiting" && row.state !== "error";
    const right =
      truth !== undefined && hasAnswered ? isRight({...row, isRefused: row.state === "no-digit"}, truth) : undefined;
    // Another run's detector does not speak for a system where the visitor says which character it is.
    const isRejected = row.state === "no-digit" && (row.hasDetector || truth === undefined || truth === NO_DIGIT);
    return {
      ...row,
      sentence: (isRejected && row.closest) || row.sentence,
      isRejected,
      isUnable: truth === NO_DIGIT && hasAnswered && right === undefined,
      isDifferent: !isRejected && differs(row, majority),
      isInvited: isHeavy && !state.wanted.has(name),
      busy: !isBusy ? "" : state.loaded.has(name) ? "Reading …" : `Loading ${formatBytes(bytes)} …`,
      isRight: right,
      score: scores.get(name)
    };
  });
}

/** Returns what the models weigh that are loaded as one draws, and those that are loaded when asked for, as a sentence. */
export function weightSentence(rivals: readonly Pick<Rival, "title" | "bytes" | "isHeavy">[]): string {
  const light = rivals.filter(({isHeavy}) => !isHeavy);
  const bytes = light.reduce((sum, rival) => sum + rival.bytes, 0);
  const heavy = rivals
    .filter(({isHeavy}) => isHeavy)
    .map((rival) => ` ${rival.title} is ${formatBytes(rival.bytes)} more, only if you ask for it.`);
  return `All ${light.length} models: ${formatBytes(bytes)}, loaded as you draw.${heavy.join("")}`;
}

/**
 * Returns which of *rivals* can be right about what is none of their classes, as a sentence: those with a detector of
 * their own, and those that give no answer.
 */
export function detectorSentence(rivals: readonly Pick<Rival, "title" | "hasDetector" | "classes">[]): string {
  const owners = rivals.filter(({hasDetector}) => hasDetector).map(({title}) => title);
  const [one, n] = [`“${notOne(rivals[0]?.classes ?? [])}”`, owners.length];
  if (!n) return `No system has a detector for ${one}: only one that gives no answer is right.`;
  const own = n === 1 ? "one system has a detector of its own" : `${n} systems have a detector of their own`;
  return `Only ${own} for ${one} (${owners.join("; ")}); the others borrow one, and are right only if they give no answer.`;
}
