import * as tf from "@tensorflow/tfjs";
import {normalize, PIXELS} from "../../ink/image/grid.js";
import {SHAPED_MARKS, type ShapedMark} from "../../pen/marks.js";

/** The detector's hidden units, epochs and batch size. */
const [UNITS, EPOCHS, BATCH] = [64, 40, 128];

/** The share of validation digits that the detector may reject. */
const REFUSED_DIGITS = 0.01;

/** The detector's classes: a digit, each mark with a shape of its own, and anything else. */
const KINDS = 1 + SHAPED_MARKS.length + 1;

/** Images, [n × 784], 0 to 255, of digits, of marks, and of anything else. */
export interface DetectorExamples {
  readonly digits: Uint8Array;
  readonly marks?: Readonly<Record<ShapedMark, Uint8Array>>;
  readonly others: Uint8Array;
  /** Other digits: at least 99 % of them get a likelihood of 0.5 or more. */
  readonly validation: Uint8Array;
}

/**
 * Returns *model* with a second output, [n, 11], whose rows sum to 1: the likelihoods of a digit, of each of
 * `SHAPED_MARKS`, and of anything else. Trains it on *examples* on top of the model's last hidden layer, which stays
 * frozen: outlier exposure (Hendrycks, Mazeika and Dietterich, Deep anomaly detection with outlier exposure, 2019,
 * https://arxiv.org/abs/1812.04606). Scales the odds of a digit so that at most 1 % of the *validation* digits fall
 * below 0.5. Replaces an existing second output of *model*. The same seed gives the same weights.
 * @throws TypeError for a model without a hidden dense layer
 */
export async function withDigitDetector(
  model: tf.LayersModel,
  examples: DetectorExamples,
  seed: number
): Promise<tf.LayersModel> {
  const base = tf.model({inputs: model.inputs, outputs: model.outputs[0]!, name: model.name});
  const hidden = base.layers.filter((layer) => layer.getClassName() === "Dense").at(-2);
  if (!hidden) throw new TypeError("a detector of digits needs a model with a hidden dense layer");
  const features = tf.model({inputs: model.inputs, outputs: hidden.output});
  const units = (hidden.output as tf.SymbolicTensor).shape[1]!;
  const initial = (layer: number) => tf.initializers.glorotUniform({seed: 1 + 7 * seed + layer});
  const layers = [
    tf.layers.dense({name: "detector_0", units: UNITS, activation: "relu", kernelInitializer: initial(0)}),
    tf.layers.dense({name: "detector_1", units: KINDS, activation: "softmax", kernelInitializer: initial(1)})
  ];
  const input = tf.input({shape: [units]});
  const head = tf.model({inputs: input, outputs: applyAll(layers, input)});
  head.compile({optimizer: tf.train.adam(0.002), loss: "categoricalCrossentropy"});
  const order = interleave(examples);
  const total = order.kinds.length;
  const [x, y] = tf.tidy<[tf.Tensor, tf.Tensor]>(() => [
    outputOf(features, order.images),
    tf.oneHot(tf.tensor1d(order.kinds, "int32"), KINDS).toFloat()
  ]);
  const digits = examples.digits.length / PIXELS;
  // Digits weigh as much as all other classes together.
  const classWeight = Object.fromEntries(
    Array.from({length: KINDS}, (_, kind) => [kind, total / (2 * (kind ? total - digits : digits))])
  );
  await head.fit(x, y, {epochs: EPOCHS, batchSize: BATCH, shuffle: false, classWeight, verbose: 0});
  tf.dispose([x, y]);
  const likelihoods = tf.tidy(() => {
    const kinds = head.predict(outputOf(features, examples.validation)) as tf.Tensor2D;
    return tf.slice(kinds, [0, 0], [-1, 1]).dataSync<"float32">();
  });
  scaleOdds(layers[1]!, chooseThreshold(likelihoods));
  const kinds = applyAll(layers, hidden.output as tf.SymbolicTensor);
  return tf.model({inputs: model.inputs, outputs: [model.outputs[0]!, kinds], name: model.name});
}

/** Returns the likelihood below which 1 % of *digits*, [n], fall. */
export function chooseThreshold(digits: Float32Array): number {
  const sorted = digits.slice().sort();
  return sorted[Math.floor(REFUSED_DIGITS * sorted.length)] ?? 0.5;
}

/**
 * Raises the odds of the first unit of a softmax *layer*, through its bias, so that a *threshold* below 0.5 becomes
 * 0.5.
 */
function scaleOdds(layer: tf.layers.Layer, threshold: number): void {
  const sure = Math.min(0.5, Math.max(1e-6, threshold));
  const [kernel, bias] = layer.getWeights();
  tf.tidy(() => {
    const shift = tf
      .oneHot(tf.scalar(0, "int32"), KINDS)
      .toFloat()
      .mul(Math.log(sure / (1 - sure)));
    layer.setWeights([kernel!, tf.sub(bias!, shift)]);
  });
}

function applyAll(layers: tf.layers.Layer[], input: tf.SymbolicTensor): tf.SymbolicTensor {
  return layers.reduce((value, layer) => layer.apply(value) as tf.SymbolicTensor, input);
}

/** Returns all examples with their classes, interleaved evenly, so that each batch has some of each. */
function interleave({digits, marks, others}: DetectorExamples): {images: Uint8Array; kinds: Int32Array} {
  const groups = [digits, ...SHAPED_MARKS.map((mark) => marks?.[mark] ?? new Uint8Array()), others];
  const places = groups.flatMap((group, kind) => {
    const n = group.length / PIXELS;
    return Array.from({length: n}, (_, i) => ({kind, i, at: (i + 0.5) / n}));
  });
  places.sort((a, b) => a.at - b.at || a.kind - b.kind);
  const images = new Uint8Array(places.length * PIXELS);
  places.forEach(({kind, i}, to) => images.set(groups[kind]!.subarray(i * PIXELS, (i + 1) * PIXELS), to * PIXELS));
  return {images, kinds: Int32Array.from(places, ({kind}) => kind)};
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
