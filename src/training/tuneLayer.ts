import type {LayersModel} from "@tensorflow/tfjs";
import {randomStream} from "../randomStream.js";
import {createAdam} from "./adam.js";
import {checkStep} from "./divergence.js";
import {trainableNetwork, type Batch} from "./network.js";
import {learningRateAt} from "./schedule.js";
import {nextTurn, type TrainingOptions} from "./train.js";
import type {LayerExamples} from "./tuneExamples.js";

/** How a network's last layer is tuned. */
export interface TuneSettings {
  readonly steps: number;
  /** Adam's learning rate at the first step; it falls to almost 0 along a cosine. */
  readonly learningRate: number;
  /** How many examples of a step are the visitor's characters, and how many are images of the data set. */
  readonly mine: number;
  readonly replay: number;
  /** The pull of each weight back to its first value, per step and distance. */
  readonly pull: number;
  /** Distorted copies of each character, beside the character itself. */
  readonly copies: number;
  /** The strength of the distortion, relative to `DISTORTION`. */
  readonly distortion: number;
  /** An integer that alone determines copies, examples and folds. */
  readonly seed: number;
}

/**
 * The settings of the site and the command. Chosen with the runs `cnn` and `ann` on the training and validation writers of
 * UNIPEN and Pendigits, who wrote nothing that these runs learned from, with Kaggle's splits. Tuning the last two layers
 * instead gained nothing, nor did 30 % of dropout, twice the steps or twice the replay.
 */
export const TUNING: TuneSettings = {
  steps: 300,
  learningRate: 0.003,
  mine: 32,
  replay: 96,
  pull: 0.03,
  copies: 20,
  distortion: 0.7,
  seed: 1
};

/** The number of steps between two turns of the event loop. */
const STEPS_PER_TURN = 20;

/**
 * Trains *head*, a dense layer and its softmax, in place: each step on as many random examples of *mine* and of *replay* as
 * the settings say. The replay keeps what the network knew (Robins, Catastrophic forgetting, rehearsal and pseudorehearsal,
 * 1995), and so does the pull of the weights to their first values (Li, Grandvalet and Davoine, Explicit inductive bias for
 * transfer learning, 2018, https://arxiv.org/abs/1802.01483). Resolves to the weights, kernel and bias. The same arguments
 * give the same weights.
 * @throws RangeError, with advice, if the loss diverges
 */
export async function tuneLayer(
  head: LayersModel,
  {mine, replay}: {readonly mine: LayerExamples; readonly replay: LayerExamples},
  settings: TuneSettings,
  {kernels, signal, turn = nextTurn, onStep}: Pick<TrainingOptions, "kernels" | "signal" | "turn" | "onStep"> = {}
): Promise<Float32Array> {
  const {steps, learningRate, pull, seed} = settings;
  const network = trainableNetwork(head);
  const first = network.readWeights();
  const adam = createAdam(first, undefined, {kernels});
  const random = randomStream(seed, "tuning");
  const gather = exampleGatherer(
    [
      {...mine, count: settings.mine},
      {...replay, count: replay.labels.length ? settings.replay : 0}
    ],
    head.outputs[0]!.shape[1]!
  );
  let before: number | undefined;
  for (let step = 0; step < steps; ++step) {
    signal?.throwIfAborted();
    const batch = gather(random);
    const {loss, correct} = network.computeGradients(batch, adam.weights, adam.gradients, random);
    before ??= loss;
    checkStep(loss, {epoch: 0, before, learningRate});
    for (let i = 0; i < first.length; ++i) adam.gradients[i]! += pull * (adam.weights[i]! - first[i]!);
    adam.step(learningRateAt("cosine", step, steps, learningRate));
    onStep?.({epoch: 0, step: step + 1, steps, loss, accuracy: correct / batch.labels.length});
    if (step % STEPS_PER_TURN === 0) await turn();
  }
  network.assignWeights(adam.weights);
  return adam.weights.slice();
}

/** Returns a function that draws *count* random examples of each group. A batch is valid until the next call. */
function exampleGatherer(
  groups: readonly (LayerExamples & {readonly count: number})[],
  classes: number
): (random: () => number) => Batch {
  const total = groups.reduce((sum, {count}) => sum + count, 0);
  const units = groups[0]!.features.length / groups[0]!.labels.length;
  const pixels = new Float32Array(total * units);
  const labels = new Uint8Array(total);
  const targets = new Float32Array(total * classes);
  return (random) => {
    targets.fill(0);
    let to = 0;
    for (const group of groups) {
      for (let k = 0; k < group.count; ++k, ++to) {
        const i = Math.floor(random() * group.labels.length);
        pixels.set(group.features.subarray(i * units, (i + 1) * units), to * units);
        labels[to] = group.labels[i]!;
        if (group.targets) targets.set(group.targets.subarray(i * classes, (i + 1) * classes), to * classes);
        else targets[to * classes + labels[to]!] = 1;
      }
    }
    return {pixels, labels, targets};
  };
}
