import {InputError} from "../../../src/inputError.js";
import {NO_CLASS} from "../../../src/characters/alphabet.js";
import type {Predictions} from "../../../src/run/predictions.js";
import {thresholdsOf} from "../../../src/stats/answerState.js";
import type {Run} from "../runs.js";

/** Returns the answers of a run to its test images. @throws InputError where it kept none */
export function answersOf({name, predictions}: Pick<Run, "name" | "predictions">): Predictions {
  if (!predictions?.length) throw new InputError(`${name}/predictions.csv`, "answers to test images", "none");
  return predictions;
}

/** Two runs that take turns, by whether each image is read right. */
export interface TwoReaders {
  /** Each alone. */
  readonly network: readonly boolean[];
  readonly tesseract: readonly boolean[];
  /** The network's answer where it is sure, else Tesseract's where it has one. */
  readonly networkFirst: readonly boolean[];
  /** Tesseract's answer where it has one, else the network's. */
  readonly tesseractFirst: readonly boolean[];
}

/**
 * Returns what becomes of the same images where a *network* and *tesseract* take turns. The network is sure from its own
 * threshold on. @throws InputError for answers to different images
 */
export function takeTurns(network: Run, tesseract: Run): TwoReaders {
  const [a, b] = [answersOf(network), answersOf(tesseract)];
  if (String(a.labels) !== String(b.labels))
    throw new InputError(`${tesseract.name}/predictions.csv`, `answers to the images of ${network.name}`, "others");
  const {unsureBelow} = thresholdsOf(network.about);
  const isRight = (i: number, answer: number | undefined) => answer === a.labels[i];
  const hasAnswer = (i: number) => b.predicted[i] !== NO_CLASS;
  const isSure = (i: number) => (a.confidences?.[i] ?? 0) >= unsureBelow;
  const over = (choose: (i: number) => number | undefined) => Array.from(a.labels, (_, i) => isRight(i, choose(i)));
  return {
    network: over((i) => a.predicted[i]),
    tesseract: over((i) => b.predicted[i]),
    networkFirst: over((i) => (isSure(i) || !hasAnswer(i) ? a.predicted[i] : b.predicted[i])),
    tesseractFirst: over((i) => (hasAnswer(i) ? b.predicted[i] : a.predicted[i]))
  };
}
