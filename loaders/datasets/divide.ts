import {randomLcg} from "d3";
import {SPLITS, type Split} from "../../src/characters/digits.js";
import {splitBySeed} from "../../src/characters/split.js";
import {InputError} from "../../src/inputError.js";
import type {Provenance} from "./provenance.js";

/** Decides how a set that came in one piece is divided. */
const SEED = 1;

/** A set of digits as its files bring it. */
export interface Part {
  /** The split that a file or folder names. */
  readonly split: Split | undefined;
  /** One an image, the index of its class; undefined where the files have none. */
  readonly labels: ArrayLike<number> | undefined;
  /** One a digit, where they are known. */
  readonly writers?: readonly string[] | undefined;
}

/** Which digits of which part are a split: those at *indices*, ascending, or all. */
export interface Share<T extends Part> {
  readonly split: Split | "unlabeled";
  readonly part: T;
  readonly indices?: Uint32Array;
}

/**
 * Returns how *parts* become splits. What comes split stays split. A single set with labels that is not named as
 * validation or test is divided by seed: by writer where all writers are known, otherwise by class. A set without labels
 * is `unlabeled`, whatever its name: no accuracy can come of it. *source* is named in errors.
 * @throws InputError where two sets compete for one split
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
