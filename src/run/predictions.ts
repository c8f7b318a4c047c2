import {csvFormatRows} from "d3-dsv";
import {
  checkAlphabet,
  describeAlphabet,
  DIGITS,
  isSameAlphabet,
  NO_CLASS,
  type Alphabet
} from "../characters/alphabet.js";
import {mostLikely} from "../characters/mostLikely.js";
import {InputError} from "../inputError.js";
import {parseDelimited, parseNumber, type Delimited, type DelimitedRow} from "./delimited.js";

/** A run's predictions for the images of a test split, in the split's order. */
export interface Predictions {
  readonly length: number;
  /** The run's classes; labels are their indices. */
  readonly classes: Alphabet;
  /** [length], the labels. */
  readonly labels: Uint8Array;
  /** [length], the predicted classes; `NO_CLASS` for no answer. */
  readonly predicted: Uint8Array;
  /** [length × classes], each row sums to 1, or is zeros for no answer; undefined for a run without probabilities. */
  readonly probabilities: Float32Array | undefined;
  /** [length], in [0, 1]: the confidences; NaN if unknown and for no answer. Undefined if all are unknown. */
  readonly confidences: Float32Array | undefined;
}

/** Predictions of a run with probabilities. */
export interface ProbablePredictions extends Predictions {
  readonly probabilities: Float32Array;
  readonly confidences: Float32Array;
}

/**
 * Makes predictions from *probabilities*, [n × classes]: the most likely class, the first of ties, with its probability
 * as the confidence; a row of zeros is no answer.
 */
export function fromProbabilities(
  classes: Alphabet,
  labels: Uint8Array,
  probabilities: Float32Array
): ProbablePredictions {
  const [k, length] = [classes.length, labels.length];
  const predicted = Uint8Array.from({length}, (_, i) => {
    const best = mostLikely(probabilities, i * k, k);
    return (probabilities[i * k + best] ?? 0) > 0 ? best : NO_CLASS;
  });
  const confidences = Float32Array.from(predicted, (c, i) =>
    c === NO_CLASS ? NaN : (probabilities[i * k + c] ?? NaN)
  );
  return {length, classes, labels, predicted, probabilities, confidences};
}

/**
 * Makes predictions of a run without probabilities: answers, [n] with `NO_CLASS` for none, and optional confidences,
 * [n].
 */
export function fromAnswers(
  classes: Alphabet,
  labels: Uint8Array,
  predicted: Uint8Array,
  confidences?: Float32Array
): Predictions {
  const known = confidences?.map((confidence, i) => (predicted[i] === NO_CLASS ? NaN : confidence));
  const isKnown = known?.some((confidence) => !Number.isNaN(confidence));
  const {length} = labels;
  return {length, classes, labels, predicted, probabilities: undefined, confidences: isKnown ? known : undefined};
}

/** Returns whether each answer equals the label, [length]; false for no answer. */
export function correctAnswers({labels, predicted}: Predictions): boolean[] {
  return Array.from(predicted, (c, i) => c === labels[i]);
}

/**
 * Formats `predictions.csv`: `index,label,p0,…`, one column per class, with empty cells for no answer. Without
 * probabilities: `index,label,predicted`, and `confidence` if known. Labels and answers are class names; numbers have
 * six decimals.
 */
export function formatPredictions(predictions: Predictions): string {
  const {length, classes, labels, predicted, probabilities, confidences} = predictions;
  const k = classes.length;
  const textOf = (c: number | undefined) => classes[c ?? NO_CLASS] ?? "";
  const written = (value = NaN) => (Number.isNaN(value) ? "" : String(Number(value.toFixed(6))));
  const answer = (i: number): string[] => {
    if (!probabilities) return [textOf(predicted[i]), ...(confidences ? [written(confidences[i])] : [])];
    if (predicted[i] === NO_CLASS) return new Array<string>(k).fill("");
    return Array.from(probabilities.subarray(i * k, (i + 1) * k), written);
  };
  const columns = probabilities
    ? classes.map((_, c) => `p${c}`)
    : ["predicted", ...(confidences ? ["confidence"] : [])];
  const rows = Array.from({length}, (_, i) => [String(i), textOf(labels[i]), ...answer(i)]);
  return `${csvFormatRows([["index", "label", ...columns], ...rows])}\n`;
}

