import {basename} from "node:path";
import {hashFolder, hashOf} from "../buildCache/hashes.js";
import type {KeptDataset} from "../datasets/dataset.js";
import {RUNS} from "../paths.js";

/** Returns a key of all that is known of a dataset; its cache entry is named by the hash of its files, of code and options. */
export function digitsKey({
  entry,
  name,
  title,
  source,
  license,
  synthetic,
  classes,
  provenance,
  about,
  files
}: KeptDataset): string {
  return hashOf([basename(entry), name, title, source, license, synthetic, classes, provenance, about, files]);
}

/** Resolves to a key of all runs and their times, without what is under way or being replaced, in hidden folders. */
export function runsKey(): Promise<string> {
  return hashFolder(RUNS, (path) => path.startsWith("."));
}
