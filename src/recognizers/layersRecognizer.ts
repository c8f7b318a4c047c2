import * as tf from "@tensorflow/tfjs-core";
import {PIXELS} from "../digits/digits.js";
import type {Recognizer} from "./recognizer.js";
import type {Network} from "./savedModel.js";

/** Images at a time: large enough to be fast, small enough that the activations stay a few megabytes. */
const BATCH = 1000;

/**
 * Returns a recognizer that runs a *model*: input [n, 784] or [n, 28, 28, 1], output [n, 10], and
 * maybe a second one, [n, 1], how likely it is that an image is a digit.
 */
export function layersRecognizer(name: string, model: Network): Recognizer {
  return {
    name,
    predict: (images) => predictAll(model, images),
    recognize: (images) => {
      const [probabilities, likelihoods] = runAll(model, images);
      return {probabilities: probabilities!, likelihoods};
    },
    dispose: () => void model.dispose()
  };
}

/** Returns the model's (first) output, [n × 10], for *images*, [n × 784] in [0, 1]. Leaves no tensor behind. */
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
