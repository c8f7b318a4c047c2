import type {Alphabet} from "../../characters/alphabet.js";
import {PIXELS} from "../../ink/image/grid.js";
import {softmaxAt} from "../../stats/softmax.js";
import type {Classifier} from "../classifier.js";
import type {SavedForest} from "./forestFile.js";
import {countVotes, type Forest} from "./trees.js";

/** Added to each count of votes, so that a class without votes is not impossible. */
const UNSEEN = 0.5;

/**
 * Returns a classifier that predicts the class that most trees of a random forest vote for (Breiman, Random Forests,
 * Machine Learning 45, 2001, https://doi.org/10.1023/A:1010933404324), the first of equal ones. Its probabilities are
 * the counts of votes to the power of *sharpness*, made to sum to 1. It gives no answer for an image without ink.
 */
export function forestClassifier(
  name: string,
  {trees, sharpness}: SavedForest<Forest>,
  {classes}: {readonly classes: Alphabet}
): Classifier {
  return {
    name,
    classes,
    classify: (images) => {
      const pixels = toLevels(images);
      const votes = countVotes(trees, pixels, {classes: classes.length, side: PIXELS});
      const logits = logVotes(votes);
      const probabilities = new Float32Array(votes.length);
      for (let i = 0; i < pixels.length / PIXELS; ++i) {
        if (!pixels.subarray(i * PIXELS, (i + 1) * PIXELS).some((ink) => ink > 0)) continue;
        const row = logits.subarray(i * classes.length, (i + 1) * classes.length);
        probabilities.set(softmaxAt(row, 1 / sharpness), i * classes.length);
      }
      return Promise.resolve({probabilities});
    },
    dispose: () => undefined
  };
}

/** Returns ink of [0, 1] in the 256 levels that the trees know. */
function toLevels(images: Float32Array): Uint8Array {
  const pixels = new Uint8Array(images.length);
  for (let p = 0; p < pixels.length; ++p) pixels[p] = Math.round(images[p]! * 255);
  return pixels;
}

/** Returns the logarithms of counts of votes, each with a half vote more: the logits of a forest. */
export function logVotes(votes: Uint16Array): Float32Array {
  return Float32Array.from(votes, (count) => Math.log(count + UNSEEN));
}
