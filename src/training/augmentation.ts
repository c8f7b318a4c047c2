import {createDistorter, DISTORTION, type DistortionOptions} from "../characters/distort.js";
import type {TrainingOptions} from "./train.js";

/** How the distortion of training images changes over the epochs: constant, or fading in the last third. */
export const AUGMENTATIONS = ["constant", "fading"] as const;
export type Augmentation = (typeof AUGMENTATIONS)[number];

/** The share of a training after which distortions fade, and the share of their strength left at the end. */
const [FADE_FROM, FADE_TO] = [2 / 3, 0.25];

/**
 * Returns the distortion for the images of an *epoch* (from 0) of *epochs*. With fading distortions, the network ends
 * on nearly unchanged images, like those it will be used on.
 */
export function distortionAt(how: Augmentation, epoch: number, epochs: number): DistortionOptions {
  const faded = Math.max(0, (epoch + 1) / epochs - FADE_FROM) / (1 - FADE_FROM);
  const strength = how === "fading" ? 1 - faded * (1 - FADE_TO) : 1;
  const {smoothness, ...amounts} = DISTORTION;
  const weaker = Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, strength * amount]));
  return {...(weaker as typeof amounts), smoothness};
}

/** Returns the `augment` option of `train` for a training of *epochs* epochs; undefined without augmentation. */
export function augmentation(how: Augmentation | undefined, epochs: number): TrainingOptions["augment"] {
  return how && ((random, epoch) => createDistorter(random, distortionAt(how, epoch, epochs)));
}
