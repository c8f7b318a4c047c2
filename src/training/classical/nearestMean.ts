import {meanImages} from "../../characters/digits.js";
import {normalize, PIXELS} from "../../ink/image/grid.js";
import {formatNpy, parseNpy} from "../../npy.js";
import {nearestMeanClassifier, squaredDistances} from "../../readers/nearestMean/nearestMean.js";
import {fitTemperature} from "../../stats/temperature.js";
import {findUnsureBelow} from "../../stats/unsureBelow.js";
import type {Learned, RunRequest} from "../trainRun.js";

/**
 * Learns the mean image of each class, and the variance that fits the validation labels best: the temperature of logits
 * −d² / 2 (Guo et al., 2017), which changes no answer. There are no epochs, and nothing is random.
 */
export async function trainNearestMean({classes, data}: RunRequest): Promise<Learned> {
  const {training, validation} = data;
  const pixels = normalize(meanImages(training, classes.length));
  const means = formatNpy({shape: [classes.length, PIXELS], values: pixels});
  const {values} = parseNpy(means, "means.npy"); // as stored, rounded to float16
  const images = normalize(validation.images);
  const logits = new Float32Array(validation.length * classes.length);
  for (let i = 0; i < validation.length; ++i) {
    const distances = squaredDistances(images.subarray(i * PIXELS, (i + 1) * PIXELS), values);
    logits.set(
      distances.map((d) => -d / 2),
      i * classes.length
    );
  }
  const labels = validation.labels ?? new Uint8Array(0);
  const file = formatNpy({shape: [1], values: Float32Array.of(fitTemperature(logits, labels))});
  const [variance = NaN] = parseNpy(file, "variance.npy").values;
  const classifier = nearestMeanClassifier("nearest-mean", {means: values, variance}, {classes, source: "model"});
  const answer = async (asked: Float32Array) => ({kept: (await classifier.classify(asked)).probabilities});
  const {kept} = await answer(images);
  return {
    title: "Nearest mean",
    files: {"means.npy": means, "variance.npy": file},
    about: {
      kind: "nearest-mean",
      parameters: classes.length * PIXELS + 1,
      hyperparameters: {},
      unsureBelow: findUnsureBelow(kept, labels)
    },
    dtype: "float16",
    history: [],
    answer
  };
}
