import {descending, group, sum} from "d3-array";
import * as v from "valibot";
import type {Alphabet} from "../../src/characters/alphabet.js";
import {countByClass, type Digits} from "../../src/characters/digits.js";
import {RelabeledBy} from "./labels/overlay.js";
import type {PictureReport} from "./pictures/readPictures.js";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Where digits come from and how they were processed: the data page's card. */
export const Provenance = v.object({
  layout: v.string(),
  /** Time of reading: ISO 8601, UTC. */
  read: v.string(),
  files: v.object({
    n: count,
    bytes: count,
    /** SHA-256 of each file; empty if there are many files. */
    list: v.array(v.object({path: v.string(), bytes: count, sha256: v.string()}))
  }),
  /** SHA-256 of the digits themselves, 28×28 pixels and labels: the same in every layout. */
  sha256: v.string(),
  /** How the digits came into splits: as their files are, or divided by seed. */
  division: v.variant("how", [
    v.object({how: v.literal("as it came")}),
    v.object({
      how: v.literal("by seed"),
      seed: v.number(),
      keeping: v.picklist(["classes", "writers"]),
      leftOver: count
    })
  ]),
  /** What is unusual about the files, one sentence each, beginning with the file's name. */
  notes: v.optional(v.array(v.string())),
  /** Odd properties of a split that `checkDigits` corrected or only warned of; absent if there are none. */
  suspicions: v.optional(
    v.array(v.object({split: v.string(), done: v.picklist(["set right", "warned"]), message: v.string()}))
  ),
  /** Files that changed labels after these were read (`npm run data -- --relabel`); absent if there are none. */
  relabeled: v.optional(v.array(RelabeledBy)),
  /** The alphabet; absent for the ten digits. */
  classes: v.optional(v.array(v.string())),
  /** Images of each class in each split; null for a split without labels. */
  splits: v.array(v.object({split: v.string(), n: count, classes: v.nullable(v.array(count))})),
  /** Formats and sizes of the image files, most common first; null if the pixels came as numbers. */
  pictures: v.nullable(
    v.object({
      formats: v.array(v.object({format: v.string(), n: count})),
      /** Quantiles of the longer side, in pixels: 0, 5, 25, 50, 75, 95, 100 %. */
      longerSides: v.array(v.number()),
      sizes: v.array(v.object({width: count, height: count, n: count})),
      distinctSizes: count
    })
  ),
  /** Rows and images that were left out, grouped by reason. */
  rejected: v.array(v.object({reason: v.string(), n: count, examples: v.array(v.string())})),
  /** Files that belong to no digits: their number, the first files and folders, and the number of others. */
  notRead: v.object({n: count, examples: v.array(v.string()), more: count})
});
export type Provenance = v.InferOutput<typeof Provenance>;

/** Counts the images of each of *classes* in each split. */
export function describeSplits(
  splits: Readonly<Record<string, Pick<Digits, "length" | "labels">>>,
  classes: Alphabet
): Provenance["splits"] {
  return Object.entries(splits).map(([split, {length: n, labels}]) => ({
    split,
    n,
    classes: labels ? countByClass(labels, classes.length) : null
  }));
}

/** Maximum number of sizes listed, and the quantiles of the longer side. */
const MAX_SIZES = 200;
const QUANTILES = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1];

/** Summarizes the formats and sizes of the image files; null if there were none. */
export function describePictures({formats, widths, heights}: PictureReport): Provenance["pictures"] {
  const count = widths.length;
  if (!count) return null;
  const sides = widths.map((width, i) => Math.max(width, heights[i]!));
  const sizes = new Map<string, {width: number; height: number; n: number}>();
  for (const [i, width] of widths.entries()) {
    const height = heights[i]!;
    const size = sizes.get(`${width}×${height}`);
    if (size) ++size.n;
    else sizes.set(`${width}×${height}`, {width, height, n: 1});
  }
  sides.sort();
  return {
    formats: Object.entries(formats)
      .map(([format, n]) => ({format, n}))
      .sort((a, b) => descending(a.n, b.n)),
    longerSides: QUANTILES.map((share) => sides[Math.round(share * (count - 1))]!),
    sizes: [...sizes.values()].sort((a, b) => descending(a.n, b.n)).slice(0, MAX_SIZES),
    distinctSizes: sizes.size
  };
}

/** Maximum number of unread files and folders that are named. */
const MAX_NAMED = 3;

/** Describes the files beside those *used*. A folder of several unread files counts as one name. */
export function describeOthers(paths: readonly string[], used: readonly string[]): Provenance["notRead"] {
  const isUsed = new Set(used);
  const others = paths.filter((path) => !isUsed.has(path));
  const folders = [...group(others, (path) => path.slice(0, path.lastIndexOf("/") + 1))];
  const named = folders
    .flatMap(([folder, files]) =>
      folder && files.length > 1
        ? [{name: `${folder} (${files.length} files)`, n: files.length}]
        : files.map((name) => ({name, n: 1}))
    )
    .slice(0, MAX_NAMED);
  return {n: others.length, examples: named.map(({name}) => name), more: others.length - sum(named, ({n}) => n)};
}
