import {createHash} from "node:crypto";
import type {LayersModel} from "@tensorflow/tfjs";
import {normalize, type Digits} from "../src/digits/digits.js";
import {loadModel, saveModel, type SavedModel} from "../src/recognizers/artifacts.js";
import {calibrate} from "../src/recognizers/calibrate.js";
import {predictAll} from "../src/recognizers/layersRecognizer.js";
import {chooseThreshold} from "../src/stats/calibration.js";
import {confidences, predictedClasses} from "../src/stats/predictions.js";

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
  /** The model as it will be loaded, its weights rounded. */
  readonly model: LayersModel;
}

/**
 * Returns a trained *model* calibrated on *validation* and rounded to float16, and the confidence below which it is
 * unsure: from there on 99.8 % of its validation answers are right. *model* itself is calibrated too.
 */
export async function finishModel(model: LayersModel, validation: Digits): Promise<FinishedModel> {
  const temperature = calibrate(model, validation);
  const saved = await saveModel(model);
  const rounded = await loadModel(saved, "the model");
  const answered = {
    length: validation.length,
    labels: validation.labels!,
    probabilities: predictAll(rounded, normalize(validation.images))
  };
  const predicted = predictedClasses(answered);
  return {
    saved,
    sha256: createHash("sha256").update(new Uint8Array(saved.weights)).digest("hex"),
    temperature,
    unsureBelow: chooseThreshold(
      confidences(answered, predicted),
      Array.from(predicted, (c, i) => c === answered.labels[i]),
      ANSWERED_ACCURACY
    ),
    model: rounded
  };
}
