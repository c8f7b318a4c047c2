import {mostLikely} from "../../characters/mostLikely.js";
import type {ProbablePredictions} from "../../run/predictions.js";

/** Labeled images with the probability of each class. */
type Judged = Pick<ProbablePredictions, "length" | "classes" | "labels" | "probabilities">;

/** An image whose label may be wrong. */
export interface DoubtfulLabel {
  /** The index in the predictions. */
  readonly index: number;
  /** The given label, and the class that is more likely. */
  readonly given: number;
  readonly guess: number;
  /** The probabilities of both, in [0, 1]. */
  readonly givenProbability: number;
  readonly guessProbability: number;
}

/**
 * Returns the mean self-confidence of each class, [classes], in [0, 1]: the mean probability of a class over the
 * answered images with that label; undefined if there are none.
 */
export function selfConfidences({length, classes, labels, probabilities}: Judged): (number | undefined)[] {
  const k = classes.length;
  const [sums, counts] = [new Float64Array(k), new Uint32Array(k)];
  for (let i = 0; i < length; ++i) {
    const own = probabilities[i * k + labels[i]!]!;
    if (!own && !probabilities.subarray(i * k, (i + 1) * k).some((p) => p > 0)) continue;
    sums[labels[i]!]! += own;
    ++counts[labels[i]!]!;
  }
  return Array.from(sums, (sum, c) => (counts[c] ? sum / counts[c] : undefined));
}

/**
 * Returns the images with doubtful labels, by confident learning: the label's probability is below the mean
 * self-confidence of its class, and another class, the guess, reaches its own mean self-confidence; the most probable
 * such class is the guess. Sorted by the normalized margin: those whose guess exceeds their label most come first.
 * *predictions* must be of images that the network was not trained on.
 *
 * Northcutt, Jiang and Chuang, Confident learning: estimating uncertainty in dataset labels, JAIR 70 (2021),
 * https://arxiv.org/abs/1911.00068, equations 1 and 2 and section 3.2. Unlike there, a label that reaches its own
 * class's mean self-confidence is never in doubt.
 */
export function doubtfulLabels(predictions: Judged): DoubtfulLabel[] {
  const {length, classes, labels, probabilities} = predictions;
  const k = classes.length;
  const thresholds = selfConfidences(predictions);
  const doubtful: DoubtfulLabel[] = [];
  for (let index = 0; index < length; ++index) {
    const given = labels[index]!;
    const row = probabilities.subarray(index * k, (index + 1) * k);
    let guess = given;
    for (let c = 0; c < k; ++c) {
      if (c !== given && row[c]! >= (thresholds[c] ?? Infinity) && (guess === given || row[c]! > row[guess]!))
        guess = c;
    }
    if (guess === given || row[given]! >= thresholds[given]!) continue;
    doubtful.push({index, given, guess, givenProbability: row[given]!, guessProbability: row[guess]!});
  }
  return doubtful.sort((a, b) => margin(b) - margin(a));
}

/**
 * The maximum probability of a label that well-trained networks practically rule out. Of 2,000 MNIST test images with
 * 20 swapped labels, the mean of the four best runs finds all 20 in each of 20 draws with this limit, and nothing else.
 * Confident learning finds 15 to 20, because few answers reach the mean self-confidence of such networks, about 0.99.
 */
export const MAX_GIVEN = 0.05;

/**
 * Returns the images whose labels are contradicted by networks: the label's probability is at most `MAX_GIVEN`, and the
 * guess's at least 0.5. Those whose guess exceeds their label most come first. *predictions* must be of images that the
 * networks were not trained on.
 */
export function contradictedLabels({length, classes, labels, probabilities}: Judged): DoubtfulLabel[] {
  const k = classes.length;
  const contradicted: DoubtfulLabel[] = [];
  for (let index = 0; index < length; ++index) {
    const given = labels[index]!;
    const guess = mostLikely(probabilities, index * k, k);
    const givenProbability = probabilities[index * k + given]!;
    const guessProbability = probabilities[index * k + guess]!;
    if (givenProbability > MAX_GIVEN || guessProbability < 0.5) continue;
    contradicted.push({index, given, guess, givenProbability, guessProbability});
  }
  return contradicted.sort((a, b) => margin(b) - margin(a));
}

function margin({givenProbability, guessProbability}: DoubtfulLabel): number {
  return guessProbability - givenProbability;
}
