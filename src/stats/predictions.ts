import {csvFormatRows, csvParseRows} from "d3";
import {InputError} from "../inputError.js";
import {mostLikely} from "./mostLikely.js";

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

/**
 * Returns the predictions in the text of a `predictions.csv`. *source* names it in errors.
 * @throws InputError for other columns, an index out of order, a label that is no digit, or probabilities outside
 * [0, 1] or that do not sum to 1 (within 0.001)
 */
export function parsePredictions(text: string, source: string): Predictions {
  const [header, ...rows] = csvParseRows(text.replace(/^\ufeff/, "").trimEnd());
  if (header?.join() !== HEADER.join()) {
    throw new InputError(`${source}:1`, `the columns ${HEADER.join()}`, `"${(header ?? []).join().slice(0, 80)}"`);
  }
  const labels = new Uint8Array(rows.length);
  const probabilities = new Float32Array(rows.length * 10);
  rows.forEach((row, i) => {
    const at = `${source}:${i + 2}`;
    if (row.length !== 12) throw new InputError(at, "12 columns", `${row.length}`);
    if (row[0]!.trim() !== String(i)) throw new InputError(at, `index ${i}`, `"${row[0]}"`);
    if (!/^\d$/.test(row[1]!)) throw new InputError(at, "a label from 0 to 9", `"${row[1]}"`);
    labels[i] = Number(row[1]);
    let sum = 0;
    for (let c = 0; c < 10; ++c) {
      const p = row[c + 2]!.trim() === "" ? NaN : Number(row[c + 2]);
      if (!(p >= 0 && p <= 1)) throw new InputError(at, `p${c} in [0, 1]`, `"${row[c + 2]}"`);
      probabilities[i * 10 + c] = p;
      sum += p;
    }
    if (Math.abs(sum - 1) > 1e-3) throw new InputError(at, "probabilities that sum to 1", sum.toFixed(4));
  });
  return {length: rows.length, labels, probabilities};
}

/** Returns the class that each image was taken for, [length]. */
export function predictedClasses({length, probabilities}: Predictions): Uint8Array {
  return Uint8Array.from({length}, (_, i) => mostLikely(probabilities, i * 10));
}

/** Returns the probability of the class that each image was taken for, [length]; *predicted* where it is at hand. */
export function confidences(predictions: Predictions, predicted = predictedClasses(predictions)): Float32Array {
  return Float32Array.from(predicted, (c, i) => predictions.probabilities[i * 10 + c]!);
}
