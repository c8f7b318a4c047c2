import {describeDigits} from "../../src/characters/describe.js";
import type {Digits} from "../../src/characters/digits.js";
import {encodeTrait, TRAITS} from "../../src/characters/traits.js";
import {NO_CLASS} from "../../src/characters/alphabet.js";
import type {Votes} from "../../src/stats/neighbors/votes.js";

/**
 * Returns `digits.bin`: the label of every digit, split after split, one byte each; `NO_CLASS` for unlabeled digits.
 */
export function labelColumn(splits: readonly Digits[]): Uint8Array {
  const column = new Uint8Array(countDigits(splits)).fill(NO_CLASS);
  let offset = 0;
  for (const {labels, length} of splits) {
    if (labels) column.set(labels.subarray(0, length), offset);
    offset += length;
  }
  return column;
}

/**
 * Returns `traits.bin`: for each of `TRAITS` in turn, its value for every digit, split after split, one byte each as
 * `encodeTrait` encodes it.
 */
export function traitColumns(splits: readonly Digits[]): Uint8Array {
  const total = countDigits(splits);
  const columns = new Uint8Array(TRAITS.length * total);
  let offset = 0;
  for (const digits of splits) {
    const descriptions = describeDigits(digits);
    TRAITS.forEach((trait, t) => {
      const start = t * total + offset;
      descriptions[trait.key].forEach((value, i) => (columns[start + i] = encodeTrait(value, trait)));
    });
    offset += digits.length;
  }
  return columns;
}

/** Returns `votes.bin`: the majority class of each digit's neighbors, then the share of that class, as 0–255. */
export function voteColumns({winners, shares}: Pick<Votes, "winners" | "shares">): Uint8Array {
  const classes = winners.length && shares.length / winners.length;
  const confidences = Array.from(winners, (winner, i) =>
    winner === NO_CLASS ? 0 : Math.round(255 * shares[classes * i + winner]!)
  );
  return Uint8Array.from([...winners, ...confidences]);
}

function countDigits(splits: readonly Digits[]): number {
  return splits.reduce((sum, {length}) => sum + length, 0);
}
