import type {Digits} from "../../characters/digits.js";
import type {Augmentation} from "../distortion/augmentation.js";
import type {TrainingSettings} from "../settings.js";
import type {NetworkPlan} from "./networkPlan.js";

/** Adam's state: the moments of each weight, and the number of steps taken. */
export interface AdamState {
  /** [weights] */
  readonly m: Float32Array;
  /** [weights] */
  readonly v: Float32Array;
  readonly step: number;
}

/** What is learned, between two epochs. All arrays are in the model's order. */
export interface LearnedState {
  readonly weights: Float32Array;
  readonly adam: AdamState;
  /** The mean of the weights over the last steps, if the settings ask for it. */
  readonly averaged?: Float32Array | undefined;
}

/** Everything that a worker needs to take part in a training, as plain data. */
export interface TrainingJob {
  readonly network: NetworkPlan;
  readonly training: Digits;
  readonly settings: TrainingSettings;
  readonly augment: Augmentation | undefined;
  /** Where the training begins, or goes on. */
  readonly start: LearnedState;
  /** How many epochs it has behind it. */
  readonly trained: number;
}
