import {NO_CLASS, type Alphabet} from "../characters/alphabet.js";
import {correctAnswers, type Predictions} from "../run/predictions.js";
import {expectedCalibrationError} from "./calibration.js";
import {confusionMatrix, type ConfusionMatrix} from "./confusion.js";
import {coverageAt, coverageCurve, type CoveragePoint} from "./coverage.js";
import {wilsonInterval} from "./interval.js";

/** The metrics of a run on a test split. */
export interface Evaluation {
  readonly classes: Alphabet;
  readonly n: number;
  readonly correct: number;
  /** The number of images without an answer; they count as wrong. */
  readonly unanswered: number;
  /** In [0, 1]. */
  readonly accuracy: number;
  /** The 95 % Wilson interval of the accuracy, in [0, 1]. */
  readonly interval: [low: number, high: number];
  /** Counts only answered images. */
  readonly confusion: ConfusionMatrix;
  /** The expected calibration error, in [0, 1]; null if no confidences are known. */
  readonly ece: number | null;
}

/** Evaluates *predictions*. */
export function evaluate(predictions: Predictions): Evaluation {
  const {classes, labels, predicted, length: n} = predictions;
  const correct = correctAnswers(predictions).filter(Boolean).length;
  const known = knownConfidences(predictions);
  return {
    classes,
    n,
    correct,
    unanswered: predicted.reduce((count, c) => count + Number(c === NO_CLASS), 0),
    accuracy: correct / n,
    interval: wilsonInterval(correct, n),
    confusion: confusionMatrix(labels, predicted, classes.length),
    ece: known ? expectedCalibrationError(known.confidences, known.isCorrect) : null
  };
}

/** The answers with known confidences. */
export interface KnownConfidences {
  /** [m], in [0, 1]. */
  readonly confidences: Float32Array;
  /** [m] */
  readonly isCorrect: readonly boolean[];
}

/** Returns the answers with known confidences; undefined for a run without confidences. */
export function knownConfidences(predictions: Predictions): KnownConfidences | undefined {
  const {confidences} = predictions;
  if (!confidences) return undefined;
  const isCorrect = correctAnswers(predictions);
  const isKnown = (_: unknown, i: number) => !Number.isNaN(confidences[i]);
  return {confidences: confidences.filter(isKnown), isCorrect: isCorrect.filter(isKnown)};
}

/**
 * Counts the answers at least as confident as *threshold*, in [0, 1], and the right ones among them; undefined if no
 * confidences are known.
 */
export function countAnswered(
  predictions: Predictions,
  threshold: number
): {answered: number; right: number} | undefined {
  const curve = coverageOf(predictions);
  if (!curve) return undefined;
  const {answered, right} = coverageAt(curve, threshold) ?? {answered: 0, right: 0};
  return {answered, right};
}

/**
 * Returns the coverage (as a share of all images) and the accuracy of *predictions* at each confidence threshold;
 * undefined if no confidences are known. Images without an answer are not covered at any threshold.
 */
export function coverageOf(predictions: Predictions): CoveragePoint[] | undefined {
  const known = knownConfidences(predictions);
  return known && coverageCurve(known.confidences, known.isCorrect, predictions.length);
}

/** An image that a run predicted wrong. */
export interface Mistake {
  /** The index in the test split. */
  readonly index: number;
  readonly label: number;
  readonly predicted: number;
  /** The confidence of the wrong answer, in [0, 1]; NaN if it is unknown. */
  readonly confidence: number;
}

/**
 * Returns the wrong answers, the most confident first and those of unknown confidence last. Excludes images without an
 * answer.
 */
export function listMistakes({labels, predicted, confidences}: Predictions): Mistake[] {
  const rank = ({confidence}: Mistake) => (Number.isNaN(confidence) ? -1 : confidence);
  return Array.from(predicted, (c, index) => ({
    index,
    label: labels[index] ?? NO_CLASS,
    predicted: c,
    confidence: confidences?.[index] ?? NaN
  }))
    .filter(({label, predicted: c}) => c !== label && c !== NO_CLASS)
    .sort((a, b) => rank(b) - rank(a));
}
