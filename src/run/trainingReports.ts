import type {NpyArray} from "../npy.js";
import type {EpochRecord} from "./history.js";

/** The facts of a training that are known when it starts. */
export interface TrainingStart {
  readonly backend: "wasm" | "cpu";
  /** The number of training images. */
  readonly training: number;
  /** [n], class indices: the labels of the validation images. */
  readonly validation: Uint8Array;
  /** The first layer's initial, random kernel. */
  readonly kernel: NpyArray;
}

/** The results of an epoch. */
export interface TrainedEpoch {
  readonly record: EpochRecord;
  /** [n], the predictions for the validation images. */
  readonly predicted: Uint8Array;
  /** The first layer's kernel. */
  readonly kernel: NpyArray;
}
