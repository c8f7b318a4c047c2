import type * as tf from "@tensorflow/tfjs";
import {shuffler} from "d3-array";
import {normalize, PIXELS} from "../ink/image/grid.js";
import type {Digits} from "../characters/digits.js";
import {predictAll} from "../readers/network/networkClassifier.js";
import {mostLikely} from "../characters/mostLikely.js";
import type {EpochRecord} from "../run/history.js";
import {randomStream} from "../randomStream.js";
import {createAdam, type AdamState} from "./adam.js";
import {checkEpoch, checkStep} from "./divergence.js";
import {trainableNetwork, type Batch} from "./network.js";
import {learningRateAt, type Schedule} from "./schedule.js";

export interface TrainingSettings {
  /** Number of passes over the training split, ≥ 1. */
  readonly epochs: number;
  /** Images per step, ≥ 1; the last step of an epoch takes the rest. */
  readonly batchSize: number;
  /** Adam's learning rate; the maximum if it follows a schedule. */
  readonly learningRate: number;
  /** How the learning rate changes; constant by default. */
  readonly schedule?: Schedule;
  /** An integer that alone determines the order of the images, their distortions, and what dropout drops. */
  readonly seed: number;
  /** Early stopping: ends after this many epochs without a lower validation loss, with the best epoch's weights. */
  readonly patience?: number | undefined;
}

/** Writes an image, [784], 0 to 255, to *target*, [784] in [0, 1], as the network should see it this time. */
export type Augment = (image: Uint8Array, target: Float32Array) => void;

/** Everything needed to resume a training: the content of a checkpoint. */
export interface TrainingState {
  /** [weights], layer by layer. */
  readonly weights: Float32Array;
  readonly adam: AdamState;
  readonly history: readonly EpochRecord[];
  /** The weights of the epoch with the lowest validation loss, if *patience* is set. */
  readonly best?: Float32Array | undefined;
}

/** Where a training is, and how well the network did on the batch of that step, before it learned from it. */
export interface TrainingProgress {
  /** From 0. */
  readonly epoch: number;
  /** From 1 to *steps*. */
  readonly step: number;
  readonly steps: number;
  /** Mean cross-entropy, in nats. */
  readonly loss: number;
  /** In [0, 1]. */
  readonly accuracy: number;
}

export interface TrainingOptions {
  /** The state to resume from; by default, training starts from the model's own weights. */
  readonly from?: TrainingState | undefined;
  /**
   * Returns the augmentation of an *epoch* (from 0), given random numbers in [0, 1); without it, images stay unchanged.
   */
  readonly augment?: ((random: () => number, epoch: number) => Augment) | undefined;
  /** Which weights stay as they are: `trainableNetwork`'s masks. */
  readonly masks?: Readonly<Record<string, Float32Array>> | undefined;
  /** Counts the accuracies of an epoch's trained model in another way than by each image's largest probability. */
  readonly countAccuracies?: ((model: tf.LayersModel) => Pick<EpochRecord, "accuracy" | "val_accuracy">) | undefined;
  /** The compiled training kernels; without them training gives the same bits, more slowly. */
  readonly kernels?: WebAssembly.Module | undefined;
  /** Aborts after the current step, by throwing the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Awaited every few steps, so that the screen, timers and signals get a turn; training pauses until it resolves. By
   * default it yields to the event loop once.
   */
  readonly turn?: (() => Promise<void>) | undefined;
  /** Called after each step. */
  readonly onStep?: ((progress: TrainingProgress) => void) | undefined;
  /**
   * Called and awaited after each epoch: the place to save a checkpoint. *predicted*, [n], has the predictions for the
   * validation images; empty without a validation split.
   */
  readonly onEpoch?:
    ((record: EpochRecord, state: TrainingState, predicted: Uint8Array) => void | Promise<void>) | undefined;
}

/** The number of steps between two turns of the event loop, for the screen, signals and timers. */
const STEPS_PER_TURN = 20;

/**
 * Trains *model* in place to recognize *training*, and resolves to its final state: categorical cross-entropy, Adam, a
 * new seeded order in each epoch, and an evaluation on the validation split after it. Depends on no screen and no file,
 * so that the command, a worker and a test can share it. The same settings, data and model give the same weights,
 * resumed or not.
 *
 * The model's last layer must be a separate softmax: the loss is computed from the logits before it.
 * @throws RangeError, with advice, if the loss or a weight diverges; `onEpoch` got the state of the last good epoch
 */
