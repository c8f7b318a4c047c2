import * as v from "valibot";
import type {ReadRow} from "./readRow.js";

/** What one system made of a drawing whose truth is known. */
export interface TalliedAnswer {
  readonly run: string;
  /** What it read; "" for nothing. */
  readonly text: string;
  /** Whether it takes it for something else than a character, by its own detector or another run's. */
  readonly isRefused: boolean;
  /** Whether that detector is its own. */
  readonly hasDetector: boolean;
  readonly milliseconds: number | null;
}

/** A drawing of which the visitor said what it is. */
export interface TalliedDrawing {
  /** Tells drawings apart: `keyOf`. */
  readonly key: string;
  /** A text of classes, or `NO_DIGIT`. */
  readonly truth: string;
  readonly answers: readonly TalliedAnswer[];
  /** Whether all systems that are asked have answered, or could not: only then does the drawing count. */
  readonly isWhole: boolean;
}

/** The drawings of a session, in the order in which they were judged. */
export type Tally = readonly TalliedDrawing[];

/**
 * Returns the tally with one more drawing, or with what is now known of it: what a system answered before counts until it
 * answers again, and the drawing itself from the moment when all have answered, *isDone*. *truth* undefined takes it out.
 */
export function tally(
  before: Tally,
  key: string,
  truth: string | undefined,
  {rows, isDone}: {readonly rows: readonly ReadRow[]; readonly isDone: boolean}
): Tally {
  if (truth === undefined) return before.filter((one) => one.key !== key);
  const answers = rows.flatMap(answerOf);
  const known = before.find((one) => one.key === key);
  if (!known) return [...before, {key, truth, answers, isWhole: isDone}];
  const earlier = known.answers.filter(({run}) => !answers.some((answer) => answer.run === run));
  const now = {key, truth, answers: [...earlier, ...answers], isWhole: known.isWhole || isDone};
  return before.map((one) => (one === known ? now : one));
}

function answerOf({name, state, text, hasDetector, milliseconds}: ReadRow): TalliedAnswer[] {
  if (state === "waiting" || state === "error") return [];
  return [{run: name, text, isRefused: state === "no-digit", hasDetector, milliseconds: milliseconds ?? null}];
}

const TallyJson = v.array(
  v.object({
    key: v.string(),
    truth: v.string(),
    isWhole: v.boolean(),
    answers: v.array(
      v.object({
        run: v.string(),
        text: v.string(),
        isRefused: v.boolean(),
        hasDetector: v.boolean(),
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
