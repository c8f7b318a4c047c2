import {csvFormatRows} from "d3";
import {parseDelimited, parseNumber} from "./delimited.js";
import {InputError} from "../inputError.js";
import {mostLikely} from "../characters/mostLikely.js";

/** What a run answered for each image of a test split, in that split's order. */
export interface Predictions {
  readonly length: number;
  /** [length], 0 to 9: the truth. */
  readonly labels: Uint8Array;
  /** [length × 10], each row sums to 1. */
  readonly probabilities: Float32Array;
}

const HEADER = ["index", "label", "p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9"];

/** Returns `predictions.csv` as text: `index,label,p0,…,p9`, probabilities to six decimals. */
export function formatPredictions({length, labels, probabilities}: Predictions): string {
  const rows = Array.from({length}, (_, i) => [
    String(i),
    String(labels[i]),
    ...Array.from(probabilities.subarray(i * 10, i * 10 + 10), (p) => String(Number(p.toFixed(6))))
  ]);
  return `${csvFormatRows([HEADER, ...rows])}\n`;
}

/** Other names of the columns, lower case. */
const LABELS = /^(label|true|truth|true_label|y_true|target|digit)$/;
const PROBABILITY = /^(?:p|prob|proba|probability)[_ ]?(\d)$/;

/** Where the columns of a predictions.csv are. */
interface Places {
  /** Undefined where the rows are in order without one. */
  readonly index: number | undefined;
  readonly label: number;
  readonly probabilities: readonly number[];
}

/** Returns where a *header* has the columns of a predictions.csv, in any order; undefined where one is missing. */
export function findPredictionColumns(header: readonly string[]): Places | undefined {
  const names = header.map((name) => name.toLowerCase());
  const label = names.findIndex((name) => LABELS.test(name));
  const probabilities = Array.from({length: 10}, (_, digit) =>
    names.findIndex((name) => PROBABILITY.exec(name)?.[1] === String(digit))
  );
  const isMore = names.some((name) => /^p\d{2,}$/.test(name)); // of more classes than ten
  if (label < 0 || probabilities.includes(-1) || isMore) return undefined;
  const index = names.findIndex((name, i) => name === "index" || (!i && (name === "" || name === "unnamed: 0")));
  return {index: index < 0 ? undefined : index, label, probabilities};
}

/**
 * Returns the predictions in the text of a `predictions.csv`: columns in any order, others ignored, between commas,
 * semicolons or tabs. *source* names it in errors.
 * @throws InputError where a column or every row is missing, for an index out of order, a label that is no digit, or
 * probabilities outside [0, 1] or that do not sum to 1 (within 0.001)
 */
export function parsePredictions(text: string, source: string): Predictions {
  const {header, rows: all, decimal} = parseDelimited(text);
  const places = findPredictionColumns(header.cells);
  if (!places) {
    throw new InputError(`${source}:1`, `the columns ${HEADER.join()}`, `"${header.cells.join().slice(0, 80)}"`);
  }
  const heading = header.cells.join();
  const rows = all.filter(({cells}) => cells[places.label] !== header.cells[places.label] || cells.join() !== heading);
  if (!rows.length) throw new InputError(source, "a row for each image", "a header alone");
  const labels = new Uint8Array(rows.length);
  const probabilities = new Float32Array(rows.length * 10);
  const width = header.cells.length;
  rows.forEach(({cells, line}, i) => {
    const refuse = (expected: string, got: string) => {
      throw new InputError(`${source}:${line}`, expected, got);
    };
    if (cells.length !== width) refuse(`${width} columns`, String(cells.length));
    const index = places.index === undefined ? undefined : cells[places.index]!;
    if (index !== undefined && (index === "" || Number(index) !== i)) refuse(`index ${i}`, `"${index}"`);
    const label = cells[places.label]!;
    if (!/^\d([.,]0*)?$/.test(label)) refuse("a label from 0 to 9", `"${label}"`);
    labels[i] = Number(label[0]);
    let sum = 0;
    for (let c = 0; c < 10; ++c) {
      const cell = cells[places.probabilities[c]!]!;
      const p = parseNumber(cell, decimal);
      if (!(p >= 0 && p <= 1)) refuse(`p${c} in [0, 1]`, `"${cell}"${Number.isNaN(p) ? "" : SOFTMAX}`);
      probabilities[i * 10 + c] = p;
      sum += p;
    }
    if (Math.abs(sum - 1) > 1e-3) refuse("probabilities that sum to 1", sum.toFixed(4));
  });
  return {length: rows.length, labels, probabilities};
}

const SOFTMAX = " (logits? write what softmax makes of them)";

/** Returns the class that each image was taken for, [length]. */
export function predictedClasses({length, probabilities}: Predictions): Uint8Array {
  return Uint8Array.from({length}, (_, i) => mostLikely(probabilities, i * 10));
}

/** Returns the probability of the class that each image was taken for, [length]; *predicted* where it is at hand. */
export function confidences(predictions: Predictions, predicted = predictedClasses(predictions)): Float32Array {
  return Float32Array.from(predicted, (c, i) => predictions.probabilities[i * 10 + c]!);
}