/** Accepted names of the columns, in lower case. */
const LABELS = /^(label|true|truth|true_label|y_true|target|digit)$/;
const PREDICTED = /^(predicted|prediction|pred|predicted_label|y_pred|answer)$/;
const CONFIDENCE = /^(confidence|conf)$/;
const PROBABILITY = /^(?:p|prob|proba|probability)[_ ]?(\d{1,3})$/;

/** The positions of the columns of a predictions.csv. */
interface Places {
  /** Undefined if there is no index column: the rows are in order. */
  readonly index: number | undefined;
  readonly label: number;
  /** One column per class; none if the file has only answers. */
  readonly probabilities: readonly number[];
  readonly predicted: number | undefined;
  readonly confidence: number | undefined;
}

/** Finds the columns of a predictions.csv in a *header*, in any order; undefined if one is missing. */
export function findPredictionColumns(header: readonly string[]): Places | undefined {
  const names = header.map((name) => name.toLowerCase());
  const find = (isIt: (name: string, i: number) => boolean) => {
    const at = names.findIndex(isIt);
    return at < 0 ? undefined : at;
  };
  const numbers = names.map((name) => Number(PROBABILITY.exec(name)?.[1] ?? NaN));
  const k = Math.max(-1, ...numbers.filter((c) => !Number.isNaN(c))) + 1;
  const probabilities = Array.from({length: k}, (_, c) => numbers.indexOf(c));
  const label = find((name) => LABELS.test(name));
  const predicted = find((name) => PREDICTED.test(name));
  if (label === undefined || probabilities.includes(-1) || (k < 2 && (k || predicted === undefined))) return undefined;
  const index = find((name, i) => name === "index" || (!i && (name === "" || name === "unnamed: 0")));
  return {index, label, probabilities, predicted, confidence: find((name) => CONFIDENCE.test(name))};
}

/** A hint for a file with another alphabet than the digits and no run.json. */
const NAME_CLASSES = ' (name its classes in run.json: "classes": ["A", "B", …])';

/**
 * Parses the text of a `predictions.csv`: columns in any order, others ignored, separated by commas, semicolons or
 * tabs. *source* names it in errors; *classes* are the run's. Without *classes*, they are the digits; or, if there are
 * other than ten probability columns, the sorted labels (numbers by value), if these are as many.
 * @throws InputError if a column or every row is missing, if the numbers of columns and classes differ, for an index
 * out of order, for a label or an answer that is none of the classes, and for probabilities outside [0, 1] or that do
 * not sum to 1 (within 0.001)
 */
export function parsePredictions(text: string, source: string, classes?: Alphabet): Predictions {
  const table = parseDelimited(text);
  const {header, rows: all} = table;
  const places = findPredictionColumns(header.cells);
  const heading = header.cells.join();
  const refuseColumns = (hint = "") => {
    const expected = `the columns ${columnsFor(classes ?? DIGITS)}`;
    return new InputError(`${source}:1`, expected, `"${heading.slice(0, 80)}"${hint}`);
  };
  if (!places) throw refuseColumns();
  const rows = all.filter(({cells}) => cells[places.label] !== header.cells[places.label] || cells.join() !== heading);
  const own = classes ?? classesOfColumns(rows, places, source);
  const k = places.probabilities.length;
  if (!own || (k && k !== own.length)) throw refuseColumns(own ? "" : NAME_CLASSES);
  if (!rows.length) throw new InputError(source, "a row for each image", "a header alone");
  return readRows({...table, rows}, {places, classes: own, source, isNamed: classes !== undefined});
}

/**
 * Infers the classes of a file without named ones; undefined if it has neither ten columns nor as many labels as
 * columns.
 */
