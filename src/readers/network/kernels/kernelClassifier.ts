import type {Alphabet} from "../../../characters/alphabet.js";
import type {Classifier} from "../../classifier.js";
import type {OutputForm} from "../keras3.js";
import {scoresOf} from "../networkScores.js";
import type {KernelNetwork} from "./kernelNetwork.js";

/** Returns a classifier for *classes* that runs a *network*, as `networkClassifier` does. */
export function kernelClassifier(
  name: string,
  network: KernelNetwork,
  {classes, form}: {classes: Alphabet; form?: OutputForm | undefined}
): Classifier {
  // Async functions, so that a failing network rejects instead of throwing synchronously.
  return {
    name,
    classes,
    classify: async (images) => scoresOf(network.run(images), images, classes.length, form),
    trace: async (image, {withWeights = false} = {}) => network.trace(image, withWeights),
    activations: async (images, layer) => network.activations(images, layer),
    dispose: () => {} // the garbage collector frees it
  };
}
