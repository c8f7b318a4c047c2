import {sum} from "d3-array";
import {InputError} from "../../../src/inputError.js";

/**
 * Called for each row or image that is left out, with the *reason*, the same few words for all of a kind, and the error
 * that names the row. Without such a callback, readers throw the first error instead.
 */
export type OnReject = (reason: string, error: InputError) => void;

/** Reports a rejected row or image to *onReject*. @throws InputError the *error*, without *onReject* */
export function reject(onReject: OnReject | undefined, reason: string, error: InputError): void {
  if (!onReject) throw error;
  onReject(reason, error);
}

/** The rows and images that were left out for one reason. */
export interface Rejected {
  readonly reason: string;
  readonly n: number;
  /** Messages of the first errors. */
  readonly examples: string[];
}

const MAX_EXAMPLES = 3;

/** Maximum number of bad rows. More are no accident, and reporting each takes 10 µs. */
const MAX_REJECTED = 100_000;

/**
 * Returns a callback that counts rejects by reason, and its counts, with files named relative to the folder *root*.
 * Throws an InputError at the 100,001st reject. Passes all rejects on to *next*.
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

/** Maximum share of rejects. If more is bad, the cause is not a few rows. */
const MAX_REJECTED_SHARE = 0.1;

/**
 * Refuses digits if more than a tenth was *rejected*; *kept* is the number of the others. @throws InputError with
 * reasons
 */
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
