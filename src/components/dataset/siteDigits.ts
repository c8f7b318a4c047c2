import type {Digits, Split} from "../../characters/digits.js";
import {NO_CLASS} from "../../characters/alphabet.js";
import {rowOf} from "./browse.js";
import type {SpriteUrl} from "../images/digitTile.js";
import {readSpriteDigits} from "../images/spriteDigit.js";

/** Reads the first *n* digits of a split, or all. Resolves to undefined if there are none or some have no label. */
export type ReadSplit = (split: Split, n?: number, onProgress?: (read: number) => void) => Promise<Digits | undefined>;

/** The splits of the site's digits, and all their labels, split by split, as in `digits.bin`. */
export interface SiteSplits {
  readonly splits: readonly {readonly split: string; readonly n: number}[];
  readonly labels: Uint8Array;
}

/** Returns the labels of a *split*; undefined if it is empty or an image has no label. */
export function labelsOf({splits, labels}: SiteSplits, split: Split): Uint8Array | undefined {
  const n = splits.find((one) => one.split === split)?.n ?? 0;
  const start = rowOf({splits}, {split, index: 0}) ?? 0;
  const known = labels.slice(start, start + n);
  return known.length && !known.includes(NO_CLASS) ? known : undefined;
}

/** Returns a function that reads the site's digits from its sprites, split by split, and caches them. */
export function siteDigits(site: SiteSplits, spriteUrl: SpriteUrl): ReadSplit {
  const kept = new Map<string, Promise<Uint8Array>>();
  return async (split, most = Infinity, onProgress) => {
    const labels = labelsOf(site, split)?.slice(0, most);
    if (!labels) return undefined;
    const {length} = labels;
    const key = `${split} ${length}`;
    let reading = kept.get(key);
    if (!reading) {
      reading = readSpriteDigits(split, length, spriteUrl, onProgress);
      kept.set(key, reading);
      reading.catch(() => kept.delete(key)); // the next call tries again
    }
    return {length, images: await reading, labels};
  };
}
