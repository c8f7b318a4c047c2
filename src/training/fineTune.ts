import type {LayersModel} from "@tensorflow/tfjs";
import type {Alphabet} from "../characters/alphabet.js";
import {countRight} from "../characters/mostLikely.js";
import {normalize} from "../ink/image/grid.js";
import {loadModel} from "../readers/network/artifacts.js";
import {cutLastLayer} from "../readers/network/lastLayer.js";
import {predictAll} from "../readers/network/networkClassifier.js";
import type {SavedModel} from "../readers/network/savedModel.js";
import {withLayerWeights} from "../readers/network/savedLayer.js";
import {compareMistakes, sumMistakes, type MistakeChange} from "../stats/mistakes.js";
import {fitTemperature} from "../stats/temperature.js";
import {assignWeights, readWeights} from "./modelWeights.js";
import type {TrainingOptions} from "./train.js";
import {
  applyTo,
  divideDrawings,
  examplesAt,
  rowsAt,
  withCopies,
  type Labeled,
  type LayerExamples
} from "./tuneExamples.js";
import {TUNING, tuneLayer, type TuneSettings} from "./tuneLayer.js";

/** A request to tune a network on a visitor's drawings. */
export interface FineTuneRequest {
  /** The name of the run, for errors. */
  readonly run: string;
  readonly saved: SavedModel;
  readonly classes: Alphabet;
  /** The visitor's characters, labeled as the visitor says. */
  readonly mine: Labeled;
  /** [mine], the drawing that each character is part of. */
  readonly drawings: readonly number[];
  /** Training images of the data set, which the network is to go on reading. */
  readonly replay: Labeled;
  /** Images by which the tuning goes only so far as costs no accuracy, and the network stays as sure as it was. */
  readonly validation?: Labeled | undefined;
  /** Images that nothing is chosen by. */
  readonly test?: Labeled | undefined;
  readonly settings?: Partial<TuneSettings> | undefined;
}

/** A tuned network. */
export interface FineTuned {
  /** The network's files; only the weights of one layer differ. */
  readonly saved: SavedModel;
  /** The name of that layer. */
  readonly layer: string;
  /** Mistakes on the visitor's characters, each read by a network that was tuned on the other drawings. */
  readonly mine: MistakeChange;
  /** Mistakes on the test images. */
  readonly test: MistakeChange | undefined;
}

export type FineTuneHooks = Pick<TrainingOptions, "kernels" | "signal" | "turn"> & {
  /** Called with the share that is done, in [0, 1]. */
  readonly onProgress?: ((share: number) => void) | undefined;
};

/** The most training images that are replayed, the first ones: about 1 MB to load for a page. */
export const MAX_REPLAY = 4000;

/** The drawings are divided into this many parts; each is read by a network tuned on the others. */
const FOLDS = 5;

/**
 * How far the weights go from their first values to the tuned ones: the largest of these shares at which at most 0.05 %
 * more of the validation images and their distorted copies are misread, or else the last (Wortsman et al., Robust
 * fine-tuning of zero-shot models, 2022, https://arxiv.org/abs/2109.01903). Undistorted images of the same collection
 * don't tell what is lost on those of other people: there the mistakes fell while they doubled elsewhere.
 */
const SHARES = [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1] as const;
const MORE_MISREAD = 0.0005;

/** Distorted copies of each replayed image and of each validation image, at the full strength of the distortion. */
const [REPLAY_COPIES, VALIDATION_COPIES, STRENGTH] = [1, 2, 1];

/**
 * A network that reads fewer of the replayed images was trained on other ones. Their labels would teach it these, so it
 * replays its own answers to them (Li and Hoiem, Learning without forgetting, 2016, https://arxiv.org/abs/1606.09282).
 */
const KNOWN = 0.98;

/** The share of the work, roughly, that computing the inputs of the last layer takes. */
const INPUTS_SHARE = 0.3;

/**
 * Tunes the last layer of a saved network on a visitor's drawings, and resolves to its files, with the mistakes before and
 * after. All other layers stay as they are, to the bit; so the inputs of the last one are computed once. The same request
 * gives the same files in a command and in a browser.
 * @throws TypeError for a network without a last dense layer and softmax, InputError for files that are no network,
 * RangeError for a tuning that diverges
 */
export async function fineTune(request: FineTuneRequest, hooks: FineTuneHooks = {}): Promise<FineTuned> {
  const model = await loadModel(request.saved, request.run, request.classes.length);
  try {
    const {layer, body, head} = cutLastLayer(model);
    const tuned = await tuneHead({body, head}, request, hooks);
    head.dispose();
    return {...tuned, layer, saved: withLayerWeights(request.saved, layer, tuned.weights, request.run)};
  } finally {
    model.dispose();
  }
}

