import * as tf from "@tensorflow/tfjs";
import {PIXELS} from "../digits/digits.js";
import type {Recognizer} from "./recognizer.js";

/** Images at a time: large enough to be fast, small enough that the activations stay a few megabytes. */
const BATCH = 1000;

/** Returns a recognizer that runs a TensorFlow.js layers *model* (input [n, 784] or [n, 28, 28, 1], output [n, 10]). */
export function layersRecognizer(name: string, model: tf.LayersModel): Recognizer {
  return {
    name,
    predict: (images) => predictAll(model, images),
    dispose: () => void model.dispose()
  };
}

/** Returns the model's output, [n × 10], for *images*, [n × 784] in [0, 1]. Leaves no tensor behind. */
export function predictAll(model: tf.LayersModel, images: Float32Array): Float32Array {
  const n = images.length / PIXELS;
  const inputShape = model.inputs[0]!.shape.slice(1) as number[];
  const probabilities = new Float32Array(n * 10);
  for (let start = 0; start < n; start += BATCH) {
    const end = Math.min(n, start + BATCH);
    const batch = images.subarray(start * PIXELS, end * PIXELS);
    tf.tidy(() => {
      const input = tf.tensor(batch, [end - start, ...inputShape]); // [batch, 784] or [batch, 28, 28, 1]
      const output = model.predict(input) as tf.Tensor; // [batch, 10]
      probabilities.set(output.dataSync(), start * 10);
    });
  }
  return probabilities;
}
