import type {NpyArray} from "../npy.js";
import type {EpochRecord} from "./history.js";

/** What is known of a training when it starts. */
export interface TrainingStart {
  readonly backend: "wasm" | "cpu";
  /** Images that it learns from. */
  readonly training: number;
  /** [n], 0 to 9: the truth of the images that it is measured by. */
  readonly validation: Uint8Array;
  /** The first layer's kernel, at random. */
  readonly kernel: NpyArray;
}

/** What is known of a training after an epoch. */
export interface TrainedEpoch {
  readonly record: EpochRecord;
  /** What each validation image was then taken for, [n]. */
  readonly predicted: Uint8Array;
  /** The first layer's kernel. */
  readonly kernel: NpyArray;
}
