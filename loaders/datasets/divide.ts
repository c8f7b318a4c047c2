import {randomLcg} from "d3-random";
import {SPLITS, type Split} from "../../src/characters/digits.js";
import {splitBySeed} from "../../src/characters/split.js";
import {InputError} from "../../src/inputError.js";
import type {Provenance} from "./provenance.js";

/** Seeds the division of a dataset that comes as a single set. */
const SEED = 1;

/** A set of digits as its files hold it. */
export interface Part {
  /** The split in the name of a file or folder, if any. */
  readonly split: Split | undefined;
  /** One label an image, the index of its class; undefined without labels. */
  readonly labels: ArrayLike<number> | undefined;
  /** One writer a digit, if known. */
  readonly writers?: readonly string[] | undefined;
}

/** The digits of a part that belong to a split: those at *indices*, ascending, or all of them. */
export interface Share<T extends Part> {
  readonly split: Split | "unlabeled";
  readonly part: T;
  readonly indices?: Uint32Array;
}

/**
 * Assigns *parts* to splits. Parts that come as separate splits keep them. A single labeled part that is not named
 * validation or test is divided by seed: by writer if all writers are known, otherwise by class. A part without labels
 * is always `unlabeled`, because it allows no accuracy. *source* is the name in errors.
 * @throws InputError if two parts claim one split, or if there are several parts without labels
 */
export function divideParts<T extends Part>(
  parts: readonly T[],
  source: string
): {shares: Share<T>[]; division: Provenance["division"]} {
  const labeled = parts.filter(({labels}) => labels);
  const unlabeled = parts.filter(({labels}) => !labels).map((part) => ({split: "unlabeled" as const, part}));
  if (unlabeled.length > 1) throw new InputError(source, "at most one set without labels", `${unlabeled.length}`);
  const [first] = labeled;
  if (first && labeled.length === 1 && (!first.split || first.split === "train")) {
    const {shares, division} = divideBySeed(first);
    return {shares: [...shares, ...unlabeled], division};
  }
  const shares = SPLITS.flatMap((split) => {
    const found = labeled.filter((part) => (part.split ?? "train") === split);
    if (found.length > 1) throw new InputError(source, `one set for the ${split} split`, `${found.length}`);
    return found.map((part) => ({split, part}));
  });
  return {shares: [...shares, ...unlabeled], division: {how: "as it came"}};
}

function divideBySeed<T extends Part>(part: T): {shares: Share<T>[]; division: Provenance["division"]} {
  const {labels, writers} = part;
  const indices = splitBySeed(labels!, randomLcg(SEED), writers);
  const shares = SPLITS.filter((split) => indices[split].length).map((split) => ({
    split,
    part,
    indices: indices[split]
  }));
  const used = shares.reduce((sum, share) => sum + share.indices.length, 0);
  const keeping = writers ? ("writers" as const) : ("classes" as const);
  return {shares, division: {how: "by seed", seed: SEED, keeping, leftOver: labels!.length - used}};
}
