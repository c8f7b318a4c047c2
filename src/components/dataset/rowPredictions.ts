import type {Predictions} from "../../run/predictions.js";
import {isSameAlphabet, NO_CLASS, type Alphabet} from "../../characters/alphabet.js";
import {rowOf, type DigitTable, type RowPredictions} from "./browse.js";

/** What takes the images for digits by their neighbors rather than by a run. */
export const NEIGHBORS_READ = "nearest neighbors";

/** Returns the runs whose answers are about the images of the site, in its classes. */
export function readersOf<Run extends {readonly imagesFound: number; readonly classes: Alphabet}>(
  runs: readonly Run[],
  classes: Alphabet
): Run[] {
  return runs.filter((run) => run.imagesFound > 0 && isSameAlphabet(run.classes, classes));
}

/** Returns what the nearest neighbors take every digit for, from the bytes of `votes.bin`. */
export function readVotes(bytes: Uint8Array): RowPredictions {
  const n = bytes.length / 2;
  return {labels: bytes.subarray(0, n), confidences: Float32Array.from(bytes.subarray(n), (byte) => byte / 255)};
}

/**
 * Returns what a run takes the digits of a *table* for. *images* gives, for each of its predictions, the image's index in
 * the test split, or −1; all others are not read.
 */
export function readPredictions(
  table: DigitTable,
  {predictions, images}: {predictions: Predictions; images: Int32Array}
): RowPredictions {
  const rows = {labels: new Uint8Array(table.length).fill(NO_CLASS), confidences: new Float32Array(table.length)};
  const start = rowOf(table, {split: "test", index: 0});
  if (start === undefined) return rows;
  images.forEach((index, i) => {
    if (index < 0) return;
    rows.labels[start + index] = predictions.predicted[i]!;
    rows.confidences[start + index] = predictions.confidences?.[i] ?? NaN;
  });
  return rows;
}
