import {PIXELS} from "../../ink/image/grid.js";
import type {OutputForm} from "./keras3.js";
import type {Scores} from "../classifier.js";

/**
 * Returns a network's *outputs* as scores, changing them in place: the first, [n × classes], as probabilities if it has
 * another *form*; of a second one, the likelihood of a digit, [n × 1], or of a digit, each mark and anything else, [n × 11].
 */
export function scoresOf(
  [first, kinds]: readonly Float32Array[],
  images: Float32Array,
  classes: number,
  form: OutputForm | undefined
): Scores {
  const told = kinds && divideKinds(kinds, images.length / PIXELS);
  return {probabilities: asProbabilities(first!, classes, form), ...told};
}

/** Converts *outputs*, [n × classes], to probabilities in place: logits by softmax, scores by their sum. */
function asProbabilities(outputs: Float32Array, classes: number, form: OutputForm | undefined): Float32Array {
  if (form !== "logits" && form !== "scores") return outputs;
  for (let start = 0; start < outputs.length; start += classes) {
    const row = outputs.subarray(start, start + classes);
    const most = row.reduce((a, b) => Math.max(a, b), -Infinity);
    if (form === "logits") row.forEach((value, c) => (row[c] = Math.exp(value - most)));
    const sum = row.reduce((a, b) => a + b, 0);
    row.forEach((value, c) => (row[c] = sum > 0 ? value / sum : 1 / classes));
  }
  return outputs;
}

/** Splits a detector's output for *n* images into likelihoods of a digit and, if there are any, of the marks. */
function divideKinds(kinds: Float32Array, n: number): {likelihoods: Float32Array; marks?: Float32Array} {
  const units = n ? kinds.length / n : 1;
  if (units === 1) return {likelihoods: kinds};
  const likelihoods = Float32Array.from({length: n}, (_, i) => kinds[i * units]!);
  const marks = kinds.filter((_, i) => i % units > 0 && i % units < units - 1); // the last unit is anything else
  return {likelihoods, marks};
}
