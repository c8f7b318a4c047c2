import {describeAlphabet, type Alphabet} from "../../../src/characters/alphabet.js";
import type {LabelChange, ReadChange, RefusedRow} from "../../../src/characters/labelChanges.js";
import {PIXELS} from "../../../src/ink/image/grid.js";
import type {DigitPieces} from "../parts/pieces.js";
import type {MadeSplits} from "../parts/splits.js";
import {hashPieces} from "./imageHash.js";

/** What became of the rows that change labels. */
export interface Relabeled {
  readonly splits: MadeSplits;
  /** The rows that were applied, with the positions at which their images were found. */
  readonly applied: readonly LabelChange[];
  /** Rows that change no label: they have tags alone, or the label that is there. */
  readonly unchanged: number;
  readonly refused: readonly RefusedRow[];
}

/**
 * Returns *splits* with the labels that *rows* give; images that show none of the *classes* are left out. A row is
 * applied only to an image with its pixels and its old label.
 */
export function relabel(splits: MadeSplits, classes: Alphabet, rows: readonly ReadChange[]): Relabeled {
  const find = imageFinder(splits);
  const applied = new Map<string, LabelChange>();
  const refused: RefusedRow[] = [];
  let unchanged = 0;
  for (const {line, change} of rows) {
    if (change.label === undefined || change.label === change.was) {
      ++unchanged;
      continue;
    }
    const found = find(change);
    const why = typeof found === "string" ? found : problemOf(change, found, {splits, classes, applied});
    if (why !== undefined) refused.push({line, why});
    else applied.set(`${change.split} ${found}`, {...change, index: found as number});
  }
  const next = Object.entries(splits).map(([split, digits]) => [
    split,
    changed(
      digits,
      classes,
      [...applied.values()].filter((change) => change.split === split)
    )
  ]);
  return {splits: Object.fromEntries(next) as MadeSplits, applied: [...applied.values()], unchanged, refused};
}

type FindImage = (change: LabelChange) => number | string;

/** Returns a function that finds a row's image by its pixels, and returns its index, or in words why there is none. */
function imageFinder(splits: MadeSplits): FindImage {
  const hashes = new Map<string, string[]>();
  return ({split, index, hash}) => {
    const digits = Object.hasOwn(splits, split) ? splits[split as keyof MadeSplits] : undefined;
    if (!digits) return `there is no split "${split}"`;
    const all = hashes.get(split) ?? hashPieces(digits.images());
    hashes.set(split, all);
    if (all[index] === hash) return index;
    const found = all.flatMap((one, i) => (one === hash ? [i] : []));
    if (found.length === 1) return found[0]!;
    return found.length
      ? `${found.length} images of ${split} have these pixels, none of them at ${index}`
      : `no image of ${split} has these pixels`;
  };
}

/** Returns in words why a row can't be applied to the image at *index*; undefined if it can. */
function problemOf(
  {split, was, label}: LabelChange,
  index: number,
  {splits, classes, applied}: {splits: MadeSplits; classes: Alphabet; applied: ReadonlyMap<string, LabelChange>}
): string | undefined {
  const {labels} = splits[split as keyof MadeSplits]!;
  if (!labels) return `${split} has no labels`;
  if (applied.has(`${split} ${index}`)) return `${split} ${index} was relabeled by a row before`;
  const now = classes[labels[index]!]!;
  if (now !== was) return `${split} ${index} is labeled ${now}, not "${was}"`;
  if (label !== null && !classes.includes(label!))
    return `"${label}" is none of the classes ${describeAlphabet(classes)}`;
  return undefined;
}

/** Returns digits with their labels changed, and without those that show no class. */
function changed(digits: DigitPieces, classes: Alphabet, changes: readonly LabelChange[]): DigitPieces {
  if (!changes.length || !digits.labels) return digits;
  const labels = digits.labels.slice();
  const isOut = new Uint8Array(digits.length);
  for (const {index, label} of changes) {
    if (label === null) isOut[index] = 1;
    else labels[index] = classes.indexOf(label!);
  }
  const kept = labels.filter((_, i) => !isOut[i]);
  return {length: kept.length, labels: kept, images: () => without(digits.images(), isOut)};
}

/** Yields the images of *pieces* that are not out. */
function* without(pieces: Iterable<Uint8Array>, isOut: Uint8Array): Generator<Uint8Array> {
  let i = 0;
  for (const piece of pieces) {
    const n = piece.length / PIXELS;
    const out = isOut.subarray(i, i + n);
    i += n;
    if (!out.includes(1)) {
      yield piece;
      continue;
    }
    for (let at = 0; at < n; ++at) if (!out[at]) yield piece.subarray(at * PIXELS, (at + 1) * PIXELS);
  }
}
