import {readFile} from "node:fs/promises";
import type {Alphabet} from "../../src/characters/alphabet.js";
import {formatEpochPredictions, parseEpochPredictions, type EpochPredictions} from "../../src/run/epochPredictions.js";
import {writeFileAtomically} from "../files.js";

/** Keeps what each validation image is taken for, epoch after epoch, in a file: a training that is stopped loses none. */
export interface KeptEpochs {
  /** Adds the answers after *epoch*, from 1. */
  add(epoch: number, predicted: Uint8Array): Promise<void>;
  /** Returns the text of `epochs.csv`. */
  text(): string;
}

/**
 * Opens the file at *path* for the validation images of *labels*, indices of *classes*; of what is there the first *epochs* are kept.
 * @throws InputError for a file that is none of `epochs.csv`'s
 */
export async function keepEpochs(
  path: string,
  labels: Uint8Array,
  epochs: number,
  classes: Alphabet
): Promise<KeptEpochs> {
  const text = epochs ? await readFile(path, "utf8").catch(() => undefined) : undefined;
  let kept: EpochPredictions = {classes, labels, epochs: [], predicted: []};
  if (text !== undefined) {
    const found = parseEpochPredictions(text, path, classes);
    const n = found.epochs.filter((epoch) => epoch <= epochs).length;
    kept = {classes, labels, epochs: found.epochs.slice(0, n), predicted: found.predicted.slice(0, n)};
  }
  return {
    add: async (epoch, predicted) => {
      kept = {classes, labels, epochs: [...kept.epochs, epoch], predicted: [...kept.predicted, predicted]};
      await writeFileAtomically(path, formatEpochPredictions(kept));
    },
    text: () => formatEpochPredictions(kept)
  };
}
