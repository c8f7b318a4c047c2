import {SIDE} from "../../../ink/image/grid.js";
import type {TracedLayer} from "../../classifier.js";
import {activationBackward, layerBackward, type LayerInput} from "./layerBackward.js";

/** The class whose score is followed back, and the one against which, if any. */
export interface Question {
  readonly digit: number;
  readonly other?: number | undefined;
}

/** The gradients of a score. */
export interface Gradients {
  /** [784]: of the pixels, per full ink. */
  readonly image: Float32Array;
  /** Of the outputs of each layer that the score depends on, by name: [size]. */
  readonly outputs: ReadonlyMap<string, Float64Array>;
}

/** Smaller probabilities are raised to this, as where evidence is measured by hiding ink. */
const LEAST = 1e-20;

/**
 * Returns the gradients of a network's score for a class, by back propagation through its traced *layers*, with
 * weights, from the answer to the *image*, [784] in [0, 1]; undefined where none of the layers answers with as many
 * *classes*.
 *
 * The score is the class's logit, the sum before the softmax; with another class, its logit minus that one's, which is
 * the log-odds between both. The mean of several networks has no logit: there it is the log-odds of the probability,
 * against all other classes or that one.
 * @throws RangeError for layers without their weights
 */
export function backpropagate(
  layers: readonly TracedLayer[],
  image: Float32Array,
  question: Question,
  classes: number
): Gradients | undefined {
  const answer = answerOf(layers, classes);
  if (!answer) return undefined;
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  const inputOf = (name: string | undefined): LayerInput =>
    byName.get(name ?? "") ?? {values: image, shape: [SIDE, SIDE, 1]};
  const outputs = new Map<string, Float64Array>();
  const found = new Float64Array(image.length);
  const add = (name: string | undefined, gradient: Float64Array) => {
    const sum = name === undefined ? found : outputs.get(name);
    if (sum) gradient.forEach((value, i) => (sum[i]! += value));
    else outputs.set(name!, gradient.slice());
  };
  for (const layer of layers.toReversed()) {
    const given = outputs.get(layer.name);
    const sums = layer === answer ? scoreGradient(layer, question) : given && activationBackward(layer, given);
    if (!sums) continue; // the score doesn't depend on it
    const gradient = layerBackward(layer, sums, inputOf(layer.from));
    for (const name of [layer.from, ...(layer.alsoFrom ?? [])]) add(name, gradient);
  }
  return {image: Float32Array.from(found), outputs};
}

/** Returns the layer that gives the answer: no other takes its values, and a softmax goes before what is none. */
export function answerOf(layers: readonly TracedLayer[], classes: number): TracedLayer | undefined {
  const taken = new Set(layers.flatMap(({from, alsoFrom = []}) => [from, ...alsoFrom]));
  const ends = layers.filter(({name, shape}) => !taken.has(name) && String(shape) === String([classes]));
  return ends.find(({activation}) => activation === "softmax") ?? ends[0];
}

/** Returns the gradient of the score by the sums of the layer that gives the *answer*, [classes]. */
function scoreGradient({kind, values}: TracedLayer, {digit, other}: Question): Float64Array {
  const gradient = new Float64Array(values.length);
  if (kind !== "Average") {
    gradient[digit] = 1;
    if (other !== undefined) gradient[other] = -1;
    return gradient;
  }
  const rest = values.reduce((sum, p, c) => (c === digit ? sum : sum + p), 0);
  for (let c = 0; c < values.length; ++c) {
    if (c === digit) gradient[c] = 1 / Math.max(LEAST, values[c]!);
    else if (other === undefined) gradient[c] = -1 / Math.max(LEAST, rest);
    else if (c === other) gradient[c] = -1 / Math.max(LEAST, values[c]!);
  }
  return gradient;
}
