import type {Digits} from "../characters/digits.js";
import type {SavedModel} from "../readers/network/savedModel.js";
import type {TrainedEpoch, TrainingStart} from "../run/trainingReports.js";
import type {Augmentation} from "./augmentation.js";
import type {TrainingProgress, TrainingSettings} from "./train.js";

/** What is to be trained, and on what. */
export interface TrainingRequest {
  /** What the run is to be called. */
  readonly run: string;
  /** One of `MODELS`. */
  readonly model: string;
  readonly train: Digits;
  /** Without it, a part of *train* is held out. */
  readonly validation?: Digits | undefined;
  /** What the trained model is asked about in the end. */
  readonly test?: Digits | undefined;
  /** Learns from the first so many of *train*. */
  readonly limit?: number | undefined;
  readonly settings: TrainingSettings;
  readonly augment?: Augmentation | undefined;
}

/** A model that was trained, as a run keeps it. */
export interface TrainedModel {
  readonly saved: SavedModel;
  /** What `run.json` says of it, but for its images. */
  readonly about: TrainedAbout;
  /** What it answers to the test images, [n × 10]. */
  readonly probabilities: Float32Array | undefined;
}

export interface TrainedAbout {
  readonly title: string;
  readonly model: string;
  readonly seed: number;
  /**
   * Makes the same weights again; undefined for a training that was stopped where its settings depend on its end, and for one
   * on another backend.
   */
  readonly command: string | undefined;
  readonly parameters: number;
  /** The digest is undefined where the page's address is not a safe one, for which browsers give none. */
  readonly weights: {readonly bytes: number; readonly dtype: string; readonly sha256: string | undefined};
  readonly hyperparameters: Readonly<Record<string, unknown>>;
  readonly temperature: number;
  readonly unsureBelow: number;
}

/** To the trainer. A second training takes a second trainer. */
export type TrainerOrder =
  | {readonly kind: "train"; readonly request: TrainingRequest; readonly wasm: string}
  | {readonly kind: "pause" | "resume"}
  /** Ends the training with the last whole epoch. */
  | {readonly kind: "stop"};

/** From the trainer. */
export type TrainerReport =
  | {readonly kind: "start"; readonly start: TrainingStart}
  | {readonly kind: "step"; readonly progress: TrainingProgress}
  | {readonly kind: "epoch"; readonly epoch: TrainedEpoch}
  | {readonly kind: "done"; readonly model: TrainedModel}
  | {readonly kind: "failed"; readonly message: string};
