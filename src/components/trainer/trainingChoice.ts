import type {Augmentation} from "../../training/distortion/augmentation.js";
import type {Schedule} from "../../training/engine/schedule.js";

/** No distortion. */
export const NONE = "none";

/** The settings of a visitor's training. */
export interface TrainingChoice {
  readonly model: string;
  /** Training images. */
  readonly images: number;
  readonly epochs: number;
  readonly learningRate: number;
  readonly schedule: Schedule;
  readonly batchSize: number;
  readonly distortion: Augmentation | typeof NONE;
  readonly seed: number;
}

/** Numbers of training images to choose from, beside all. */
export const IMAGE_COUNTS = [100, 300, 1000, 3000, 10_000];

/** Settings that a run's name leaves out, and that presets do not change unless they say so. */
export const USUAL = {epochs: 10, schedule: "constant", batchSize: 128, distortion: NONE, seed: 1} as const;

/** Settings that a click fills in, and what to watch for in their curves. */
export interface Preset {
  readonly label: string;
  readonly watch: string;
  readonly choice: TrainingChoice;
}

/** Returns the presets of a site with *images* training images. */
export function presetsFor(images: number): readonly Preset[] {
  const some = (n: number) => Math.min(n, images);
  const usual: TrainingChoice = {...USUAL, model: "ann", images, learningRate: 0.001};
  return [
    {
      label: "The documents’ network",
      watch:
        "Both losses fall. When validation loss stops falling and training loss goes on, the network starts to overfit.",
      choice: {...usual, epochs: 20}
    },
    {
      label: "Too high a rate",
      watch: "The loss shoots up in the first steps and stays high: each step overshoots. Compare a rate of 0.001.",
      choice: {...usual, images: some(3000), learningRate: 0.1}
    },
    {
      label: "100 images",
      watch: "Training accuracy reaches 100 % in seconds; validation accuracy stops far below: 100 images are too few.",
      choice: {...usual, images: some(100), epochs: 50}
    },
    {
      label: "Overfit me",
      watch: "Training loss falls to zero while validation loss rises: the network memorizes its images.",
      choice: {...usual, images: some(1000), epochs: 20, learningRate: 0.003}
    }
  ];
}
