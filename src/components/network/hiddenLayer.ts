import type {TracedLayer} from "../../readers/classifier.js";
import {networkPath} from "./networkPath.js";

/**
 * Returns the last hidden layer of a network that answers about a number of *classes*: that whose activations its last
 * dense layer weighs. Undefined for a network without one, such as a softmax regression, for the mean of several
 * networks, and for *layers* without weights.
 */
export function hiddenLayer(layers: readonly TracedLayer[], classes: number): TracedLayer | undefined {
  const way = networkPath(layers, classes)?.layers ?? [];
  return way[way.findLastIndex(({kind}) => kind === "Dense") - 1];
}
