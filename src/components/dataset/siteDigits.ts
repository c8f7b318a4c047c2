import type {Digits, Split} from "../../characters/digits.js";
import {NO_CLASS, type Alphabet} from "../../characters/alphabet.js";
import {PIXELS} from "../../ink/image/grid.js";
import {fetchBytes, fetchJson} from "../../siteFile.js";
import type {DatasetSummary} from "../../../loaders/datasets/summary.js";
import {rowOf} from "./digitTable.js";
import type {SpriteUrl} from "../images/digitTile.js";
import {readSpriteDigits} from "../images/spriteDigit.js";

/** Resolves to what is known of the site's images, in `dataset.json`. @throws InputError as `fetchJson` does */
export function loadDataset(url: string): Promise<DatasetSummary> {
  return fetchJson<DatasetSummary>(url, "what is known of the images", ["splits", "classes", "counts", "provenance"]);
}

/** Resolves to the bytes of a file that has *bytesEach* for each image: *what* they are. @throws InputError as `fetchBytes` does */
type LoadColumn = (url: string, what: string, bytesEach?: number) => Promise<Uint8Array<ArrayBuffer>>;

/** Returns what loads files that have as many bytes for each image of the dataset; those of another length are refused. */
export function columnsOf({splits}: Pick<SiteSplits, "splits">): LoadColumn {
  const n = splits.reduce((sum, split) => sum + split.n, 0);
  return (url, what, bytesEach = 1) => fetchBytes(url, {what, bytes: bytesEach * n});
}

/** Resolves to the class of each image, split after split, in `digits.bin`. @throws InputError as `fetchBytes` does */
export function loadLabels(url: string, dataset: Pick<SiteSplits, "splits">): Promise<Uint8Array<ArrayBuffer>> {
  return columnsOf(dataset)(url, "the class of each image");
}

/** The mean, the median and the deviation of each class. */
const TYPICAL = 3;

/** Resolves to the typical images of each class, [3 × classes × 784], in `typical.bin`. @throws InputError as `fetchBytes` does */
export function loadTypical(url: string, {classes}: {readonly classes: Alphabet}): Promise<Uint8Array<ArrayBuffer>> {
  return fetchBytes(url, {what: "the typical images", bytes: TYPICAL * classes.length * PIXELS});
}

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
