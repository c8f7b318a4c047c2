import {sum} from "d3";
import {InputError} from "../../../src/inputError.js";

/**
 * Hears of a row or an image that is left out: the *reason*, in a few words that are the same for all of its kind, and
 * the error that names it. Who reads data and was given none throws the error instead: the first bad row stops.
 */
export type OnReject = (reason: string, error: InputError) => void;

/** Leaves a row or an image out where *onReject* is there to hear of it. @throws InputError the *error*, otherwise */
export function reject(onReject: OnReject | undefined, reason: string, error: InputError): void {
  if (!onReject) throw error;
  onReject(reason, error);
}

/** What was left out for one reason. */
export interface Rejected {
  readonly reason: string;
  readonly n: number;
  /** The first errors, as their messages say. */
  readonly examples: string[];
}

const MAX_EXAMPLES = 3;

/** So many bad rows are no accident; and hearing of them takes time, 10 µs each. */
const MAX_REJECTED = 100_000;

/**
 * Returns a listener that counts by reason, and what it has counted, with files named relative to the folder *root*. It
 * throws an InputError at the 100,001st. Another listener, *next*, hears of all of them too.
 */
export function rejectLog(next?: OnReject): {
  onReject: OnReject;
  rejected: (root: string) => Rejected[];
  total: () => number;
} {
  const byReason = new Map<string, {reason: string; n: number; examples: string[]}>();
  let total = 0;
  return {
    onReject(reason, error) {
      if (++total > MAX_REJECTED) {
        throw new InputError(error.source, `at most ${MAX_REJECTED} bad rows or images in all`, "more");
      }
      const entry = byReason.get(reason) ?? {reason, n: 0, examples: []};
      byReason.set(reason, entry);
      ++entry.n;
      if (entry.examples.length < MAX_EXAMPLES) entry.examples.push(error.message);
      next?.(reason, error);
    },
    total: () => total,
    rejected: (root) =>
      [...byReason.values()].map(({reason, n, examples}) => ({
        reason,
        n,
        examples: examples.map((message) => message.replace(`${root}/`, ""))
      }))
  };
}

/** At most this share may be left out: where more is bad, something else is wrong than a few rows. */
const MAX_REJECTED_SHARE = 0.1;

/** Refuses digits of which more than a tenth was *rejected*, beside those that were *kept*. @throws InputError that says why */
export function refuseMostlyBad(rejected: readonly Rejected[], kept: number, source: string): void {
  const bad = sum(rejected, ({n}) => n);
  if (bad <= MAX_REJECTED_SHARE * (kept + bad)) return;
  const reasons = rejected.map(({reason, n, examples}) => `${n} × ${reason} (${examples[0]})`);
  throw new InputError(
    source,
    "at most a tenth of all rows or images to be bad with --skip-bad",
    `${bad} of ${kept + bad}: ${reasons.join("; ")}; correct the files, or take these rows or images out of them`
  );
}
