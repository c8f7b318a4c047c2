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
  | {readonly kind: "done"; readonly run: TrainedRun}
  | {readonly kind: "failed"; readonly message: string};
