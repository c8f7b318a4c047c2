import * as tf from "@tensorflow/tfjs";
import {randomLcg, shuffler} from "d3";
import {normalize, PIXELS, type Digits} from "../digits/digits.js";
import {predictAll} from "../recognizers/layersRecognizer.js";
import {mostLikely} from "../stats/mostLikely.js";
import type {EpochRecord} from "../stats/history.js";
import {createAdam, stepAdam, type AdamState} from "./adam.js";
import {registerFastGradients} from "./gradients.js";

export interface TrainingSettings {
  /** Passes over the training split, ≥ 1. */
  readonly epochs: number;
  /** Images in one step, ≥ 1; the last step of an epoch takes what is left. */
  readonly batchSize: number;
  readonly learningRate: number;
  /** A whole number; the order of the images follows from it alone. */
  readonly seed: number;
}

/** All that training needs in order to go on: what a checkpoint holds. */
export interface TrainingState {
  readonly weights: readonly Float32Array[];
  readonly adam: AdamState;
  readonly history: readonly EpochRecord[];
}

export interface TrainingProgress {
  readonly epoch: number;
  readonly step: number;
  readonly steps: number;
}

export interface TrainingOptions {
  /** Where to go on from; without it, from the model's own weights. */
  readonly from?: TrainingState | undefined;
  /** Stops after the current step, by throwing its reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each step. */
  readonly onStep?: ((progress: TrainingProgress) => void) | undefined;
  /** Called after each epoch, and awaited: the place for a checkpoint. */
  readonly onEpoch?: ((record: EpochRecord, state: TrainingState) => void | Promise<void>) | undefined;
}

/** Steps after which the event loop gets a turn, for the screen, signals and timers. */
const STEPS_PER_TURN = 20;

/**
 * Trains *model*, in place, to recognize *training*, and returns its final state: categorical cross-entropy, Adam, a
 * new seeded order in each epoch, the validation split measured after each. Knows no screen and no file, so that the
 * command, a worker and a test share it. The same settings, data and model give the same weights, resumed or not.
 *
 * The model's last layer must be its softmax alone: the loss is computed from the logits before it.
 * @throws RangeError when the loss is not a number; the state of the last good epoch is what `onEpoch` saw
 */
export async function train(
  model: tf.LayersModel,
  {training, validation}: {training: Digits; validation?: Digits | undefined},
  settings: TrainingSettings,
  {from, signal, onStep, onEpoch}: TrainingOptions = {}
): Promise<TrainingState> {
  registerFastGradients();
  const logits = logitsOf(model);
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const weights = from
    ? from.weights.map((array) => array.slice())
    : variables.map((variable) => variable.dataSync<"float32">().slice());
  const adam = from ? cloneAdam(from.adam) : createAdam(weights.map((array) => array.length));
  const history = from ? [...from.history] : [];
  assign(variables, weights);
  labelsOf(training);
  const checked = validation && {labels: labelsOf(validation), images: normalize(validation.images)};
  const {batchSize, learningRate} = settings;
  const steps = Math.ceil(training.length / batchSize);
  const inputShape = model.inputs[0]!.shape.slice(1) as number[];
  for (let epoch = history.length; epoch < settings.epochs; ++epoch) {
    const start = performance.now();
    const order = shuffledOrder(training.length, settings.seed, epoch);
    let [loss, correct] = [0, 0];
    for (let step = 0; step < steps; ++step) {
      signal?.throwIfAborted();
      const batch = gather(training, order.subarray(step * batchSize, (step + 1) * batchSize));
      const result = gradientStep(logits, variables, batch, inputShape);
      if (!Number.isFinite(result.loss)) throw new RangeError(divergedMessage(epoch, learningRate));
      stepAdam(adam, weights, result.gradients, learningRate);
      assign(variables, weights);
      loss += result.loss * batch.labels.length;
      correct += result.correct;
      onStep?.({epoch, step: step + 1, steps});
      if (step % STEPS_PER_TURN === 0) await new Promise((resolve) => setTimeout(resolve));
    }
    // The last step's effect shows in no loss, yet it must reach no checkpoint.
    if (!weights.every((array) => array.every(Number.isFinite)))
      throw new RangeError(divergedMessage(epoch, learningRate));
    const validated = checked ? measure(predictAll(model, checked.images), checked.labels) : {loss: NaN, accuracy: NaN};
    const record = {
      epoch,
      loss: loss / training.length,
      accuracy: correct / training.length,
      val_loss: validated.loss,
      val_accuracy: validated.accuracy,
      learning_rate: learningRate,
      seconds: (performance.now() - start) / 1000
    };
    history.push(record);
    await onEpoch?.(record, {weights, adam, history});
  }
  return {weights, adam, history};
}

