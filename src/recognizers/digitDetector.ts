import * as tf from "@tensorflow/tfjs";
import {normalize, PIXELS} from "../digits/digits.js";

/** Hidden units of the detector, passes over the examples, images in a step. */
const [UNITS, EPOCHS, BATCH] = [64, 40, 128];

/** The share of digits that may be refused. */
const REFUSED_DIGITS = 0.01;

/** Images, [n × 784], 0 to 255, of what is a digit and of what is none. */
export interface DetectorExamples {
  readonly digits: Uint8Array;
  readonly others: Uint8Array;
}

/**
 * Returns *model* with a second output, [n, 1]: how likely it is that an image is a digit at all, in [0, 1]. It is learned
 * from *examples* of both, on top of what the model's last hidden layer sees, which stays as it is: outlier exposure
 * (Hendrycks, Mazeika and Dietterich, Deep anomaly detection with outlier exposure, 2019,
 * https://arxiv.org/abs/1812.04606). The same seed gives the same weights.
 * @throws TypeError for a model without a hidden dense layer
 */
export async function withDigitDetector(
  model: tf.LayersModel,
  examples: DetectorExamples,
  seed: number
): Promise<tf.LayersModel> {
  const hidden = model.layers.filter((layer) => layer.getClassName() === "Dense").at(-2);
  if (!hidden) throw new TypeError("a detector of digits needs a model with a hidden dense layer");
  const features = tf.model({inputs: model.inputs, outputs: hidden.output as tf.SymbolicTensor});
  const units = (hidden.output as tf.SymbolicTensor).shape[1]!;
  const initial = (layer: number) => tf.initializers.glorotUniform({seed: 1 + 7 * seed + layer});
  const layers = [
    tf.layers.dense({name: "detector_0", units: UNITS, activation: "relu", kernelInitializer: initial(0)}),
    tf.layers.dense({name: "detector_1", units: 1, activation: "sigmoid", kernelInitializer: initial(1)})
  ];
  const input = tf.input({shape: [units]});
  const head = tf.model({inputs: input, outputs: applyAll(layers, input)});
  head.compile({optimizer: tf.train.adam(0.002), loss: "binaryCrossentropy"});
  const order = interleave(examples);
  const [x, y] = tf.tidy(() => [
    outputOf(features, order.images),
    tf.tensor2d(order.isDigit, [order.isDigit.length, 1])
  ]) as [tf.Tensor, tf.Tensor];
  const total = order.isDigit.length;
  const digits = examples.digits.length / PIXELS;
  // Each side counts as much as the other.
  const classWeight = {0: total / (2 * (total - digits)), 1: total / (2 * digits)};
  await head.fit(x, y, {epochs: EPOCHS, batchSize: BATCH, shuffle: false, classWeight, verbose: 0});
  tf.dispose([x, y]);
  const isDigit = applyAll(layers, hidden.output as tf.SymbolicTensor);
  return tf.model({inputs: model.inputs, outputs: [model.outputs[0]!, isDigit], name: model.name});
}

/** Returns the likelihood below which an image is called no digit: 1 % of *digits*, [n], lie below it. */
export function chooseDetectorThreshold(digits: Float32Array): number {
  const sorted = digits.slice().sort();
  return sorted[Math.floor(REFUSED_DIGITS * sorted.length)] ?? 0;
}

function applyAll(layers: tf.layers.Layer[], input: tf.SymbolicTensor): tf.SymbolicTensor {
  return layers.reduce((value, layer) => layer.apply(value) as tf.SymbolicTensor, input);
}

/** Returns both kinds of examples mixed evenly, so that each step sees some of each. */
function interleave({digits, others}: DetectorExamples): {images: Uint8Array; isDigit: Float32Array} {
  const counts = [others.length / PIXELS, digits.length / PIXELS] as const;
  const total = counts[0] + counts[1];
  const images = new Uint8Array(total * PIXELS);
  const isDigit = new Float32Array(total);
  const taken = [0, 0];
  for (let i = 0; i < total; ++i) {
    // Whichever side is further behind its share.
    const kind = taken[1]! * counts[0] <= taken[0]! * counts[1] && taken[1]! < counts[1] ? 1 : 0;
    const side = taken[0]! < counts[0] ? kind : 1;
    const from = taken[side]!++;
    images.set((side ? digits : others).subarray(from * PIXELS, (from + 1) * PIXELS), i * PIXELS);
    isDigit[i] = side;
  }
  return {images, isDigit};
}

function outputOf(model: tf.LayersModel, images: Uint8Array): tf.Tensor {
  const shape = model.inputs[0]!.shape.slice(1) as number[];
  const parts: tf.Tensor[] = [];
  for (let start = 0; start < images.length; start += 1000 * PIXELS) {
    const part = images.subarray(start, start + 1000 * PIXELS);
    parts.push(tf.tidy(() => model.predict(tf.tensor(normalize(part), [part.length / PIXELS, ...shape])) as tf.Tensor));
  }
  return tf.concat(parts);
}
