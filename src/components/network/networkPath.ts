import {softmaxAt} from "../../stats/softmax.js";
import type {TracedLayer} from "../../readers/classifier.js";

/** A network from the image to its answer, without branches. */
export interface NetworkPath {
  /** From the layer that takes the image to the one that gives the probabilities. */
  readonly layers: readonly TracedLayer[];
  /** The activations of the last hidden layer, and the scores that the last layer makes of them. */
  readonly hidden: Float32Array;
  readonly scores: Float32Array;
}

/** Layers that only hand on what they get. */
const PASSING = new Set(["InputLayer", "Flatten", "Reshape", "Permute", "Dropout"]);

/**
 * Returns the way through *layers* that ends in the softmax over *classes*; undefined for a network that ends otherwise,
 * such as a committee, or whose weights are not known.
 */
export function networkPath(layers: readonly TracedLayer[], classes: number): NetworkPath | undefined {
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  const way: TracedLayer[] = [];
  const taken = new Set(layers.flatMap(({from, alsoFrom = []}) => [from, ...alsoFrom]));
  const isAnswer = ({name, activation, shape}: TracedLayer) =>
    activation === "softmax" && String(shape) === String([classes]) && !taken.has(name);
  for (let layer = layers.find(isAnswer); layer; layer = byName.get(layer.from ?? "")) way.unshift(layer);
  const last = way.findLast(({kind}) => kind === "Dense");
  const hidden = last && byName.get(last.from ?? "")?.values;
  const scores = hidden && denseSums(last, hidden);
  return scores && {layers: way.filter(({kind}) => !PASSING.has(kind)), hidden, scores};
}

/** Returns the sums of a dense layer before its activation, [units], for *inputs*; undefined without its weights. */
export function denseSums({shape, weights}: TracedLayer, inputs: Float32Array): Float32Array | undefined {
  const units = shape[0]!;
  const kernel = weights?.kernel?.values;
  return (
    kernel &&
    Float32Array.from({length: units}, (_, unit) =>
      inputs.reduce((sum, input, i) => sum + input * kernel[i * units + unit]!, weights.bias?.values[unit] ?? 0)
    )
  );
}

/**
 * Returns the probabilities after one step of gradient descent on the last layer alone, with the learning *rate*, if
 * the image is labeled *truth*. The gradient of the cross-entropy by a score is p − y; a weight's is that times its
 * input, so the step changes each score by −rate · (p − y) · (|hidden|² + 1), where the 1 is the bias.
 */
export function afterStep(
  {hidden, scores}: Pick<NetworkPath, "hidden" | "scores">,
  truth: number,
  rate: number
): Float32Array {
  const reach = hidden.reduce((sum, value) => sum + value * value, 1);
  const probabilities = softmaxAt(scores);
  const next = scores.map((score, c) => score - rate * reach * (probabilities[c]! - Number(c === truth)));
  return softmaxAt(next);
}