export async function train(
  model: tf.LayersModel,
  {training, validation}: {training: Digits; validation?: Digits | undefined},
  settings: TrainingSettings,
  {from, augment, masks, countAccuracies, kernels, signal, turn = nextTurn, onStep, onEpoch}: TrainingOptions = {}
): Promise<TrainingState> {
  const {epochs, batchSize, learningRate, schedule = "constant", seed, patience} = settings;
  const network = trainableNetwork(model, masks);
  const classes = model.outputs[0]!.shape[1]!;
  const adam = createAdam(from ? from.weights : network.readWeights(), from?.adam, {kernels});
  const history = from ? [...from.history] : [];
  let best = from?.best;
  let before = history.at(-1)?.loss;
  labelsOf(training);
  const checked = validation && {labels: labelsOf(validation), images: normalize(validation.images)};
  const steps = Math.ceil(training.length / batchSize);
  const plain = augment ? undefined : batchGatherer(training, batchSize);
  const state = (): TrainingState => ({weights: adam.weights.slice(), adam: adam.state(), history: [...history], best});
  for (let epoch = history.length; epoch < epochs && !hasEnded(history, patience); ++epoch) {
    const start = performance.now();
    const random = randomStream(seed, "dropout", epoch);
    const order = shuffledOrder(training.length, randomStream(seed, "order", epoch));
    const gather = augment
      ? batchGatherer(training, batchSize, augment(randomStream(seed, "distortion", epoch), epoch))
      : plain!;
    let [loss, correct, rate] = [0, 0, 0];
    for (let step = 0; step < steps; ++step) {
      signal?.throwIfAborted();
      const batch = gather(order.subarray(step * batchSize, (step + 1) * batchSize));
      const result = network.computeGradients(batch, adam.weights, adam.gradients, random);
      before ??= result.loss;
      checkStep(result.loss, {epoch, before, learningRate});
      rate = learningRateAt(schedule, epoch * steps + step, epochs * steps, learningRate);
      adam.step(rate);
      loss += result.loss * batch.labels.length;
      correct += result.correct;
      onStep?.({epoch, step: step + 1, steps, loss: result.loss, accuracy: result.correct / batch.labels.length});
      if (step % STEPS_PER_TURN === 0) await turn();
    }
    network.assignWeights(adam.weights);
    // No loss reflects the last step, and no trained weight the moving means; absurd values in either must not be
    // saved.
    const kept = model.weights.map((weight) => weight.read().dataSync());
    checkEpoch(loss / training.length, [adam.weights, ...kept], {epoch, before: before!, learningRate}, classes);
    const answers = checked ? predictAll(model, checked.images) : new Float32Array(0);
    const validated = measure(answers, checked?.labels ?? new Uint8Array(0));
    const record = {
      epoch,
      loss: loss / training.length,
      accuracy: correct / training.length,
      val_loss: validated.loss,
      val_accuracy: validated.accuracy,
      learning_rate: rate,
      ...countAccuracies?.(model),
      seconds: (performance.now() - start) / 1000
    };
    history.push(record);
    before = record.loss;
    if (patience && bestEpoch(history) === epoch) best = adam.weights.slice();
    const predicted = Uint8Array.from({length: checked?.labels.length ?? 0}, (_, i) =>
      mostLikely(answers, i * classes, classes)
    );
    await onEpoch?.(record, state(), predicted);
  }
  network.assignWeights(best ?? adam.weights);
  return state();
}

/** Yields to the event loop once. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** Returns whether the lowest validation loss is at least *patience* epochs old. */
function hasEnded(history: readonly EpochRecord[], patience: number | undefined): boolean {
  return Boolean(patience && history.length && history.length - 1 - bestEpoch(history) >= patience);
}

/** Returns the first epoch with the lowest validation loss. */
function bestEpoch(history: readonly EpochRecord[]): number {
  return history.reduce((best, {val_loss}, epoch) => (val_loss < history[best]!.val_loss ? epoch : best), 0);
}

/** Returns a permutation of the integers from 0 to *n* − 1, determined by *random*. */
export function shuffledOrder(n: number, random: () => number): Uint32Array {
  return shuffler(random)(Uint32Array.from({length: n}, (_, i) => i));
}

/**
 * Returns mean cross-entropy (nats) and accuracy of *probabilities*, [n × classes], for *labels*, [n]; NaN if n is 0.
 */
export function measure(probabilities: Float32Array, labels: Uint8Array): {loss: number; accuracy: number} {
  const classes = probabilities.length / labels.length;
  let [loss, correct] = [0, 0];
  for (let i = 0; i < labels.length; ++i) {
    loss -= Math.log(Math.max(1e-7, probabilities[i * classes + labels[i]!]!));
    if (mostLikely(probabilities, i * classes, classes) === labels[i]) ++correct;
  }
  return {loss: loss / labels.length, accuracy: correct / labels.length};
}

/**
 * Returns a function that gathers the digits at given indices into a batch, applying *augment*. Each batch is valid
 * until the next call. Without *augment* the digits are normalized once: 3 kB per image.
 */
function batchGatherer({images, labels}: Digits, size: number, augment?: Augment): (indices: Uint32Array) => Batch {
  const normal = augment ? undefined : normalize(images);
  const room = new Float32Array(Math.min(size, labels!.length) * PIXELS);
  return (indices) => {
    const pixels = room.subarray(0, indices.length * PIXELS);
    for (const [i, index] of indices.entries()) {
      const [start, end] = [index * PIXELS, (index + 1) * PIXELS];
      if (normal) pixels.set(normal.subarray(start, end), i * PIXELS);
      else augment!(images.subarray(start, end), pixels.subarray(i * PIXELS, (i + 1) * PIXELS));
    }
    return {pixels, labels: Uint8Array.from(indices, (index) => labels![index]!)};
  };
}

function labelsOf({labels}: Digits): Uint8Array {
  if (!labels) throw new TypeError("training and validation need labels");
  return labels;
}
