import {mostLikely} from "../characters/mostLikely.js";

/** How many of *n* answers were counted as correct. */
export interface Count {
  readonly n: number;
  readonly correct: number;
}

/**
 * Counts the rows of *outputs*, [n × classes], whose largest value is at the label, [n]: accuracy as it should be, and Keras's
 * `CategoricalAccuracy`.
 */
export function countLargest(outputs: Float32Array, labels: ArrayLike<number>): Count {
  const n = labels.length;
  const classes = outputs.length / n;
  let correct = 0;
  for (let i = 0; i < n; ++i) if (mostLikely(outputs, i * classes, classes) === labels[i]) ++correct;
  return {n, correct};
}

/**
 * Counts the values of *outputs*, [n × classes], that are exactly those of the one-hot *labels*, [n]: Keras's `Accuracy`, as in
 * https://keras.io/api/metrics/accuracy_metrics/#accuracy-class. Softmax is hardly ever exactly 0 or 1.
 */
export function countExact(outputs: Float32Array, labels: ArrayLike<number>): Count {
  return countOneHot(outputs, labels, (output) => output);
}

/**
 * Counts the values of *outputs*, [n × classes], in [0, 1], that round to those of the one-hot *labels*, [n]: Keras's
 * `BinaryAccuracy`, https://keras.io/api/metrics/accuracy_metrics/#binaryaccuracy-class.
 */
export function countRounded(outputs: Float32Array, labels: ArrayLike<number>): Count {
  return countOneHot(outputs, labels, (output) => Number(output > 0.5));
}

/**
 * Counts the *outputs* of one unit, [n], in [0, 1], that round to the *numbers* of the labels, [n]. Keras takes "accuracy" for
 * `BinaryAccuracy` where there is one output (`get_metric` in
 * https://github.com/keras-team/keras/blob/v3.6.0/keras/src/trainers/compile_utils.py).
 */
export function countRoundedNumbers(outputs: Float32Array, numbers: ArrayLike<number>): Count {
  let correct = 0;
  for (const [i, output] of outputs.entries()) if (Number(output > 0.5) === numbers[i]) ++correct;
  return {n: outputs.length, correct};
}

function countOneHot(outputs: Float32Array, labels: ArrayLike<number>, read: (output: number) => number): Count {
  const classes = outputs.length / labels.length;
  let correct = 0;
  for (const [k, output] of outputs.entries()) {
    if (read(output) === Number(k % classes === labels[Math.floor(k / classes)])) ++correct;
  }
  return {n: outputs.length, correct};
}
