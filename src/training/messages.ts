import type {Alphabet} from "../characters/alphabet.js";
import type {Digits} from "../characters/digits.js";
import type {TrainedEpoch, TrainingStart} from "../run/trainingReports.js";
import type {Augmentation} from "./augmentation.js";
import type {TrainingProgress, TrainingSettings} from "./train.js";
import type {TrainedRun} from "./trainRun.js";

/** What is to be trained, and on what. */
export interface TrainingRequest {
  /** What the run is to be called. */
  readonly run: string;
  /** One of `TRAINERS`. */
  readonly model: string;
  /** What it learns to tell apart, in the order of the labels. */
  readonly classes: Alphabet;
  readonly train: Digits;
  /** Without it, a part of *train* is held out. */
  readonly validation?: Digits | undefined;
  /** What the trained model is asked about in the end. */
  readonly test?: Digits | undefined;
  /** Learns from the first so many of *train*. */
  readonly limit?: number | undefined;
  readonly settings: TrainingSettings;
  readonly augment?: Augmentation | undefined;
  /** What `run.json` says of the data set. */
  readonly dataset: {readonly name: string; readonly title: string; readonly sha256: string};
}

/** Where the parts are that the trainer loads; absolute. */
export interface TrainerAddresses {
  /** The wasm backend's binary. */
  readonly wasm: string;
  /** The compiled training kernels. */
  readonly kernels: string;
}

/** What is told of a training while it goes on. */
export interface TrainingListener {
  onStart(start: TrainingStart): void | Promise<void>;
  /** About ten times a second. */
  onStep(progress: TrainingProgress): void | Promise<void>;
  onEpoch(epoch: TrainedEpoch): void | Promise<void>;
}

/** A training that goes on. */
export interface StartedTraining {
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Ends it with the last whole epoch. */
  stop(): Promise<void>;
  /** Resolves to the trained run; rejects, saying why, where there is none. */
  finish(): Promise<TrainedRun>;
}

/** What the page may ask of the worker that trains. */
export interface TrainerApi {
  /** Starts a training, and resolves to what steers it. */
  start(request: TrainingRequest, addresses: TrainerAddresses, listener: TrainingListener): Promise<StartedTraining>;
}
