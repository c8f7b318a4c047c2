import type {Digits} from "../../characters/digits.js";
import {PIXELS} from "../../ink/image/grid.js";
import type {Kernels} from "../../kernels/kernels.js";
import {distortionAt, type Augmentation} from "../distortion/augmentation.js";
import {planDistortion} from "../distortion/distortion.js";
import type {Take} from "./layers/layer.js";

/** The images of a training, as the network sees them. */
export interface Inputs {
  /** Called before the first image of an *epoch*, from 0. */
  begin(kernels: Kernels, epoch: number): void;
  /**
   * Writes the images at *indices* as numbers in [0, 1] to *at*, [indices × 784]. *first* is the position of the first of
   * them in the epoch's order: it determines how they are distorted.
   */
  write(kernels: Kernels, indices: Uint32Array, first: number, at: number): void;
}

/** Plans the images of a training: at most *most* at a time, distorted as *augment* says in *epochs* epochs. */
export function planInputs(
  {images}: Digits,
  {augment, epochs, seed}: {readonly augment: Augmentation | undefined; readonly epochs: number; readonly seed: number},
  most: number,
  take: Take
): Inputs {
  if (!augment) return plainInputs(images);
  const distortion = planDistortion(most, take);
  return {
    begin: (kernels, epoch) => distortion.begin(kernels, distortionAt(augment, epoch, epochs), seed, epoch),
    write: (kernels, indices, first, at) => distortion.write(kernels, images, indices, first, at)
  };
}

/** Returns images as they are, divided by 255. */
function plainInputs(images: Uint8Array): Inputs {
  const levels = Float32Array.from({length: 256}, (_, level) => level / 255);
  return {
    begin() {},
    write({numbers}, indices, _, at) {
      for (const index of indices)
        for (let i = index * PIXELS; i < (index + 1) * PIXELS; ++i) numbers[at++] = levels[images[i]!]!;
    }
  };
}
