import {createHash} from "node:crypto";
import type {LayersModel} from "@tensorflow/tfjs";
import {normalize, type Digits} from "../src/digits/digits.js";
import {loadModel, saveModel, type SavedModel} from "../src/recognizers/artifacts.js";
import {calibrate} from "../src/recognizers/calibrate.js";
import {chooseDetectorThreshold, withDigitDetector} from "../src/recognizers/digitDetector.js";
import {predictAll, runAll} from "../src/recognizers/layersRecognizer.js";
import {chooseThreshold} from "../src/stats/calibration.js";
import {confidences, predictedClasses} from "../src/stats/predictions.js";
import type {DetectorData} from "./trainingData.js";

/** Answers less confident than this share of the validation split's right ones needs are called unsure. */
const ANSWERED_ACCURACY = 0.998;

/** A trained model as a run keeps it. */
export interface FinishedModel {
  readonly saved: SavedModel;
  /** Of the weights, 64 hex digits. */
  readonly sha256: string;
  /** By which the logits were divided. */
  readonly temperature: number;
  /** In [0, 1] */
  readonly unsureBelow: number;
  /** In [0, 1]; where the model tells digits from others. */
  readonly noDigitBelow?: number;
  /** The model as it will be loaded, its weights rounded. */
  readonly model: LayersModel;
}

/**
 * Returns a trained *model* calibrated on *validation* and rounded to float16, and the confidence below which it is
 * unsure: from there on 99.8 % of its validation answers are right. *model* itself is calibrated too. With examples for a
 * *detector* it also tells digits from others; *seed* decides its weights.
 */
export async function finishModel(
  model: LayersModel,
  validation: Digits,
  {detector, seed}: {detector?: DetectorData | undefined; seed: number}
): Promise<FinishedModel> {
  const temperature = calibrate(model, validation);
  const whole = detector ? await withDigitDetector(model, detector, seed) : model;
  const saved = await saveModel(whole);
  const rounded = await loadModel(saved, "the model");
  const answered = {
    length: validation.length,
    labels: validation.labels!,
    probabilities: predictAll(rounded, normalize(validation.images))
  };
  const predicted = predictedClasses(answered);
  const isRight = Array.from(predicted, (c, i) => c === answered.labels[i]);
  return {
    saved,
    sha256: createHash("sha256").update(new Uint8Array(saved.weights)).digest("hex"),
    temperature,
    unsureBelow: chooseThreshold(confidences(answered, predicted), isRight, ANSWERED_ACCURACY),
    ...(detector && {noDigitBelow: chooseDetectorThreshold(runAll(rounded, normalize(detector.validation))[1]!)}),
    model: rounded
  };
}
