import type {Rival} from "../../../loaders/runs/rivals.js";
import {formatBytes} from "../page/format.js";
import type {DuelState} from "./duelState.js";
import {isRight, scoresOf, type Score, type Tally} from "./duelTally.js";
import {differs, majorityOf, readRow, type ReadRow} from "./readRow.js";

/** A system's line in the duel. */
export interface DuelRow extends ReadRow {
  /** Whether it reads something else than most systems do. */
  readonly isDifferent: boolean;
  /** Whether it can be asked, as it has to be wanted first. */
  readonly isInvited: boolean;
  /** What it is doing now, in words; "" for nothing. */
  readonly busy: string;
  /** Whether it is right, where the visitor said what the drawing is and it has answered. */
  readonly isRight: boolean | undefined;
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
    return {
      ...row,
      isDifferent: differs(row, majority),
      isInvited: isHeavy && !state.wanted.has(name),
      busy: !isBusy ? "" : state.loaded.has(name) ? "Reading …" : `Loading ${formatBytes(bytes)} …`,
      isRight:
        truth !== undefined && hasAnswered
          ? isRight({text: row.text, isRefused: row.state === "no-digit"}, truth)
          : undefined,
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
