import type * as tf from "@tensorflow/tfjs";
import type {Digits} from "../characters/digits.js";
import {mostLikely} from "../characters/mostLikely.js";
import {normalize} from "../ink/image/grid.js";
import type {EpochRecord} from "../run/history.js";
import type {Augmentation} from "./distortion/augmentation.js";
import {startCrew, type Workers} from "./crew/crew.js";
import {ALONE} from "./crew/exchange.js";
import {checkEpoch, checkStep} from "./divergence.js";
import {describeNetwork} from "./engine/describeNetwork.js";
import type {LearnedState, TrainingJob} from "./engine/job.js";
import {packedSize} from "./engine/network.js";
import {createSteps, FIGURES, type StepResult, type Steps} from "./engine/steps.js";
import {measure} from "./measure.js";
import {assignWeights, readWeights} from "./modelWeights.js";
import type {TrainingSettings} from "./settings.js";

/** Everything needed to resume a training: the content of a checkpoint. */
export interface TrainingState extends LearnedState {
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
  /** How the training images are distorted, anew in each epoch; without it, they stay unchanged. */
  readonly augment?: Augmentation | undefined;
  /** Which weights stay as they are: `describeNetwork`'s masks. */
  readonly masks?: Readonly<Record<string, Float32Array>> | undefined;
  /** Counts the accuracies of an epoch's trained model in another way than by each image's largest probability. */
  readonly countAccuracies?: ((model: tf.LayersModel) => Pick<EpochRecord, "accuracy" | "val_accuracy">) | undefined;
  /** The compiled kernels; without them training gives the same bits, more slowly. */
  readonly kernels?: WebAssembly.Module | undefined;
  /** The workers that share each step; without them this thread computes all of it, with the same bits. */
  readonly workers?: Workers | undefined;
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
 * resumed or not, on any number of cores.
 *
 * The model's last layer must be a separate softmax: the loss is computed from the logits before it.
 * @throws RangeError, with advice, if the loss or a weight diverges; `onEpoch` got the state of the last good epoch
 */
export async function train(
  model: tf.LayersModel,
  {training, validation}: {training: Digits; validation?: Digits | undefined},
  settings: TrainingSettings,
  options: TrainingOptions = {}
): Promise<TrainingState> {
  const {from, augment, masks, kernels, workers, signal} = options;
  const weights = from?.weights ?? readWeights(model);
  const start = from ?? {weights, adam: {m: zerosLike(weights), v: zerosLike(weights), step: 0}};
  const {adam, averaged, history = [], best}: Partial<TrainingState> & LearnedState = start;
  const job: TrainingJob = {
    network: describeNetwork(model, masks),
    training: checkLabels(training),
    settings,
    augment,
    start: {weights, adam, averaged},
    trained: history.length
  };
  const checked = validation && checkLabels(validation);
  const lengths = {values: packedSize(job.network), figures: FIGURES};
  const crew = workers && (await startCrew(workers, {request: job, lengths, kernels}, signal));
  try {
    const steps = createSteps(job, crew?.exchange ?? ALONE, kernels);
    const state = await trainEpochs(model, job, steps, {history, best, validation: checked}, options);
    assignWeights(model, state.best ?? steps.weights());
    return state;
  } finally {
    await crew?.stop();
  }
}

/** Takes the epochs that are left, and resolves to the state after them. */
async function trainEpochs(
  model: tf.LayersModel,
  {training, settings}: TrainingJob,
  steps: Steps,
  before: Pick<TrainingState, "history" | "best"> & {readonly validation: Digits | undefined},
  {countAccuracies, signal, turn = nextTurn, onStep, onEpoch}: TrainingOptions
): Promise<TrainingState> {
  const {epochs, learningRate, patience} = settings;
  const {images, labels} = before.validation ?? {images: new Uint8Array(0), labels: new Uint8Array(0)};
  const checked = normalize(images);
  const classes = model.outputs[0]!.shape[1]!;
  const history = [...before.history];
  let {best} = before;
  let lastLoss = history.at(-1)?.loss;
  for (let epoch = history.length; epoch < epochs && !hasEnded(history, patience); ++epoch) {
    const start = performance.now();
    const sum = {loss: 0, correct: 0, rate: 0};
    signal?.throwIfAborted();
    await steps.takeEpoch(epoch, async (result) => {
      const progress = progressOf(result);
      lastLoss ??= progress.loss;
      checkStep(progress.loss, {epoch, before: lastLoss, learningRate});
      sum.loss += result.loss;
      sum.correct += result.correct;
      sum.rate = result.learningRate;
      onStep?.(progress);
      if ((result.step - 1) % STEPS_PER_TURN === 0) await turn();
      signal?.throwIfAborted();
    });
    const [loss, weights] = [sum.loss / training.length, steps.weights()];
    // No loss reflects the last step; absurd values must not be saved.
    checkEpoch(loss, [weights], {epoch, before: lastLoss!, learningRate}, classes);
    if (countAccuracies) assignWeights(model, weights);
    const answers = steps.answer(checked);
    const validated = measure(answers, labels!);
    const record = {
      epoch,
      loss,
      accuracy: sum.correct / training.length,
      val_loss: validated.loss,
      val_accuracy: validated.accuracy,
      learning_rate: sum.rate,
      ...countAccuracies?.(model),
      seconds: (performance.now() - start) / 1000
    };
    history.push(record);
    lastLoss = loss;
    if (patience && bestEpoch(history) === epoch) best = weights;
    const predicted = Uint8Array.from(labels!, (_, i) => mostLikely(answers, i * classes, classes));
    await onEpoch?.(record, {...steps.learned(), history: [...history], best}, predicted);
  }
  return {...steps.learned(), history, best};
}

/** Yields to the event loop once. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

function progressOf({epoch, step, steps, images, loss, correct}: StepResult): TrainingProgress {
  return {epoch, step, steps, loss: loss / images, accuracy: correct / images};
}

/** Returns whether the lowest validation loss is at least *patience* epochs old. */
function hasEnded(history: readonly EpochRecord[], patience: number | undefined): boolean {
  return Boolean(patience && history.length && history.length - 1 - bestEpoch(history) >= patience);
}

/** Returns the first epoch with the lowest validation loss. */
function bestEpoch(history: readonly EpochRecord[]): number {
  return history.reduce((best, {val_loss}, epoch) => (val_loss < history[best]!.val_loss ? epoch : best), 0);
}

function zerosLike({length}: Float32Array): Float32Array {
  return new Float32Array(length);
}

function checkLabels(digits: Digits): Digits {
  if (!digits.labels) throw new TypeError("training and validation need labels");
  return digits;
}
