import type {LayersModel} from "@tensorflow/tfjs";
import {DIGITS, isSameAlphabet, type Alphabet} from "../characters/alphabet.js";
import {countRight} from "../characters/mostLikely.js";
import type {Digits} from "../characters/digits.js";
import {normalize} from "../ink/image/grid.js";
import type {DetectorExamples} from "../readers/network/digitDetector.js";
import type {TesseractParts} from "../readers/tesseract/engine.js";
import type {EngineName} from "../readers/tesseract/settings.js";
import type {NpyArray} from "../npy.js";
import type {EpochRecord} from "../run/history.js";
import type {FaultName} from "../run/faults.js";
import type {RunAbout} from "../run/runAbout.js";
import type {Augmentation} from "./distortion/augmentation.js";
import {trainCommittee, type SavedMember} from "./committee.js";
import type {TrainingData} from "./divideTraining.js";
import {trainNaiveBayes} from "./classical/naiveBayes.js";
import {trainNearestMean} from "./classical/nearestMean.js";
import {trainQuadraticDiscriminant} from "./classical/quadraticDiscriminant.js";
import {trainFaultyRun} from "./faultyRun.js";
import {trainForest} from "./forest/trainForest.js";
import {trainLinearDiscriminant, trainSoftmaxRegression} from "./linearRun.js";
import {trainNetworkRun} from "./networkRun.js";
import {trainRules} from "./rules/trainRules.js";
import {trainTesseract} from "./tesseract/trainTesseract.js";
import type {TrainingSettings} from "./settings.js";
import type {TrainingOptions, TrainingState} from "./train.js";
import type {SvmProblem, SvmSolution} from "./vectors/libsvmModel.js";
import {trainKnn} from "./vectors/trainKnn.js";
import {trainSvm} from "./vectors/trainSvm.js";

/** A request to train a run: its model, data and settings, with facts for `run.json`. */
export interface RunRequest {
  /** A name in `TRAINERS`. */
  readonly model: string;
  readonly classes: Alphabet;
  readonly data: TrainingData;
  readonly settings: TrainingSettings;
  readonly augment?: Augmentation | undefined;
  /** A fault to train a network with on purpose: the run has its figures, and no model. */
  readonly fault?: FaultName | undefined;
  /** The runs that a committee joins. */
  readonly members?: readonly SavedMember[] | undefined;
  /** Images that the trained run is evaluated on at the end. */
  readonly test?: Digits | undefined;
  /** Fields of `run.json` that do not follow from the training. */
  readonly known: {
    readonly title?: string | undefined;
    /** Returns the command, given the number of epochs trained. */
    readonly command: (epochs: number) => string | undefined;
    readonly dataset?: RunAbout["dataset"];
    readonly machine: string;
  };
}

/** Hooks into a training. Models without epochs ignore most of them. */
export interface RunHooks extends Pick<TrainingOptions, "kernels" | "workers" | "signal" | "turn" | "onStep"> {
  /** Called with the untrained network before training; may change its weights. */
  readonly onModel?: ((model: LayersModel) => void | Promise<void>) | undefined;
  /** Called just before the first step, with the kernel of the first layer. */
  readonly onStart?: ((kernel: NpyArray) => void | Promise<void>) | undefined;
  /** Resolves to the state to resume from; called after `onModel`. */
  readonly findState?: (() => Promise<TrainingState | undefined>) | undefined;
  /** Called and awaited after each epoch, with what `train` reports and the kernel of the first layer. */
  readonly onEpoch?:
    | ((
        record: EpochRecord,
        state: TrainingState,
        seen: {readonly predicted: Uint8Array; readonly kernel: NpyArray}
      ) => void | Promise<void>)
    | undefined;
  /** Whether a training that `signal` stops ends with its last complete epoch, if any, instead of failing. */
  readonly keepsLastEpoch?: boolean | undefined;
  /** Solves the problem of a support vector machine by libsvm; a browser has none. */
  readonly solveSvm?: ((problem: SvmProblem, signal?: AbortSignal) => Promise<SvmSolution>) | undefined;
  /** Resolves to the detector's training examples, once the network is trained. */
  readonly detector?: (() => Promise<DetectorExamples>) | undefined;
  /** Loads Tesseract's program and the data of one of its engines; missing where these are not at hand. */
  readonly loadTesseract?: ((engine: EngineName) => Promise<TesseractParts>) | undefined;
}