/** Tunes *head* as `fineTune` says, and resolves to its weights with the mistakes before and after. */
async function tuneHead(
  {body, head}: {readonly body: LayersModel; readonly head: LayersModel},
  {mine, drawings, replay, validation, test, settings: changed}: FineTuneRequest,
  {onProgress, turn, ...hooks}: FineTuneHooks
): Promise<Pick<FineTuned, "mine" | "test"> & {weights: Float32Array}> {
  const settings = {...TUNING, ...changed};
  const inputsOf = async ({images, labels}: Labeled) => {
    await turn?.();
    hooks.signal?.throwIfAborted();
    return {features: predictAll(body, normalize(images)), labels};
  };
  const written = await inputsOf(withCopies(mine, settings, hooks.kernels));
  const {seed} = settings;
  const harder = (digits: Labeled, copies: number) =>
    withCopies(digits, {copies, distortion: STRENGTH, seed}, hooks.kernels);
  const known = withOwnAnswers(await inputsOf(harder(replay, REPLAY_COPIES)), head);
  const checked = validation && (await inputsOf(harder(validation, VALIDATION_COPIES)));
  const tested = test && (await inputsOf(test));
  const plain = examplesAt(written, [...mine.labels.keys()]);
  const original = readWeights(head);
  const [before, testedBefore] = [applyTo(head, plain.features), tested && applyTo(head, tested.features)];
  const settle = checked ? settler(head, checked) : (weights: Float32Array) => weights;

  const folds = divideDrawings(drawings, FOLDS, settings.seed);
  /** Tunes the original layer on all characters but those in *held*, and resolves to its weights. */
  const tuneWithout = async (held: readonly number[], round: number) => {
    const isHeld = new Set(held);
    const kept = [...written.labels.keys()].filter((k) => !isHeld.has(k % mine.length));
    const onStep = ({step, steps}: {step: number; steps: number}) =>
      onProgress?.(INPUTS_SHARE + ((1 - INPUTS_SHARE) * (round + step / steps)) / (folds.length + 1));
    assignWeights(head, original);
    const examples = {mine: examplesAt(written, kept), replay: known};
    const weights = settle(await tuneLayer(head, examples, settings, {...hooks, turn, onStep}));
    assignWeights(head, weights);
    return weights;
  };

  const changes: MistakeChange[] = [];
  for (const [round, fold] of folds.entries()) {
    await tuneWithout(fold, round);
    const {features, labels} = examplesAt(plain, fold);
    changes.push(compareMistakes(rowsAt(before, fold, head.outputs[0]!.shape[1]!), applyTo(head, features), labels));
  }
  return {
    weights: await tuneWithout([], folds.length),
    mine: sumMistakes(changes),
    test: tested && compareMistakes(testedBefore!, applyTo(head, tested.features), tested.labels)
  };
}

/**
 * Returns a function from tuned weights of *head* to those in use: on the way from the weights that it has now, as far as
 * `SHARES` says, and divided by the temperature that keeps the mean confidence where it was.
 */
function settler(head: LayersModel, {features, labels}: LayerExamples): (tuned: Float32Array) => Float32Array {
  const first = readWeights(head);
  const measureAt = (weights: Float32Array) => {
    assignWeights(head, weights);
    const probabilities = applyTo(head, features);
    return {
      misread: labels.length - countRight(probabilities, labels),
      temperature: () => fitTemperature(logitsOf(probabilities), labels)
    };
  };
  const start = measureAt(first);
  const temperature = start.temperature();
  return (tuned) => {
    const atShare = (share: number) => tuned.map((weight, i) => first[i]! + share * (weight - first[i]!));
    const isHarmless = (share: number) =>
      measureAt(atShare(share)).misread - start.misread <= MORE_MISREAD * labels.length;
    const weights = atShare(SHARES.find(isHarmless) ?? SHARES.at(-1)!);
    const factor = temperature / measureAt(weights).temperature();
    return weights.map((weight) => factor * weight);
  };
}

/** Returns *examples* with the answers of *head* as targets, unless it knows their labels. */
function withOwnAnswers(examples: LayerExamples, head: LayersModel): LayerExamples {
  const targets = applyTo(head, examples.features);
  const isKnown = countRight(targets, examples.labels) >= KNOWN * examples.labels.length;
  return isKnown ? examples : {...examples, targets};
}

/** Returns logits of *probabilities*, up to a constant in each row. */
function logitsOf(probabilities: Float32Array): Float32Array {
  return probabilities.map((p) => Math.log(Math.max(p, 1e-30)));
}
