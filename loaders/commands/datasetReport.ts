import type {Provenance} from "../datasets/provenance.js";

/**
 * Returns lines that say what is unusual about the files of a data set, and which rows, images and files were left out, and
 * why; none where nothing is, and all was read.
 */
export function leftOutLines({division, rejected, notRead, notes = []}: Provenance): string[] {
  const lines = [...notes];
  for (const {reason, n, examples} of rejected) lines.push(`left out: ${n} × ${reason} (${examples[0]})`);
  if (division.how === "by seed" && division.leftOver) {
    lines.push(`left out: ${division.leftOver} images, more than the splits take`);
  }
  const {n, examples, more} = notRead;
  if (n) lines.push(`not read: ${examples.join(", ")}${more ? ` and ${more} more` : ""}`);
  return lines;
}

/** Returns lines that say what is not what it seems in a data set, and what was done about it; none where nothing is. */
export function suspicionLines({suspicions = []}: Provenance): string[] {
  return suspicions.map(({split, done, message}) => `${done === "warned" ? "warning" : done}: ${split}: ${message}`);
}
