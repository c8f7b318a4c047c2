import * as tf from "@tensorflow/tfjs-core";
import {DIGITS, type Alphabet} from "../../characters/alphabet.js";
import {PIXELS} from "../../ink/image/grid.js";
import type {OutputForm} from "./keras3.js";
import type {Classifier} from "../classifier.js";
import {scoresOf} from "./networkScores.js";
import type {Network} from "./savedModel.js";

/** The batch size: large enough to be fast, small enough that activations take a few megabytes. */
const BATCH = 1000;

/** The batch size where a layer's activations are asked for: the maps of a convolution take much memory. */
const LAYER_BATCH = 100;

/**
 * Returns a classifier for *classes* that runs a *model*: input [n, 784] or [n, 28, 28, 1], output [n, classes]. An
 * optional second output has the likelihood of a digit, [n, 1], or of a digit, each mark and anything else, [n, 11].
 * Converts an output of another *form* to probabilities.
 */
export function networkClassifier(
  name: string,
  model: Network,
  {classes = DIGITS, form}: {classes?: Alphabet; form?: OutputForm | undefined} = {}
): Classifier {
  return {
    name,
    classes,
    // An async function, so that a failing model rejects instead of throwing synchronously.
    classify: async (images) => scoresOf(runAll(model, images), images, classes.length, form),
    ...(model.trace && {
      trace: async (image: Float32Array, {withWeights = false} = {}) => {
        const input = tf.tensor(image, [1, ...(model.inputs[0]!.shape.slice(1) as number[])]);
        try {
          return model.trace!(input, withWeights);
        } finally {
          input.dispose();
        }
      }
    }),
    ...(model.activations && {
      activations: async (images: Float32Array, layer: string) => layerOf(model, images, layer)
    }),
    dispose: () => void model.dispose()
  };
}

/** Returns the model's first output, [n × classes], for *images*, [n × 784] in [0, 1]. Leaks no tensors. */
export function predictAll(model: Network, images: Float32Array): Float32Array {
  return runAll(model, images)[0]!;
}

/** Returns what a *layer* of the model makes of each of *images*, [n × 784] in [0, 1]: [n × its size]. */
function layerOf(model: Network, images: Float32Array, layer: string): Float32Array {
  const shape = model.inputs[0]!.shape.slice(1) as number[];
  const batches: Float32Array[] = [];
  for (let start = 0; start < images.length; start += LAYER_BATCH * PIXELS) {
    const batch = images.subarray(start, start + LAYER_BATCH * PIXELS);
    const input = tf.tensor(batch, [batch.length / PIXELS, ...shape]);
    try {
      batches.push(model.activations!(input, layer));
    } finally {
      input.dispose();
    }
  }
  const all = new Float32Array(batches.reduce((sum, {length}) => sum + length, 0));
  batches.reduce((start, values) => (all.set(values, start), start + values.length), 0);
  return all;
}

/** Returns all outputs of a model, [n × units] each, for *images*, [n × 784] in [0, 1]. */
export function runAll(model: Network, images: Float32Array): Float32Array[] {
  const n = images.length / PIXELS;
  const inputShape = model.inputs[0]!.shape.slice(1) as number[];
  const results = model.outputs.map(({shape}) => new Float32Array(n * shape[1]!));
  for (let start = 0; start < n; start += BATCH) {
    const end = Math.min(n, start + BATCH);
    const batch = images.subarray(start * PIXELS, end * PIXELS);
    tf.tidy(() => {
      const input = tf.tensor(batch, [end - start, ...inputShape]); // [batch, 784] or [batch, 28, 28, 1]
      // All outputs at once: the site's TensorFlow.js has no kernel to concatenate batches.
      const outputs = [model.predict(input, {batchSize: end - start})].flat();
      for (const [k, output] of outputs.entries()) results[k]!.set(output.dataSync(), start * output.shape[1]!);
    });
  }
  return results;
}
