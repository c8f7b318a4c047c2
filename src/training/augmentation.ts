import {createDistorter, DISTORTION, type DistortionOptions} from "../characters/distort.js";
import type {TrainingOptions} from "./train.js";

/** How much training images are distorted over the epochs: always as much, or less and less in the last third. */
export const AUGMENTATIONS = ["constant", "fading"] as const;
export type Augmentation = (typeof AUGMENTATIONS)[number];

/** The part of a training after which fading distortions get weaker, and what is left of them at its end. */
const [FADE_FROM, FADE_TO] = [2 / 3, 0.25];

/**
 * Returns how much the images of an *epoch* (from 0) of so many *epochs* are distorted. Where distortions fade, the
 * network ends on images that are nearly as they are: those that it will be asked about.
 */
export function distortionAt(how: Augmentation, epoch: number, epochs: number): DistortionOptions {
  const faded = Math.max(0, (epoch + 1) / epochs - FADE_FROM) / (1 - FADE_FROM);
  const strength = how === "fading" ? 1 - faded * (1 - FADE_TO) : 1;
  const {smoothness, ...amounts} = DISTORTION;
  const weaker = Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, strength * amount]));
  return {...(weaker as typeof amounts), smoothness};
}

/** Returns how `train` is to change the images of a training of so many *epochs*; undefined where nothing is said. */
export function augmentation(how: Augmentation | undefined, epochs: number): TrainingOptions["augment"] {
  return how && ((random, epoch) => createDistorter(random, distortionAt(how, epoch, epochs)));
}
