import type {Provenance} from "../datasets/provenance.js";

/**
 * Returns lines about what is unusual in a dataset's files, and about rows, images and files left out, with the
 * reasons. Empty if there are none.
 */
export function leftOutLines({division, rejected, notRead, notes = [], relabeled = []}: Provenance): string[] {
  const lines = [...notes];
  for (const {file, changed, leftOut} of relabeled) {
    lines.push(`relabeled: ${changed} images by ${file}${leftOut ? `, and ${leftOut} left out` : ""}`);
  }
  for (const {reason, n, examples} of rejected) lines.push(`left out: ${n} × ${reason} (${examples[0]})`);
  if (division.how === "by seed" && division.leftOver) {
    lines.push(`left out: ${division.leftOver} images, more than the splits take`);
  }
  const {n, examples, more} = notRead;
  if (n) lines.push(`not read: ${examples.join(", ")}${more ? ` and ${more} more` : ""}`);
  return lines;
}

/** Returns a line for each suspicion of `checkDigits`, with the action taken. Empty if there are none. */
export function suspicionLines({suspicions = []}: Provenance): string[] {
  return suspicions.map(({split, done, message}) => `${done === "warned" ? "warning" : done}: ${split}: ${message}`);
}