function classesOfColumns(rows: readonly DelimitedRow[], {label, probabilities: {length: k}}: Places, source: string) {
  if (!k || k === DIGITS.length) return DIGITS;
  const texts = [...new Set(rows.map(({cells}) => cells[label] ?? ""))];
  if (texts.length !== k) return undefined;
  const isWhole = texts.every((text) => /^\d+$/.test(text));
  return checkAlphabet(isWhole ? texts.sort((a, b) => Number(a) - Number(b)) : texts.sort(), source);
}

/** Names the columns of a file with probabilities for *classes*, for an error; all of them for digits. */
function columnsFor(classes: Alphabet): string {
  if (isSameAlphabet(classes, DIGITS)) return `index,label,${DIGITS.map((_, c) => `p${c}`).join()}`;
  return `index,label,p0,…,p${classes.length - 1} (${describeAlphabet(classes)})`;
}

interface ReadOptions {
  readonly places: Places;
  readonly classes: Alphabet;
  readonly source: string;
  /** Whether the classes were given rather than inferred. */
  readonly isNamed: boolean;
}

function readRows({header, rows, decimal}: Delimited, {places, classes, source, isNamed}: ReadOptions): Predictions {
  const k = classes.length;
  const width = header.cells.length;
  const hasProbabilities = places.probabilities.length > 0;
  const labels = new Uint8Array(rows.length);
  const predicted = new Uint8Array(rows.length).fill(NO_CLASS);
  const confidences = new Float32Array(rows.length).fill(NaN);
  const probabilities = new Float32Array(hasProbabilities ? rows.length * k : 0);
  const indexOf = new Map(classes.map((name, c) => [name.trim(), c]));
  const isDigits = isSameAlphabet(classes, DIGITS);
  rows.forEach(({cells, line}, i) => {
    const refuse = (expected: string, got: string) => new InputError(`${source}:${line}`, expected, got);
    const cellAt = (place: number | undefined) => (place === undefined ? "" : (cells[place] ?? ""));
    const classAt = (place: number | undefined, what: string): number => {
      const cell = cellAt(place);
      const found = indexOf.get(cell) ?? indexOf.get(cell.replace(/^(\d+)[.,]0*$/, "$1")); // 7.0, as floats are written
      if (found !== undefined) return found;
      const hint = isNamed || hasProbabilities || !cell ? "" : NAME_CLASSES;
      throw refuse(`${what} ${isDigits ? "from 0 to 9" : `among ${describeAlphabet(classes)}`}`, `"${cell}"${hint}`);
    };
    if (cells.length !== width) throw refuse(`${width} columns`, String(cells.length));
    const index = cellAt(places.index);
    if (places.index !== undefined && (index === "" || Number(index) !== i)) throw refuse(`index ${i}`, `"${index}"`);
    labels[i] = classAt(places.label, "a label");
    if (!hasProbabilities) {
      if (cellAt(places.predicted)) predicted[i] = classAt(places.predicted, "an answer");
      const cell = cellAt(places.confidence);
      const confidence = parseNumber(cell, decimal);
      if (cell && !/^nan$/i.test(cell) && !(confidence >= 0 && confidence <= 1))
        throw refuse("a confidence in [0, 1]", `"${cell}"`);
      confidences[i] = confidence;
      return;
    }
    if (places.probabilities.every((place) => !cellAt(place))) return; // no answer
    let sum = 0;
    places.probabilities.forEach((place, c) => {
      const p = parseNumber(cellAt(place), decimal);
      if (!(p >= 0 && p <= 1)) throw refuse(`p${c} in [0, 1]`, `"${cellAt(place)}"${Number.isNaN(p) ? "" : SOFTMAX}`);
      probabilities[i * k + c] = p;
      sum += p;
    });
    if (Math.abs(sum - 1) > 1e-3) throw refuse("probabilities that sum to 1", sum.toFixed(4));
  });
  if (hasProbabilities) return fromProbabilities(classes, labels, probabilities);
  return fromAnswers(classes, labels, predicted, confidences);
}

const SOFTMAX = " (logits? write what softmax makes of them)";
