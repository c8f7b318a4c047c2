import type {Provenance} from "../provenance.js";

/** Returns lines that say which rows, images and files of a data set were left out, and why; none where all was read. */
export function leftOutLines({division, rejected, notRead}: Provenance): string[] {
  const lines = rejected.map(({reason, n, examples}) => `left out: ${n} × ${reason} (${examples[0]})`);
  if (division.how === "by seed" && division.leftOver) {
    lines.push(`left out: ${division.leftOver} images, more than the splits take`);
  }
  const {n, examples, more} = notRead;
  if (n) lines.push(`not read: ${examples.join(", ")}${more ? ` and ${more} more` : ""}`);
  return lines;
}
