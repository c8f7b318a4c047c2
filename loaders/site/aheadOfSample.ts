import {existsSync} from "node:fs";
import {DIGITS} from "../../src/characters/alphabet.js";
import {CLASSES, SPLITS, type Split} from "../../src/characters/digits.js";
import {hasRaw} from "../datasets/dataset.js";
import {SAMPLE_ABOUT, SAMPLE_COUNTS} from "../datasets/sample.js";
import type {DatasetSummary} from "../datasets/summary.js";
import {SAMPLE} from "../paths.js";

/** Resolves to whether the site is to show the sample, and nobody has made that yet. */
export async function isAheadOfSample(): Promise<boolean> {
  return !process.env.HANDSCOPE_DATA && !existsSync(SAMPLE) && !(await hasRaw());
}

/**
 * Returns what the front page says of the sample, which is known before it is made: it is the same every time. What takes
 * its images (counts of classes, traits, skew, duplicates) is empty: other pages show that, once the images are there.
 */
export function summaryAhead(counts: Readonly<Record<Split, number>> = SAMPLE_COUNTS): DatasetSummary {
  const {name, title, source, license} = SAMPLE_ABOUT;
  const [first, ...others] = SPLITS.map((split) => ({split, n: CLASSES.length * counts[split], labeled: true}));
  return {
    name,
    title,
    source,
    license,
    synthetic: true,
    classes: DIGITS,
    provenance: {
      layout: "class folders",
      read: new Date(0).toISOString(),
      files: {n: 0, bytes: 0, list: []},
      sha256: "",
      division: {how: "as it came"},
      splits: [],
      pictures: null,
      rejected: [],
      notRead: {n: 0, examples: [], more: 0}
    },
    splits: [first!, ...others],
    counts: [],
    skew: [],
    duplicates: {between: [], affected: [], exactWithin: {}, labelConflicts: 0, pairs: [], conflictingPairs: []},
    traits: []
  };
}
