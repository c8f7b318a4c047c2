import * as tf from "@tensorflow/tfjs-core";
import {DIGITS, type Alphabet} from "../../characters/alphabet.js";
import {PIXELS} from "../../ink/image/grid.js";
import type {OutputForm} from "./keras3.js";
import type {Classifier} from "../classifier.js";
import type {Network} from "./savedModel.js";

/** Images at a time: large enough to be fast, small enough that the activations stay a few megabytes. */
const BATCH = 1000;

/**
 * Returns a classifier for *classes* that runs a *model*: input [n, 784] or [n, 28, 28, 1], output [n, classes], and
 * maybe a second one, [n, 1], how likely it is that an image is a digit, or [n, 11], with the marks and anything else.
 * Of a model whose output is in another *form* its answers are made probabilities.
 */
export function networkClassifier(
  name: string,
  model: Network,
  {classes = DIGITS, form}: {classes?: Alphabet; form?: OutputForm | undefined} = {}
): Classifier {
  return {
    name,
    classes,
    // Rejects where the model fails, rather than throwing at once.
    classify: async (images) => {
      const [probabilities, kinds] = runAll(model, images);
      const told = kinds && divideKinds(kinds, images.length / PIXELS);
      return {probabilities: asProbabilities(probabilities!, classes.length, form), ...told};
    },
    dispose: () => void model.dispose()
  };
}

/** Returns *outputs*, [n × classes], as probabilities, in place: logits by softmax, scores as shares of their sum. */
function asProbabilities(outputs: Float32Array, classes: number, form: OutputForm | undefined): Float32Array {
  if (form !== "logits" && form !== "scores") return outputs;
  for (let start = 0; start < outputs.length; start += classes) {
    const row = outputs.subarray(start, start + classes);
    const most = row.reduce((a, b) => Math.max(a, b), -Infinity);
    if (form === "logits") row.forEach((value, c) => (row[c] = Math.exp(value - most)));
    const sum = row.reduce((a, b) => a + b, 0);
    row.forEach((value, c) => (row[c] = sum > 0 ? value / sum : 1 / classes));
  }
  return outputs;
}

/** Returns what a detector's output for *n* images says of digits, and of marks where it tells these too. */
function divideKinds(kinds: Float32Array, n: number): {likelihoods: Float32Array; marks?: Float32Array} {
  const units = n ? kinds.length / n : 1;
  if (units === 1) return {likelihoods: kinds};
  const likelihoods = Float32Array.from({length: n}, (_, i) => kinds[i * units]!);
  const marks = kinds.filter((_, i) => i % units > 0 && i % units < units - 1); // the last unit is anything else
  return {likelihoods, marks};
}

/** Returns the model's (first) output, [n × classes], for *images*, [n × 784] in [0, 1]. Leaves no tensor behind. */
export function predictAll(model: Network, images: Float32Array): Float32Array {
  return runAll(model, images)[0]!;
}

/** Returns all outputs of a model for *images*, [n × 784] in [0, 1]: each [n × units]. */
export function runAll(model: Network, images: Float32Array): Float32Array[] {
  const n = images.length / PIXELS;
  const inputShape = model.inputs[0]!.shape.slice(1) as number[];
  const results = model.outputs.map(({shape}) => new Float32Array(n * shape[1]!));
  for (let start = 0; start < n; start += BATCH) {
    const end = Math.min(n, start + BATCH);
    const batch = images.subarray(start * PIXELS, end * PIXELS);
    tf.tidy(() => {
      const input = tf.tensor(batch, [end - start, ...inputShape]); // [batch, 784] or [batch, 28, 28, 1]
      // All at once: the site's TensorFlow.js has no kernel to put batches together.
      const outputs = [model.predict(input, {batchSize: end - start})].flat();
      for (const [k, output] of outputs.entries()) results[k]!.set(output.dataSync(), start * output.shape[1]!);
    });
  }
  return results;
}
