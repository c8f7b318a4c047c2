import type {Predictions} from "../../run/predictions.js";
import {isSameAlphabet, NO_CLASS, type Alphabet} from "../../characters/alphabet.js";
import {rowOf, type DigitTable, type RowPredictions} from "../dataset/digitTable.js";

/** The name of the nearest neighbors, who predict in place of a run. */
export const NEIGHBORS_READ = "nearest neighbors";

/** Returns the runs with predictions for the site's images, in the site's classes. */
export function readersOf<Run extends {readonly imagesFound: number; readonly classes: Alphabet}>(
  runs: readonly Run[],
  classes: Alphabet
): Run[] {
  return runs.filter((run) => run.imagesFound > 0 && isSameAlphabet(run.classes, classes));
}

/** Parses `votes.bin` into the nearest neighbors' predictions for every digit. */
export function readVotes(bytes: Uint8Array): RowPredictions {
  const n = bytes.length / 2;
  return {labels: bytes.subarray(0, n), confidences: Float32Array.from(bytes.subarray(n), (byte) => byte / 255)};
}

/**
 * Returns a run's predictions for the digits of a *table*. *images* has the index in the test split for each of the
 * run's predictions, or −1. All other digits have no answer.
 */
export function readPredictions(
  table: DigitTable,
  {predictions, images}: {predictions: Predictions; images: Int32Array}
): RowPredictions {
  const rows = {
    labels: new Uint8Array(table.length).fill(NO_CLASS),
    confidences: new Float32Array(table.length).fill(NaN)
  };
  const start = rowOf(table, {split: "test", index: 0});
  if (start === undefined) return rows;
  images.forEach((index, i) => {
    if (index < 0) return;
    rows.labels[start + index] = predictions.predicted[i]!;
    rows.confidences[start + index] = predictions.confidences?.[i] ?? NaN;
  });
  return rows;
}
