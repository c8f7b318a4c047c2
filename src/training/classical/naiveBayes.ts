import {countByClass, type Digits} from "../../characters/digits.js";
import {normalize, PIXELS} from "../../ink/image/grid.js";
import {formatNpy} from "../../npy.js";
import {formatOdds} from "../../readers/classical/classScores.js";
import {loadNaiveBayes, pixelLogits, type PixelGaussians} from "../../readers/classical/naiveBayes.js";
import type {Learned, RunRequest} from "../trainRun.js";
import {fitOdds, shareOfClasses} from "./classOdds.js";
import {learnedClassifier} from "./learnedClassifier.js";

/** The share of the largest variance of a pixel that is added to all, as scikit-learn's `GaussianNB` does. */
const SMOOTHING = 1e-9;

/** Learns Gaussian naive Bayes, and the temperature that fits the validation labels. Nothing is random. */
export async function trainNaiveBayes({classes, data}: RunRequest): Promise<Learned> {
  const {training, validation} = data;
  const gaussians = fitPixelGaussians(training, classes.length);
  const priors = shareOfClasses(training, classes.length);
  const logits = pixelLogits(gaussians, priors)(normalize(validation.images));
  const shape = [classes.length, PIXELS];
  const files = {
    "means.npy": formatNpy({shape, values: gaussians.means}, "<f4"),
    "variances.npy": formatNpy({shape, values: gaussians.variances}, "<f4"),
    ...formatOdds(fitOdds(priors, logits, validation.labels ?? new Uint8Array(0)))
  };
  return learnedClassifier(
    loadNaiveBayes(files, {name: "naive-bayes", classes, source: "model"}),
    {
      title: "Gaussian naive Bayes",
      files,
      about: {
        kind: "naive-bayes",
        parameters: 2 * classes.length * PIXELS + classes.length + 1,
        hyperparameters: {smoothing: SMOOTHING}
      },
      dtype: "float32"
    },
    validation
  );
}

/**
 * Returns the mean and the variance of each pixel of each class, in [0, 1]. To all variances `SMOOTHING` of the largest
 * variance of a pixel in all images is added, or that of full ink where nothing varies.
 */
export function fitPixelGaussians({images, labels, length}: Digits, classes: number): PixelGaussians {
  const [sums, squares] = [new Float64Array(classes * PIXELS), new Float64Array(classes * PIXELS)];
  for (let i = 0, at = 0; i < length; ++i) {
    for (let p = labels![i]! * PIXELS, end = p + PIXELS; p < end; ++p, ++at) {
      const ink = images[at]!;
      if (!ink) continue;
      sums[p]! += ink;
      squares[p]! += ink * ink;
    }
  }
  const counts = countByClass(labels!, classes);
  const varianceOf = (n: number, sum: number, square: number) => (n ? (square - (sum * sum) / n) / n / 255 ** 2 : 0);
  let largest = 0;
  for (let p = 0; p < PIXELS; ++p) {
    let [sum, square] = [0, 0];
    for (let c = 0; c < classes; ++c) {
      sum += sums[c * PIXELS + p]!;
      square += squares[c * PIXELS + p]!;
    }
    largest = Math.max(largest, varianceOf(length, sum, square));
  }
  const countAt = (at: number) => counts[Math.floor(at / PIXELS)]!;
  return {
    means: Float32Array.from(sums, (sum, at) => (countAt(at) ? sum / countAt(at) / 255 : 0)),
    variances: Float32Array.from(
      squares,
      (square, at) => Math.max(0, varianceOf(countAt(at), sums[at]!, square)) + SMOOTHING * (largest || 1)
    )
  };
}
