import * as tf from "@tensorflow/tfjs";
import {normalize} from "../../ink/image/grid.js";
import type {Digits} from "../../characters/digits.js";
import {fitTemperature} from "../../stats/temperature.js";
import {predictAll} from "./networkClassifier.js";

/**
 * Calibrates *model* in place by temperature scaling on *validation*, and returns the temperature. Divides the weights
 * of its last dense layer, and so the logits, by the temperature, so that running the model needs no extra code.
 * Changes confidences but no answer.
 * @throws TypeError for a model that does not end with a dense layer and its softmax
 */
export function calibrate(model: tf.LayersModel, {images, labels}: Digits): number {
  const softmax = model.layers.at(-1)!;
  const dense = model.layers.at(-2);
  if (!labels || dense?.getClassName() !== "Dense" || softmax.getClassName() !== "Activation") {
    throw new TypeError("calibration expects labels, and a model that ends with a dense layer and its softmax");
  }
  const logits = tf.model({inputs: model.inputs, outputs: softmax.input});
  const temperature = fitTemperature(predictAll(logits, normalize(images)), labels);
  tf.tidy(() => dense.setWeights(dense.getWeights().map((weight) => tf.div(weight, temperature))));
  return temperature;
}