/** Returns the order in which an epoch takes the *n* images: a permutation that follows from seed and epoch. */
export function shuffledOrder(n: number, seed: number, epoch: number): Uint32Array {
  return shuffler(randomLcg(1 + seed * 1_000_003 + epoch))(Uint32Array.from({length: n}, (_, i) => i));
}

/** Returns mean cross-entropy (nats) and accuracy of *probabilities*, [n × 10], for *labels*, [n]. */
export function measure(probabilities: Float32Array, labels: Uint8Array): {loss: number; accuracy: number} {
  let [loss, correct] = [0, 0];
  for (let i = 0; i < labels.length; ++i) {
    loss -= Math.log(Math.max(1e-7, probabilities[i * 10 + labels[i]!]!));
    if (mostLikely(probabilities, i * 10) === labels[i]) ++correct;
  }
  return {loss: loss / labels.length, accuracy: correct / labels.length};
}

function logitsOf(model: tf.LayersModel): tf.LayersModel {
  const last = model.layers.at(-1)!;
  if (last.getClassName() !== "Activation" || last.getConfig().activation !== "softmax") {
    throw new TypeError(`training expects a softmax layer at the end of the model, not ${last.getClassName()}`);
  }
  return tf.model({inputs: model.inputs, outputs: last.input as tf.SymbolicTensor});
}

function gather({images, labels}: Digits, indices: Uint32Array): {pixels: Float32Array; labels: Uint8Array} {
  const pixels = new Float32Array(indices.length * PIXELS);
  indices.forEach((index, i) => {
    normalize(images.subarray(index * PIXELS, (index + 1) * PIXELS), pixels.subarray(i * PIXELS, (i + 1) * PIXELS));
  });
  return {pixels, labels: Uint8Array.from(indices, (index) => labels![index]!)};
}

function gradientStep(
  logits: tf.LayersModel,
  variables: tf.Variable[],
  {pixels, labels}: {pixels: Float32Array; labels: Uint8Array},
  inputShape: number[]
): {loss: number; correct: number; gradients: Float32Array[]} {
  const n = labels.length;
  let [loss, correct] = [NaN, 0];
  let gradients: Float32Array[] = [];
  // Nothing is returned through tidy: it would walk every number of an array in search of tensors.
  tf.tidy(() => {
    const input = tf.tensor(pixels, [n, ...inputShape]); // [n, 784] or [n, 28, 28, 1]
    const target = tf.tensor(oneHot(labels), [n, 10]);
    const {value, grads} = tf.variableGrads(() => {
      const scores = logits.apply(input, {training: true}) as tf.Tensor2D; // [n, 10]
      const output = scores.dataSync<"float32">();
      for (let i = 0; i < n; ++i) if (mostLikely(output, i * 10) === labels[i]) ++correct;
      return tf.losses.softmaxCrossEntropy(target, scores).asScalar();
    }, variables);
    loss = value.dataSync()[0]!;
    gradients = variables.map((variable) => grads[variable.name]!.dataSync<"float32">());
  });
  return {loss, correct, gradients};
}

function oneHot(labels: Uint8Array): Float32Array {
  const target = new Float32Array(labels.length * 10);
  labels.forEach((label, i) => (target[i * 10 + label] = 1));
  return target;
}

function assign(variables: tf.Variable[], weights: readonly Float32Array[]): void {
  variables.forEach((variable, i) => {
    const tensor = tf.tensor(weights[i]!, variable.shape);
    variable.assign(tensor);
    tensor.dispose();
  });
}

function cloneAdam({m, v, step}: AdamState): AdamState {
  return {m: m.map((array) => array.slice()), v: v.map((array) => array.slice()), step};
}

function labelsOf({labels}: Digits): Uint8Array {
  if (!labels) throw new TypeError("training and validation need labels");
  return labels;
}

function divergedMessage(epoch: number, learningRate: number): string {
  return `the loss is not a number in epoch ${epoch + 1}: try a smaller learning rate than ${learningRate}`;
}
