import {NO_CLASS, type Alphabet} from "../characters/alphabet.js";
import {correctAnswers, type Predictions} from "../run/predictions.js";
import {expectedCalibrationError} from "./calibration.js";
import {confusionMatrix, type ConfusionMatrix} from "./confusion.js";
import {coverageAt, coverageCurve, type CoveragePoint} from "./coverage.js";
import {wilsonInterval} from "./interval.js";

/** The figures of a run on a test split. */
export interface Evaluation {
  readonly classes: Alphabet;
  readonly n: number;
  readonly correct: number;
  /** Images without an answer: none of them is correct. */
  readonly unanswered: number;
  /** In [0, 1]. */
  readonly accuracy: number;
  /** 95 %, Wilson, in [0, 1]. */
  readonly interval: [low: number, high: number];
  /** Of what was answered. */
  readonly confusion: ConfusionMatrix;
  /** Expected calibration error, in [0, 1]; null where no confidence is known. */
  readonly ece: number | null;
}

/** Returns the figures of *predictions*. */
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

/** Answers whose confidences are known. */
export interface KnownConfidences {
  /** [m], in [0, 1]. */
  readonly confidences: Float32Array;
  /** [m] */
  readonly isCorrect: readonly boolean[];
}

/** Returns the answers whose confidences are known; undefined for none, as of a run that gives no confidences. */
export function knownConfidences(predictions: Predictions): KnownConfidences | undefined {
  const {confidences} = predictions;
  if (!confidences) return undefined;
  const isCorrect = correctAnswers(predictions);
  const isKnown = (_: unknown, i: number) => !Number.isNaN(confidences[i]);
  return {confidences: confidences.filter(isKnown), isCorrect: isCorrect.filter(isKnown)};
}

/**
 * Returns how many answers are at least as confident as *threshold*, in [0, 1], and how many of those are right; undefined
 * where no confidence is known.
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
 * Returns the coverage, a share of all images, and the accuracy of *predictions* at every threshold of confidence; undefined
 * where no confidence is known. Images without an answer are answered at no threshold.
 */
export function coverageOf(predictions: Predictions): CoveragePoint[] | undefined {
  const known = knownConfidences(predictions);
  return known && coverageCurve(known.confidences, known.isCorrect, predictions.length);
}

/** An image that a run got wrong. */
export interface Mistake {
  /** In the test split. */
  readonly index: number;
  readonly label: number;
  readonly predicted: number;
  /** Of the wrong answer, in [0, 1]; NaN where that is unknown. */
  readonly confidence: number;
}

/** Returns every wrong answer, the most confident first, those of unknown confidence last; no answer is not among them. */
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
