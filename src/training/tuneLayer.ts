import type {LayersModel} from "@tensorflow/tfjs";
import {correctedRate} from "../kernels/plain/adam.js";
import {randomStream} from "../randomStream.js";
import {checkStep} from "./divergence.js";
import {describeNetwork} from "./engine/describeNetwork.js";
import {createEngine} from "./engine/network.js";
import {readWeights} from "./modelWeights.js";
import {learningRateAt} from "./engine/schedule.js";
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

/** Examples to learn from at once. */
interface Batch {
  /** [n × units] */
  readonly features: Float32Array;
  /** [n], class indices. */
  readonly labels: Uint8Array;
  /** [n × classes], rows that sum to 1. */
  readonly targets: Float32Array;
}

/**
 * Returns the weights, kernel and bias, of *head*, a dense layer and its softmax, after a training: each step on as many
 * random examples of *mine* and of *replay* as the settings say. The replay keeps what the network knew (Robins, Catastrophic
 * forgetting, rehearsal and pseudorehearsal, 1995), and so does the pull of the weights to their first values (Li, Grandvalet
 * and Davoine, Explicit inductive bias for transfer learning, 2018, https://arxiv.org/abs/1802.01483). The same arguments
 * give the same weights.
 * @throws RangeError, with advice, if the loss diverges
 */
export async function tuneLayer(
  head: LayersModel,
  {mine, replay}: {readonly mine: LayerExamples; readonly replay: LayerExamples},
  settings: TuneSettings,
  {
    kernels: module,
    signal,
    turn = nextTurn,
    onStep
  }: Pick<TrainingOptions, "kernels" | "signal" | "turn" | "onStep"> = {}
): Promise<Float32Array> {
  const {steps, learningRate, pull, seed} = settings;
  const groups = [
    {...mine, count: settings.mine},
    {...replay, count: replay.labels.length ? settings.replay : 0}
  ];
  const total = groups.reduce((sum, {count}) => sum + count, 0);
  const engine = createEngine(describeNetwork(head), {most: total, arrays: 4, module});
  const {kernels, weights, size} = engine;
  const {numbers} = kernels;
  const [first, m, v, gradients] = engine.arrays as [number, number, number, number];
  for (const array of [weights, first]) engine.write(readWeights(head), array);
  const random = randomStream(seed, "tuning");
  const gather = exampleGatherer(groups, total, engine.classes);
  let before: number | undefined;
  for (let step = 0; step < steps; ++step) {
    signal?.throwIfAborted();
    const {features, ...answers} = gather(random);
    numbers.set(features, engine.input);
    engine.prepare();
    const {loss, correct} = engine.learn({...answers, total, key: 0}, gradients);
    before ??= loss / total;
    checkStep(loss / total, {epoch: 0, before, learningRate});
    for (let i = 0; i < size; ++i)
      numbers[gradients + i] = numbers[gradients + i]! + pull * (numbers[weights + i]! - numbers[first + i]!);
    const rate = learningRateAt("cosine", step, steps, learningRate);
    kernels.adam({weights, m, v, gradients}, size, correctedRate(rate, step + 1));
    onStep?.({epoch: 0, step: step + 1, steps, loss: loss / total, accuracy: correct / total});
    if (step % STEPS_PER_TURN === 0) await turn();
  }
  return engine.read(weights);
}

/** Returns a function that draws *count* random examples of each group, *total* in all. A batch is valid until the next call. */
function exampleGatherer(
  groups: readonly (LayerExamples & {readonly count: number})[],
  total: number,
  classes: number
): (random: () => number) => Batch {
  const units = groups[0]!.features.length / groups[0]!.labels.length;
  const features = new Float32Array(total * units);
  const labels = new Uint8Array(total);
  const targets = new Float32Array(total * classes);
  return (random) => {
    targets.fill(0);
    let to = 0;
    for (const group of groups) {
      for (let k = 0; k < group.count; ++k, ++to) {
        const i = Math.floor(random() * group.labels.length);
        features.set(group.features.subarray(i * units, (i + 1) * units), to * units);
        labels[to] = group.labels[i]!;
        if (group.targets) targets.set(group.targets.subarray(i * classes, (i + 1) * classes), to * classes);
        else targets[to * classes + labels[to]!] = 1;
      }
    }
    return {features, labels, targets};
  };
}
