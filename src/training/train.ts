import type * as tf from "@tensorflow/tfjs";
import {randomLcg, shuffler} from "d3";
import {normalize, PIXELS} from "../ink/image/grid.js";
import type {Digits} from "../characters/digits.js";
import {predictAll} from "../readers/network/networkClassifier.js";
import {mostLikely} from "../characters/mostLikely.js";
import type {EpochRecord} from "../run/history.js";
import {createAdam, type AdamState} from "./adam.js";
import {checkEpoch, checkStep} from "./divergence.js";
import {trainableNetwork, type Batch} from "./network.js";
import {learningRateAt, type Schedule} from "./schedule.js";

export interface TrainingSettings {
  /** Passes over the training split, ≥ 1. */
  readonly epochs: number;
  /** Images in one step, ≥ 1; the last step of an epoch takes what is left. */
  readonly batchSize: number;
  /** Adam's; the highest of a schedule. */
  readonly learningRate: number;
  /** How the learning rate changes; it is constant where nothing is said. */
  readonly schedule?: Schedule;
  /** A whole number; the order of the images, their distortions and what dropout leaves out follow from it alone. */
  readonly seed: number;
  /** Ends the training where the validation loss did not fall for so many epochs, with the weights of the best one. */
  readonly patience?: number | undefined;
}

/** Puts an image, [784] of 0 to 255, into *target*, [784] in [0, 1], as the network is to see it this time. */
export type Augment = (image: Uint8Array, target: Float32Array) => void;

/** All that training needs in order to go on: what a checkpoint holds. */
export interface TrainingState {
  /** [weights], one layer after another. */
  readonly weights: Float32Array;
  readonly adam: AdamState;
  readonly history: readonly EpochRecord[];
  /** The weights after the epoch with the lowest validation loss, where a patience is set. */
  readonly best?: Float32Array | undefined;
}

export interface TrainingProgress {
  readonly epoch: number;
  readonly step: number;
  readonly steps: number;
}

export interface TrainingOptions {
  /** Where to go on from; without it, from the model's own weights. */
  readonly from?: TrainingState | undefined;
  /**
   * Returns what changes the images of an *epoch* (from 0), given its numbers in [0, 1); without it they stay as they are.
   */
  readonly augment?: ((random: () => number, epoch: number) => Augment) | undefined;
  /** The compiled training kernels; without them training gives the same bits, more slowly. */
  readonly kernels?: WebAssembly.Module | undefined;
  /** Stops after the current step, by throwing its reason. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Awaited now and then between steps, so that the screen, timers and signals get their turn; a training that waits in it
   * pauses. By default it gives the event loop one turn.
   */
  readonly turn?: (() => Promise<void>) | undefined;
  /** Called after each step. */
  readonly onStep?: ((progress: TrainingProgress) => void) | undefined;
  /**
   * Called after each epoch, and awaited: the place for a checkpoint. *predicted* is what each validation image was then
   * taken for, [n]; empty without any.
   */
  readonly onEpoch?:
    ((record: EpochRecord, state: TrainingState, predicted: Uint8Array) => void | Promise<void>) | undefined;
}

/** Steps after which the event loop gets a turn, for the screen, signals and timers. */
const STEPS_PER_TURN = 20;

/**
 * Trains *model*, in place, to recognize *training*, and returns its final state: categorical cross-entropy, Adam, a
 * new seeded order in each epoch, the validation split measured after each. Knows no screen and no file, so that the
 * command, a worker and a test share it. The same settings, data and model give the same weights, resumed or not.
 *
 * The model's last layer must be its softmax alone: the loss is computed from the logits before it.
 * @throws RangeError, with advice, when the loss or a weight grows absurd; the state of the last good epoch is what `onEpoch` saw
 */
export async function train(
  model: tf.LayersModel,
  {training, validation}: {training: Digits; validation?: Digits | undefined},
  settings: TrainingSettings,
  {from, augment, kernels, signal, turn = nextTurn, onStep, onEpoch}: TrainingOptions = {}
): Promise<TrainingState> {
  const {epochs, batchSize, learningRate, schedule = "constant", seed, patience} = settings;
  const network = trainableNetwork(model);
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
    const random = randomLcg(1 + seed * 1_000_003 + epoch);
    const order = shuffledOrder(training.length, random);
    const gather = augment ? batchGatherer(training, batchSize, augment(random, epoch)) : plain!;
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
      onStep?.({epoch, step: step + 1, steps});
      if (step % STEPS_PER_TURN === 0) await turn();
    }
    network.assignWeights(adam.weights);
    // The last step's effect shows in no loss, and means of batches in no weight that learns, yet none must be kept.
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

/** Gives the event loop a turn. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** Is the lowest validation loss further back than *patience* epochs? */
function hasEnded(history: readonly EpochRecord[], patience: number | undefined): boolean {
  return Boolean(patience && history.length && history.length - 1 - bestEpoch(history) >= patience);
}

/** Returns the first epoch with the lowest validation loss. */
function bestEpoch(history: readonly EpochRecord[]): number {
  return history.reduce((best, {val_loss}, epoch) => (val_loss < history[best]!.val_loss ? epoch : best), 0);
}

/** Returns a permutation of the numbers below *n*, decided by *random*. */
export function shuffledOrder(n: number, random: () => number): Uint32Array {
  return shuffler(random)(Uint32Array.from({length: n}, (_, i) => i));
}

/** Returns mean cross-entropy (nats) and accuracy of *probabilities*, [n × classes], for *labels*, [n]; NaN of none. */
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
 * Returns what makes batches, each until the next one, of digits by their indices, as *augment* leaves them. Without it
 * the digits are normalized once: 3 kB an image.
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
