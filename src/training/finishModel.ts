import type {LayersModel} from "@tensorflow/tfjs";
import {normalize} from "../ink/image/grid.js";
import type {Digits} from "../characters/digits.js";
import {loadModel, saveModel, type Precision} from "../readers/network/artifacts.js";
import {calibrate} from "../readers/network/calibrate.js";
import {withDigitDetector, type DetectorExamples} from "../readers/network/digitDetector.js";
import {predictAll} from "../readers/network/networkClassifier.js";
import type {SavedModel} from "../readers/network/savedModel.js";
import {NO_DIGIT_BELOW} from "../stats/answerState.js";
import {chooseThreshold} from "../stats/calibration.js";
import {ANSWERED_ACCURACY} from "../stats/unsureBelow.js";
import {DIGITS, type Alphabet} from "../characters/alphabet.js";
import {fromProbabilities} from "../run/predictions.js";

/** A trained model as a run stores it. */
export interface FinishedModel {
  readonly saved: SavedModel;
  /** How its weights were rounded. */
  readonly precision: Precision;
  /** The logits were divided by it. */
  readonly temperature: number;
  /** In [0, 1] */
  readonly unsureBelow: number;
  /** In [0, 1]; only for a model with a detector. */
  readonly noDigitBelow?: number;
  /** The model as it will be loaded, with rounded weights. */
  readonly model: LayersModel;
}

/**
 * The maximum share of answers that rounding to 256 levels may change; above it, the weights are stored in half
 * precision.
 */
const MAX_CHANGED = 1 / 2000;

/**
 * Calibrates a trained *model* on *validation*, in place, and rounds a copy. Resolves to both files, and to the
 * confidence at or above which 99.9 % of the validation answers are right. With examples for a *detector*, the copy
 * also rejects images that are no digits; *seed* determines the detector's weights. *classes* are the model's classes.
 */
export async function finishModel(
  model: LayersModel,
  validation: Digits,
  {detector, seed, classes = DIGITS}: {detector?: DetectorExamples | undefined; seed: number; classes?: Alphabet}
): Promise<FinishedModel> {
  const temperature = calibrate(model, validation);
  const whole = detector ? await withDigitDetector(model, detector, seed) : model;
  const images = normalize(validation.images);
  const answersOf = (answering: LayersModel) => {
    return fromProbabilities(classes, validation.labels!, predictAll(answering, images));
  };
  const before = answersOf(model).predicted;
  const round = async (precision: Precision) => {
    const saved = await saveModel(whole, precision);
    const rounded = await loadModel(saved, "the model", classes.length);
    const {predicted, confidences} = answersOf(rounded);
    return {saved, precision, rounded, predicted, confidence: confidences};
  };
  const small = await round("uint8");
  const changed = small.predicted.filter((c, i) => c !== before[i]).length;
  const kept = changed <= MAX_CHANGED * validation.length ? small : await round("float16");
  const {saved, precision, rounded, predicted, confidence} = kept;
  const isRight = Array.from(predicted, (c, i) => c === validation.labels![i]);
  return {
    saved,
    precision,
    temperature,
    unsureBelow: chooseThreshold(confidence, isRight, ANSWERED_ACCURACY),
    ...(detector && {noDigitBelow: NO_DIGIT_BELOW}),
    model: rounded
  };
}
