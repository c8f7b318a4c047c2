import {DISTORTION, type DistortionOptions} from "./options.js";

/** The distortion of training images: ours, constant or fading in the last third of the epochs, or Simard's. */
export const AUGMENTATIONS = ["constant", "fading", "simard"] as const;
export type Augmentation = (typeof AUGMENTATIONS)[number];

/** The share of a training after which distortions fade, and the share of their strength left at the end. */
const [FADE_FROM, FADE_TO] = [2 / 3, 0.25];

/**
 * The elastic distortions of Simard, Steinkraus and Platt (2003): displacements uniform in [−1, 1], smoothed by a
 * Gaussian with σ = 4 pixels and multiplied by α = 34. Smoothing leaves the standard deviation 1 / √3 / (2 √π σ), times
 * α 1.38 pixels. They add affine maps without saying how strong; these are milder than ours, which have no such field.
 */
export const SIMARD_DISTORTION: DistortionOptions = {
  rotation: 8,
  scale: 0.1,
  shear: 0.15,
  shift: 1,
  elastic: 34 / Math.sqrt(3) / (2 * Math.sqrt(Math.PI) * 4),
  smoothness: 4,
  stroke: 0,
  noise: 0
};

/** Returns the distortion of the images at full strength, as all but fading ones stay. */
export function fullDistortion(how: Augmentation): DistortionOptions {
  return how === "simard" ? SIMARD_DISTORTION : DISTORTION;
}

/**
 * Returns the distortion for the images of an *epoch* (from 0) of *epochs*. With fading distortions, the network ends
 * on nearly unchanged images, like those it will be used on.
 */
export function distortionAt(how: Augmentation, epoch: number, epochs: number): DistortionOptions {
  const faded = Math.max(0, (epoch + 1) / epochs - FADE_FROM) / (1 - FADE_FROM);
  const strength = how === "fading" ? 1 - faded * (1 - FADE_TO) : 1;
  const {smoothness, ...amounts} = fullDistortion(how);
  const weaker = Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, strength * amount]));
  return {...(weaker as typeof amounts), smoothness};
}
