import type {Alphabet} from "../../characters/alphabet.js";
import {PIXELS} from "../../ink/image/grid.js";
import {softmaxAt} from "../../stats/softmax.js";
import type {Classifier} from "../classifier.js";
import {distanceMeter} from "../vectors/distances.js";
import {projectInked, type Projection} from "../vectors/projectInked.js";
import {decisionValues, marginScores, type Machine} from "./machine.js";

/** A support vector machine with a radial kernel. */
export interface SupportVectors extends Projection {
  readonly machine: Machine;
  /** [count × components]: projected training images, class by class. */
  readonly vectors: Float32Array;
  /** How fast the kernel falls with the squared distance: above 0. */
  readonly gamma: number;
  /** By which margins are divided to make them probabilities: above 0. */
  readonly temperature: number;
}

/**
 * Returns a classifier that asks a support vector machine (Cortes and Vapnik, Support-vector networks, 1995,
 * https://doi.org/10.1007/BF00994018) with the kernel exp(−*gamma* d²) in the space of principal components. Its answers
 * are libsvm's (Chang and Lin, 2011, https://doi.org/10.1145/1961189.1961199): the class that wins most of the pairs, the
 * first of equal ones. Its probabilities are a softmax of the narrowest margins, as Platt's sigmoid is of one margin.
 * It gives no answer for an image without ink.
 */
export function svmClassifier(
  name: string,
  given: SupportVectors,
  {classes}: {readonly classes: Alphabet}
): Classifier {
  const {machine, vectors, gamma, temperature} = given;
  const {labels} = machine;
  const meter = distanceMeter(vectors, given.components.components.length / PIXELS);
  return {
    name,
    classes,
    // An async function, so that a failing backend rejects instead of throwing synchronously.
    classify: async (images) => {
      const probabilities = new Float32Array((images.length / PIXELS) * classes.length);
      const {inked, projected} = projectInked(images, given);
      meter.measure(projected, (distances, i) => {
        const scores = marginScores(decisionValues(machine, toKernel(distances, gamma)), labels.length);
        softmaxAt(scores, temperature).forEach((p, k) => {
          probabilities[inked[i]! * classes.length + labels[k]!] = p;
        });
      });
      return {probabilities};
    },
    dispose: meter.dispose
  };
}

/** Turns squared distances into values of the kernel, in place. */
export function toKernel(distances: Float32Array, gamma: number): Float32Array {
  for (let v = 0; v < distances.length; ++v) distances[v] = Math.exp(-gamma * Math.max(0, distances[v]!));
  return distances;
}
