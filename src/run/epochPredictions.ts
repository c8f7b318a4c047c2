import {csvFormatRows, csvParseRows} from "d3";
import {InputError} from "../inputError.js";

/** What a run took each validation image for, after each epoch. */
export interface EpochPredictions {
  /** [n], 0 to 9: the truth. */
  readonly labels: Uint8Array;
  /** The epochs, from 1, that were kept. */
  readonly epochs: readonly number[];
  /** For each of these epochs, [n], 0 to 9: the answers. */
  readonly predicted: readonly Uint8Array[];
}

/** Returns `epochs.csv` as text: `index,label`, then a column for each epoch, named by its number from 1. */
export function formatEpochPredictions({labels, epochs, predicted}: EpochPredictions): string {
  const rows = Array.from(labels, (label, i) => [i, label, ...predicted.map((answers) => answers[i]!)].map(String));
  return `${csvFormatRows([["index", "label", ...epochs.map(String)], ...rows])}\n`;
}

/**
 * Returns the predictions in the text of an `epochs.csv`. *source* names it in errors.
 * @throws InputError for other columns, epochs that do not rise, an index out of order, or what is no digit
 */
export function parseEpochPredictions(text: string, source: string): EpochPredictions {
  const [header = [], ...rows] = csvParseRows(text.replace(/^\ufeff/, "").trimEnd());
  const epochs = header.slice(2).map(Number);
  const rise = epochs.every((epoch, i) => Number.isInteger(epoch) && epoch > (epochs[i - 1] ?? 0));
  if (header[0] !== "index" || header[1] !== "label" || !epochs.length || !rise) {
    const got = `"${header.join().slice(0, 80)}"`;
    throw new InputError(`${source}:1`, "the columns index,label and the numbers of epochs, rising", got);
  }
  const labels = new Uint8Array(rows.length);
  const predicted = epochs.map(() => new Uint8Array(rows.length));
  rows.forEach((row, i) => {
    const at = `${source}:${i + 2}`;
    if (row.length !== header.length) throw new InputError(at, `${header.length} columns`, String(row.length));
    if (row[0]!.trim() !== String(i)) throw new InputError(at, `index ${i}`, `"${row[0]}"`);
    const digits = row.slice(1).map((field) => field.trim());
    const wrong = digits.find((field) => !/^\d$/.test(field));
    if (wrong !== undefined) throw new InputError(at, "digits from 0 to 9", `"${wrong}"`);
    labels[i] = Number(digits[0]);
    digits.slice(1).forEach((digit, k) => (predicted[k]![i] = Number(digit)));
  });
  return {labels, epochs, predicted};
}

/** How often images of *label* were read as *predicted* after an epoch, from 1. */
export interface EpochConfusion {
  readonly label: number;
  readonly predicted: number;
  readonly epoch: number;
  readonly count: number;
}

/**
 * Returns, for each epoch, how often the *most* frequent confusions happened: those of the most images over all epochs,
 * which come first, each with a row for each epoch, also where that has none.
 */
export function confusionsByEpoch({labels, epochs, predicted}: EpochPredictions, most: number): EpochConfusion[] {
  const counts = predicted.map((answers) => {
    const cells = new Uint32Array(100);
    answers.forEach((answer, i) => answer !== labels[i] && ++cells[10 * labels[i]! + answer]!);
    return cells;
  });
  const totals = Array.from({length: 100}, (_, cell) => ({cell, n: counts.reduce((sum, of) => sum + of[cell]!, 0)}));
  return totals
    .filter(({n}) => n)
    .sort((a, b) => b.n - a.n)
    .slice(0, most)
    .flatMap(({cell}) =>
      epochs.map((epoch, k) => ({
        label: Math.floor(cell / 10),
        predicted: cell % 10,
        epoch,
        count: counts[k]![cell]!
      }))
    );
}
