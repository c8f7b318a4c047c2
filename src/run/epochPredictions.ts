import {csvFormatRows, csvParseRows} from "d3-dsv";
import {describeAlphabet, DIGITS, isSameAlphabet, type Alphabet} from "../characters/alphabet.js";
import {InputError} from "../inputError.js";

/** A run's predictions for each validation image, after each epoch. */
export interface EpochPredictions {
  /** The run's classes. */
  readonly classes: Alphabet;
  /** [n], class indices: the labels. */
  readonly labels: Uint8Array;
  /** The saved epochs, counted from 1. */
  readonly epochs: readonly number[];
  /** For each saved epoch, [n]: the predictions. */
  readonly predicted: readonly Uint8Array[];
}

/**
 * Formats `epochs.csv`: `index,label`, then a column for each epoch, named by its number from 1. Labels and predictions
 * are class names.
 */
export function formatEpochPredictions({classes, labels, epochs, predicted}: EpochPredictions): string {
  const rows = Array.from(labels, (label, i) => [
    String(i),
    ...[label, ...predicted.map((answers) => answers[i]!)].map((c) => classes[c] ?? "")
  ]);
  return `${csvFormatRows([["index", "label", ...epochs.map(String)], ...rows])}\n`;
}

/**
 * Parses the text of an `epochs.csv` of a run with these *classes*. *source* names it in errors.
 * @throws InputError for other columns, epochs that do not rise, an index out of order, or a value that is none of the
 * classes
 */
export function parseEpochPredictions(text: string, source: string, classes: Alphabet): EpochPredictions {
  const indexOf = new Map(classes.map((name, c) => [name.trim(), c]));
  const expected = isSameAlphabet(classes, DIGITS)
    ? "digits from 0 to 9"
    : `classes among ${describeAlphabet(classes)}`;
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
    row.slice(1).forEach((field, column) => {
      const c = indexOf.get(field.trim());
      if (c === undefined) throw new InputError(at, expected, `"${field.trim()}"`);
      (column ? predicted[column - 1]! : labels)[i] = c;
    });
  });
  return {classes, labels, epochs, predicted};
}

/** The number of images of *label* that were read as *predicted* after an epoch, counted from 1. */
export interface EpochConfusion {
  readonly label: number;
  readonly predicted: number;
  /** The names of the two classes. */
  readonly truth: string;
  readonly answer: string;
  readonly epoch: number;
  readonly count: number;
}

/**
 * Returns the counts of the *most* frequent confusions by epoch: those with the most images over all epochs, in
 * descending order, each with a row for every epoch, even if its count is 0.
 */
export function confusionsByEpoch(
  {classes, labels, epochs, predicted}: EpochPredictions,
  most: number
): EpochConfusion[] {
  const of = classes.length;
  const counts = predicted.map((answers) => {
    const cells = new Uint32Array(of * of);
    answers.forEach((answer, i) => answer !== labels[i] && ++cells[of * labels[i]! + answer]!);
    return cells;
  });
  const totals = Array.from({length: of * of}, (_, cell) => ({
    cell,
    n: counts.reduce((sum, cells) => sum + cells[cell]!, 0)
  }));
  return totals
    .filter(({n}) => n)
    .sort((a, b) => b.n - a.n)
    .slice(0, most)
    .flatMap(({cell}) =>
      epochs.map((epoch, k) => ({
        label: Math.floor(cell / of),
        predicted: cell % of,
        truth: classes[Math.floor(cell / of)] ?? "",
        answer: classes[cell % of] ?? "",
        epoch,
        count: counts[k]![cell]!
      }))
    );
}
