import type {Alphabet} from "../../characters/alphabet.js";
import {PIXELS} from "../../ink/image/grid.js";
import {softmaxAt} from "../../stats/softmax.js";
import type {Classifier} from "../classifier.js";
import {distanceMeter} from "../vectors/distances.js";
import {projectInked, type Projection} from "../vectors/projectInked.js";
import {logVotes, nearestFinder, votesOf} from "./votes.js";

/** The training images that k nearest neighbors asks, and how. */
export interface Neighbors extends Projection {
  /** [count × components]: the projected training images. */
  readonly vectors: Float32Array;
  /** [count]: their classes. */
  readonly labels: Uint8Array;
  /** The number of neighbors: 1 or more. */
  readonly k: number;
  /** Added to each class's votes: above 0. Where all neighbors are far, it makes answers less sure. */
  readonly smoothing: number;
  /** The exponent of the votes that makes them probabilities: above 0. */
  readonly sharpness: number;
}

/**
 * Returns a classifier that asks the *k* training images nearest by Euclidean distance, in the space of principal
 * components (Cover and Hart, Nearest neighbor pattern classification, 1967, https://doi.org/10.1109/TIT.1967.1053964).
 * Each votes with the weight 1 / distance, as scikit-learn's `weights="distance"`; Dudani, The distance-weighted
 * k-nearest-neighbor rule, 1976, https://doi.org/10.1109/TSMC.1976.5408784. Probabilities are the smoothed votes to the
 * power of *sharpness*, made to sum to 1. It gives no answer for an image without ink.
 */
export function knnClassifier(name: string, neighbors: Neighbors, {classes}: {readonly classes: Alphabet}): Classifier {
  const {vectors, labels, k, smoothing, sharpness} = neighbors;
  const meter = distanceMeter(vectors, vectors.length / labels.length);
  return {
    name,
    classes,
    // An async function, so that a failing backend rejects instead of throwing synchronously.
    classify: async (images) => {
      const probabilities = new Float32Array((images.length / PIXELS) * classes.length);
      const {inked, projected} = projectInked(images, neighbors);
      const findNearest = nearestFinder(k);
      meter.measure(projected, (distances, i) => {
        const votes = votesOf(findNearest(distances), labels, classes.length);
        probabilities.set(softmaxAt(logVotes(votes, smoothing), 1 / sharpness), inked[i]! * classes.length);
      });
      return {probabilities};
    },
    dispose: meter.dispose
  };
}