/** The result of training a kind of model, ready to be saved. */
export interface Learned {
  readonly title: string;
  /** The files of its `model/` folder. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** Its fields of `run.json`. */
  readonly about: Partial<RunAbout> & Pick<RunAbout, "parameters" | "hyperparameters">;
  readonly dtype: string;
  /** Empty for a model without epochs. */
  readonly history: readonly EpochRecord[];
  /** The trained kernel of the first layer; undefined for a model that is no network. */
  readonly kernel?: NpyArray | undefined;
  /**
   * Resolves to the probabilities, [n × classes], of the model as saved; and of the model before rounding, if they
   * differ.
   */
  answer(images: Float32Array): Promise<{readonly kept: Float32Array; readonly before?: Float32Array}>;
}

/** A trained run, to be saved to a folder, a zip or a browser. */
export interface TrainedRun {
  readonly files: Learned["files"];
  readonly about: RunAbout;
  readonly history: readonly EpochRecord[];
  readonly kernel: NpyArray | undefined;
  /** The probabilities of the test images, [n × classes]. */
  readonly probabilities: Float32Array | undefined;
}

/** The trainers of all models, by name on the command line. */
export const TRAINERS: Readonly<Record<string, (request: RunRequest, hooks: RunHooks) => Promise<Learned>>> = {
  ann: trainNetworkRun,
  cnn: trainNetworkRun,
  "lenet-5": trainNetworkRun,
  blstm: trainNetworkRun,
  simard: trainNetworkRun,
  committee: trainCommittee,
  "nearest-mean": trainNearestMean,
  rules: trainRules,
  tesseract: trainTesseract,
  forest: trainForest,
  knn: trainKnn,
  "knn-deskewed": trainKnn,
  "naive-bayes": trainNaiveBayes,
  lda: trainLinearDiscriminant,
  qda: trainQuadraticDiscriminant,
  "softmax-regression": trainSoftmaxRegression,
  svm: trainSvm,
  "svm-deskewed": trainSvm
};

/**
 * Trains the requested run, in a command or a browser, and resolves to its files. The same request gives the same files
 * except for times.
 * @throws RangeError for an unknown model, and whatever `train` throws
 */
export async function trainRun(request: RunRequest, hooks: RunHooks = {}): Promise<TrainedRun> {
  const {model, classes, settings, fault, known, test} = request;
  const trainer = Object.hasOwn(TRAINERS, model) ? TRAINERS[model] : undefined;
  if (!trainer) throw new RangeError(`expected one of the models ${Object.keys(TRAINERS).join(", ")}, got "${model}"`);
  const started = new Date();
  const start = performance.now();
  const {title, files, about, dtype, history, kernel, answer} = await (fault
    ? trainFaultyRun(request, hooks, fault)
    : trainer(request, hooks));
  const seconds = history.length
    ? history.reduce((sum, epoch) => sum + epoch.seconds, 0)
    : (performance.now() - start) / 1000;
  const arrays = Object.entries(files).filter(([name]) => !name.endsWith(".json"));
  const weights = arrays.length ? arrays : Object.entries(files); // a model without arrays is its settings
  const answers = fault ? undefined : test && (await answer(normalize(test.images)));
  const labels = test?.labels;
  const rounding = labels &&
    answers?.before && {
      n: labels.length,
      rightBefore: countRight(answers.before, labels),
      right: countRight(answers.kept, labels)
    };
  const {parameters, hyperparameters, ...more} = about;
  return {
    files: fault ? {} : files, // a network with a fault answers nobody; its hash tells whether it was reproduced
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
      seconds: Math.round(10 * seconds) / 10,
      machine: known.machine
    },
    history,
    kernel,
    probabilities: answers?.kept
  };
}

/**
 * Resolves to the SHA-256 of the concatenated *parts*, as hex; undefined if a browser offers none, at an insecure
 * address.
 */
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
