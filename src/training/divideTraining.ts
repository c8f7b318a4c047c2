import {randomLcg} from "d3";
import {firstDigits, type Digits} from "../characters/digits.js";
import {holdOut} from "../characters/split.js";

/** What a training learns from, and what it is measured by after each epoch. */
export interface TrainingData {
  readonly training: Digits;
  readonly validation: Digits;
}

/**
 * Returns what to train on: the first *limit* training images, or all, as views; where no validation split came, one of
 * eleven of them is held out, chosen by *seed*. All need labels.
 */
export function divideTraining(
  {train, validation}: {readonly train: Digits; readonly validation?: Digits | undefined},
  {seed, limit}: {readonly seed: number; readonly limit?: number | undefined}
): TrainingData {
  const training = limit ? firstDigits(train, limit) : train;
  if (validation) return {training, validation};
  const {kept, held} = holdOut(training, 1 / 11, randomLcg(seed + 0.5));
  return {training: kept, validation: held};
}
