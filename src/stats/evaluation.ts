import {expectedCalibrationError} from "./calibration.js";
import {confusionMatrix, type ConfusionMatrix} from "./confusion.js";
import {coverageAt, coverageCurve, type CoveragePoint} from "./coverage.js";
import {wilsonInterval} from "./interval.js";
import {confidences, predictedClasses, type Predictions} from "../run/predictions.js";

/** The figures of a run on a test split. */
export interface Evaluation {
  readonly n: number;
  readonly correct: number;
  /** In [0, 1]. */
  readonly accuracy: number;
  /** 95 %, Wilson, in [0, 1]. */
  readonly interval: [low: number, high: number];
  readonly confusion: ConfusionMatrix;
  /** Expected calibration error, in [0, 1]. */
  readonly ece: number;
}

/** Returns the figures of *predictions*. */
export function evaluate(predictions: Predictions): Evaluation {
  const {labels, length: n} = predictions;
  const predicted = predictedClasses(predictions);
  const isCorrect = Array.from(predicted, (c, i) => c === labels[i]);
  const correct = isCorrect.filter(Boolean).length;
  return {
    n,
    correct,
    accuracy: correct / n,
    interval: wilsonInterval(correct, n),
    confusion: confusionMatrix(labels, predicted),
    ece: expectedCalibrationError(confidences(predictions, predicted), isCorrect)
  };
}

/** Returns how many answers are at least as confident as *threshold*, in [0, 1], and how many of those are right. */
export function countAnswered(predictions: Predictions, threshold: number): {answered: number; right: number} {
  const {answered, right} = coverageAt(coverageOf(predictions), threshold) ?? {answered: 0, right: 0};
  return {answered, right};
}

/** Returns the coverage and the accuracy of *predictions* at every threshold of confidence. */
export function coverageOf(predictions: Predictions): CoveragePoint[] {
  const predicted = predictedClasses(predictions);
  const isCorrect = Array.from(predicted, (c, i) => c === predictions.labels[i]);
  return coverageCurve(confidences(predictions, predicted), isCorrect);
}

/** An image that a run got wrong. */
export interface Mistake {
  /** In the test split. */
  readonly index: number;
  readonly label: number;
  readonly predicted: number;
  /** Of the wrong answer, in [0, 1]. */
  readonly confidence: number;
}

/** Returns every mistake, the most confident first. */
export function listMistakes(predictions: Predictions): Mistake[] {
  const predicted = predictedClasses(predictions);
  const confidence = confidences(predictions, predicted);
  return Array.from(predicted, (c, index) => ({
    index,
    label: predictions.labels[index]!,
    predicted: c,
    confidence: confidence[index]!
  }))
    .filter(({label, predicted: c}) => c !== label)
    .sort((a, b) => b.confidence - a.confidence);
}
