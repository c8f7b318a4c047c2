import type {Digits} from "../characters/digits.js";
import {fewerDigits} from "../characters/fewerDigits.js";
import {holdOut} from "../characters/split.js";
import {randomStream} from "../randomStream.js";

/** The images to train on, and those to validate on after each epoch. */
export interface TrainingData {
  readonly training: Digits;
  readonly validation: Digits;
}

/**
 * Returns *limit* training images, as `fewerDigits` does, or all. Without a validation split, holds out one in eleven of
 * them at random, determined by *seed*. All images need labels.
 */
export function divideTraining(
  {train, validation}: {readonly train: Digits; readonly validation?: Digits | undefined},
  {seed, limit}: {readonly seed: number; readonly limit?: number | undefined}
): TrainingData {
  const training = limit ? fewerDigits(train, limit) : train;
  if (validation) return {training, validation};
  const {kept, held} = holdOut(training, 1 / 11, randomStream(seed, "validation"));
  return {training: kept, validation: held};
}
