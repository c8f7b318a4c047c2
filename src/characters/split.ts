import {shuffler} from "d3-array";
import {SPLITS, take, type Digits, type Split} from "./digits.js";

/** The split sizes given in the documents. A smaller dataset is split in the same proportion, 10 : 1 : 1. */
export const SPLIT_COUNTS: Readonly<Record<Split, number>> = {train: 30_000, validation: 3_000, test: 3_000};
const WHOLE = SPLITS.reduce((sum, split) => sum + SPLIT_COUNTS[split], 0);

/**
 * Splits images at *random* into 30,000 / 3,000 / 3,000 or, if there are fewer, all of them in that proportion; returns
 * ascending indices. The splits are stratified: each class has the same share in all of them, up to rounding. If
 * *writers* are given, one an image, no writer is in two splits, and the proportions hold as closely as whole writers
 * allow. *labels* are indices of classes.
 */
export function splitBySeed(
  labels: ArrayLike<number>,
  random: () => number,
  writers?: readonly string[]
): Record<Split, Uint32Array> {
  const n = labels.length;
  const pools = writers && poolsByWriter(writers, random);
  const left = Uint32Array.from({length: n}, (_, i) => i);
  const taken = new Uint8Array(n);
  const splits = {} as Record<Split, Uint32Array>;
  // The small splits come first; the training split gets the rest.
  for (const split of ["test", "validation", "train"] as const) {
    const pool = (pools?.[split] ?? left).filter((i) => !taken[i]);
    const share = pools || split === "train" ? pool.length : Math.round((n * SPLIT_COUNTS[split]) / WHOLE);
    splits[split] = sampleByClass(pool, labels, Math.min(share, n < WHOLE ? n : SPLIT_COUNTS[split]), random);
    for (const i of splits[split]) taken[i] = 1;
  }
  return splits;
}

/**
 * Samples *count* of the *pool*'s indices, ascending, in proportion to the classes, by the largest remainder method.
 */
function sampleByClass(pool: Uint32Array, labels: ArrayLike<number>, count: number, random: () => number): Uint32Array {
  const members = membersByClass(pool, labels);
  const shares = members.map(({length}) => (length * count) / Math.max(1, pool.length));
  const counts = shares.map(Math.floor);
  const byRemainder = shares.map((share, c) => ({c, remainder: share - counts[c]!}));
  byRemainder.sort((a, b) => b.remainder - a.remainder || a.c - b.c);
  const missing = count - counts.reduce((sum, n) => sum + n, 0);
  for (const {c} of byRemainder.slice(0, missing)) ++counts[c]!;
  const shuffle = shuffler(random);
  const chosen = members.flatMap((indices, c) => [...shuffle(indices).subarray(0, counts[c])]);
  return Uint32Array.from(chosen).sort();
}

/** Groups *indices* by class, up to the last class that occurs among *labels*. */
function membersByClass(indices: Uint32Array, labels: ArrayLike<number>): Uint32Array[] {
  let last = -1;
  for (let i = 0; i < labels.length; ++i) last = Math.max(last, labels[i]!);
  return Array.from({length: last + 1}, (_, c) => indices.filter((i) => labels[i] === c));
}

/**
 * Assigns whole writers to splits and returns the splits' images: the writers with the most images first, each to the
 * split that is furthest below its share of all images. Writers with equally many images are in *random* order.
 */
function poolsByWriter(writers: readonly string[], random: () => number): Record<Split, Uint32Array> {
  const images = new Map<string, number[]>();
  writers.forEach((writer, i) => {
    const list = images.get(writer);
    if (list) list.push(i);
    else images.set(writer, [i]);
  });
  const order = shuffler(random)([...images.values()]).sort((a, b) => b.length - a.length);
  const pools: Record<Split, number[]> = {train: [], test: [], validation: []};
  const missing = (split: Split) => (writers.length * SPLIT_COUNTS[split]) / WHOLE - pools[split].length;
  for (const list of order) {
    const split = (["train", "test", "validation"] as const).reduce((a, b) => (missing(b) > missing(a) ? b : a));
    for (const i of list) pools[split].push(i);
  }
  return {
    train: Uint32Array.from(pools.train),
    validation: Uint32Array.from(pools.validation),
    test: Uint32Array.from(pools.test)
  };
}

/**
 * Splits digits into two disjoint parts at *random*: *held* gets the given *share* of each class (rounded). Both parts
 * keep the order.
 */
export function holdOut(digits: Digits, share: number, random: () => number): {kept: Digits; held: Digits} {
  const {labels} = digits;
  if (!labels) throw new TypeError("a stratified split needs labels");
  const isHeld = new Uint8Array(digits.length);
  const all = Uint32Array.from({length: digits.length}, (_, i) => i);
  for (const members of membersByClass(all, labels)) {
    const count = Math.round(members.length * share);
    for (const i of shuffler(random)(members).subarray(0, count)) isHeld[i] = 1;
  }
  const indices = Array.from({length: digits.length}, (_, i) => i);
  return {
    kept: take(
      digits,
      indices.filter((i) => !isHeld[i])
    ),
    held: take(
      digits,
      indices.filter((i) => isHeld[i])
    )
  };
}
