import type {Alphabet} from "../characters/alphabet.js";
import type {Digits} from "../characters/digits.js";
import type {TrainedEpoch, TrainingStart} from "../run/trainingReports.js";
import type {Augmentation} from "./distortion/augmentation.js";
import type {FineTuned, FineTuneRequest} from "./fineTune.js";
import type {TrainingSettings} from "./settings.js";
import type {TrainingProgress} from "./train.js";
import type {TrainedRun} from "./trainRun.js";

/** A request to train a model in the browser. */
export interface TrainingRequest {
  /** The name of the new run. */
  readonly run: string;
  /** One of `TRAINERS`. */
  readonly model: string;
  /** The classes to learn, in the order of the labels. */
  readonly classes: Alphabet;
  readonly train: Digits;
  /** If missing, a part of *train* is held out. */
  readonly validation?: Digits | undefined;
  /** Images that the trained model is evaluated on at the end. */
  readonly test?: Digits | undefined;
  /** Trains on only this many of the first images of *train*. */
  readonly limit?: number | undefined;
  readonly settings: TrainingSettings;
  readonly augment?: Augmentation | undefined;
  /** The data set's fields in `run.json`. */
  readonly dataset: {readonly name: string; readonly title: string; readonly sha256: string};
}

/** The absolute addresses of files that the trainer loads. */
export interface TrainerAddresses {
  /** The wasm backend's binary. */
  readonly wasm: string;
  /** The compiled training kernels. */
  readonly kernels: string;
  /** The module of the workers that share a training. */
  readonly follower: string;
}

/** Callbacks for a training's progress. */
export interface TrainingListener {
  onStart(start: TrainingStart): void | Promise<void>;
  /** Called about ten times a second, with the means of loss and accuracy over the steps since the last call. */
  onStep(progress: TrainingProgress): void | Promise<void>;
  onEpoch(epoch: TrainedEpoch): void | Promise<void>;
}

/** A running training. */
export interface StartedTraining {
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Ends the training with the last complete epoch. */
  stop(): Promise<void>;
  /** Resolves to the trained run; rejects with the reason if there is none. */
  finish(): Promise<TrainedRun>;
}

/** A running fine-tuning. */
export interface StartedTuning {
  /** Ends it; `finish` then rejects. */
  cancel(): Promise<void>;
  /** Resolves to the tuned network; rejects with the reason if there is none. */
  finish(): Promise<FineTuned>;
}

/** The functions of the training worker that the page calls. */
export interface TrainerApi {
  /** Starts a training, and resolves to its controls. */
  start(request: TrainingRequest, addresses: TrainerAddresses, listener: TrainingListener): Promise<StartedTraining>;
  /** Starts a fine-tuning, and resolves to its controls. Calls *onProgress* with the share that is done, in [0, 1]. */
  fineTune(
    request: FineTuneRequest,
    addresses: TrainerAddresses,
    onProgress: (share: number) => void | Promise<void>
  ): Promise<StartedTuning>;
}
