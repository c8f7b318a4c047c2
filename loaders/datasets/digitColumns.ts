import {describeDigits} from "../../src/characters/describe.js";
import type {Digits} from "../../src/characters/digits.js";
import {encodeTrait, TRAITS} from "../../src/characters/traits.js";
import {NO_CLASS} from "../../src/characters/alphabet.js";
import type {Votes} from "../../src/stats/votes.js";

/** Returns the label of every digit, split after split, a byte each; `NO_CLASS` where there is none: `digits.bin`. */
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
 * Returns how every digit is written: each of `TRAITS` of all digits, split after split, a byte each as `encodeTrait` makes
 * it, one trait after the other: `traits.bin`.
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

/** Returns, for every digit, the class of most of its neighbors, then for every digit their share in 255ths: `votes.bin`. */
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
