import * as tf from "@tensorflow/tfjs";
import {shuffler} from "d3-array";
import {take, type Digits} from "../characters/digits.js";
import {PIXELS} from "../ink/image/grid.js";
import {randomStream} from "../randomStream.js";
import {distortImages} from "./distortion/distortion.js";
import {DISTORTION} from "./distortion/options.js";
import type {TuneSettings} from "./tuneLayer.js";

/** Labeled images. */
export type Labeled = Digits & {readonly labels: Uint8Array};

/** Inputs of a network's last layer with their classes. */
export interface LayerExamples {
  /** [n × units] */
  readonly features: Float32Array;
  /** [n], class indices. */
  readonly labels: Uint8Array;
  /** [n × classes], the probabilities to learn instead of the labels. */
  readonly targets?: Float32Array | undefined;
}

/**
 * Returns *digits*, followed by distorted copies of all of them: image k shows digit k modulo their number. The kernels of
 * *module* give the same copies faster.
 */
export function withCopies(
  digits: Labeled,
  {copies, distortion, seed}: Pick<TuneSettings, "copies" | "distortion" | "seed">,
  module?: WebAssembly.Module
): Labeled {
  const {length} = digits;
  const {smoothness, ...amounts} = DISTORTION;
  const weaker = Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, distortion * amount]));
  const all = take(
    digits,
    Array.from({length: length * (1 + copies)}, (_, k) => k % length)
  );
  const copied = all.images.subarray(length * PIXELS);
  copied.set(distortImages(copied, {...weaker, smoothness}, seed, module).map((level) => Math.round(255 * level)));
  return {...all, labels: all.labels!};
}

/** Copies the examples at *indices*, in that order. */
export function examplesAt({features, labels}: LayerExamples, indices: readonly number[]): LayerExamples {
  return {
    features: rowsAt(features, indices, features.length / labels.length),
    labels: Uint8Array.from(indices, (i) => labels[i]!)
  };
}

/** Copies the rows at *indices* of a matrix with *columns* columns, [indices × columns]. */
export function rowsAt(matrix: Float32Array, indices: readonly number[], columns: number): Float32Array {
  const rows = new Float32Array(indices.length * columns);
  indices.forEach((i, to) => rows.set(matrix.subarray(i * columns, (i + 1) * columns), to * columns));
  return rows;
}

/**
 * Divides images into at most *folds* parts for cross-validation, determined by *seed*, and returns the indices in each.
 * *drawings*, [n], names the drawing that each image is part of; no drawing is in two parts, which have as many drawings
 * as each other, give or take one. A single drawing can't be divided, and gives no part.
 */
export function divideDrawings(drawings: readonly number[], folds: number, seed: number): number[][] {
  const order = shuffler(randomStream(seed, "folds"))([...new Set(drawings)]);
  if (order.length < 2) return [];
  const parts = Array.from({length: Math.min(folds, order.length)}, (): number[] => []);
  const partOf = new Map(order.map((drawing, i) => [drawing, parts[i % parts.length]!]));
  drawings.forEach((drawing, i) => partOf.get(drawing)!.push(i));
  return parts;
}

/** Returns the output of *model*, [n × units], for rows of inputs, [n × width]. */
export function applyTo(model: tf.LayersModel, features: Float32Array): Float32Array {
  const width = model.inputs[0]!.shape[1]!;
  const n = features.length / width;
  if (!n) return new Float32Array(0);
  const output = new Float32Array(n * model.outputs[0]!.shape[1]!);
  tf.tidy(() => output.set((model.predict(tf.tensor2d(features, [n, width]), {batchSize: n}) as tf.Tensor).dataSync()));
  return output;
}
