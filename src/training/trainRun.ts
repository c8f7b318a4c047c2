import type {LayersModel} from "@tensorflow/tfjs";
import {DIGITS, isSameAlphabet, type Alphabet} from "../characters/alphabet.js";
import {countRight} from "../characters/mostLikely.js";
import type {Digits} from "../characters/digits.js";
import {normalize} from "../ink/image/grid.js";
import type {DetectorExamples} from "../readers/network/digitDetector.js";
import type {NpyArray} from "../npy.js";
import type {EpochRecord} from "../run/history.js";
import type {RunAbout} from "../run/runAbout.js";
import type {Augmentation} from "./augmentation.js";
import type {TrainingData} from "./divideTraining.js";
import {trainNearestMean} from "./nearestMean.js";
import {trainNetworkRun} from "./networkRun.js";
import type {TrainingOptions, TrainingSettings, TrainingState} from "./train.js";

/** What is to be trained, on what, and what is known of it before. */
export interface RunRequest {
  /** A name in `TRAINERS`. */
  readonly model: string;
  readonly classes: Alphabet;
  readonly data: TrainingData;
  readonly settings: TrainingSettings;
  readonly augment?: Augmentation | undefined;
  /** Images that the trained run answers in the end. */
  readonly test?: Digits | undefined;
  /** What `run.json` says of it that does not follow from the training. */
  readonly known: {
    readonly title?: string | undefined;
    /** Given how many epochs it was trained for. */
    readonly command: (epochs: number) => string | undefined;
    readonly dataset?: RunAbout["dataset"];
    readonly machine: string;
  };
}

/** What may be done while a run is trained; `nearest-mean` learns at once, and heeds none. */
export interface RunHooks extends Pick<TrainingOptions, "kernels" | "signal" | "turn" | "onStep"> {
  /** Called with the untrained network, whose weights it may change, before anything is learned. */
  readonly onModel?: ((model: LayersModel) => void | Promise<void>) | undefined;
  /** Called when the first step is about to be taken, with the kernel of the first layer. */
  readonly onStart?: ((kernel: NpyArray) => void | Promise<void>) | undefined;
  /** Resolves to where the training goes on from; called after `onModel`. */
  readonly findState?: (() => Promise<TrainingState | undefined>) | undefined;
  /** Called after each epoch, and awaited, with the kernel of the first layer beside what `train` tells. */
  readonly onEpoch?:
    | ((
        record: EpochRecord,
        state: TrainingState,
        seen: {readonly predicted: Uint8Array; readonly kernel: NpyArray}
      ) => void | Promise<void>)
    | undefined;
  /** Does a training that `signal` stops end with its last whole epoch, if there is one, instead of failing? */
  readonly keepsLastEpoch?: boolean | undefined;
  /** Gives what a detector learns from, once the network has learned. */
  readonly detector?: (() => Promise<DetectorExamples>) | undefined;
}

/** What a kind of model learned, ready to be kept. */
export interface Learned {
  readonly title: string;
  /** The files of its `model/` folder. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** What `run.json` says of it. */
  readonly about: Partial<RunAbout> & Pick<RunAbout, "parameters" | "hyperparameters">;
  readonly dtype: string;
  /** Empty where nothing was learned by epochs. */
  readonly history: readonly EpochRecord[];
  /** Of the first layer, as it was learned; undefined for what is no network. */
  readonly kernel?: NpyArray | undefined;
  /** Resolves to its answers, [n × classes], as it is kept; and before its weights were rounded, where that differs. */
  answer(images: Float32Array): Promise<{readonly kept: Float32Array; readonly before?: Float32Array}>;
}

/** A run that was trained: what becomes of it in a folder, a zip or a browser. */
export interface TrainedRun {
  readonly files: Learned["files"];
  readonly about: RunAbout;
  readonly history: readonly EpochRecord[];
  readonly kernel: NpyArray | undefined;
  /** Its answers to the test images, [n × classes]. */
  readonly probabilities: Float32Array | undefined;
}

/** What can be trained, by its name on the command line. */
export const TRAINERS: Readonly<Record<string, (request: RunRequest, hooks: RunHooks) => Promise<Learned>>> = {
  ann: trainNetworkRun,
  cnn: trainNetworkRun,
  "nearest-mean": trainNearestMean
};

/**
 * Trains a run as *request*ed, for a command and a browser alike, and resolves to all of its files. The same request gives
 * the same files but for its times.
 * @throws RangeError for a model that is not known; and what `train` throws
 */
export async function trainRun(request: RunRequest, hooks: RunHooks = {}): Promise<TrainedRun> {
  const {model, classes, settings, known, test} = request;
  const trainer = Object.hasOwn(TRAINERS, model) ? TRAINERS[model] : undefined;
  if (!trainer) throw new RangeError(`expected one of the models ${Object.keys(TRAINERS).join(", ")}, got "${model}"`);
  const started = new Date();
  const {title, files, about, dtype, history, kernel, answer} = await trainer(request, hooks);
  const weights = Object.entries(files).filter(([name]) => !name.endsWith(".json"));
  const answers = test && (await answer(normalize(test.images)));
  const labels = test?.labels;
  const rounding = labels &&
    answers?.before && {
      n: labels.length,
      rightBefore: countRight(answers.before, labels),
      right: countRight(answers.kept, labels)
    };
  const {parameters, hyperparameters, ...more} = about;
  return {
    files,
    about: {
      title: known.title ?? title,
      model,
      ...(more.kind && {kind: more.kind}),
      ...(isSameAlphabet(classes, DIGITS) ? {} : {classes: [...classes]}),
      seed: settings.seed,
      command: known.command(history.length),
      parameters,
      weights: {
        bytes: weights.reduce((sum, [, {length}]) => sum + length, 0),
        dtype,
        sha256: await sha256Of(weights.map(([, bytes]) => bytes)),
        ...(rounding && {rounding})
      },
      ...(known.dataset && {dataset: known.dataset}),
      hyperparameters,
      ...more,
      started: started.toISOString(),
      seconds: Math.round(10 * history.reduce((sum, {seconds}) => sum + seconds, 0)) / 10,
      machine: known.machine
    },
    history,
    kernel,
    probabilities: answers?.kept
  };
}

/** Resolves to the SHA-256 of *parts*, one after another, as hex; undefined where a browser gives none: an unsafe address. */
async function sha256Of(parts: readonly Uint8Array[]): Promise<string | undefined> {
  const bytes = new Uint8Array(parts.reduce((sum, {length}) => sum + length, 0));
  let start = 0;
  for (const part of parts) {
    bytes.set(part, start);
    start += part.length;
  }
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle;
  const hash = await subtle?.digest("SHA-256", bytes);
  return hash && Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
