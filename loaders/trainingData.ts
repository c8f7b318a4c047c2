import {randomLcg} from "d3";
import {take, type Digits} from "../src/digits/digits.js";
import {renderPenDigits} from "../src/digits/penVariation.js";
import {holdOut} from "../src/digits/split.js";
import {labeledSplit, type Dataset} from "./dataset.js";
import {readPenDigits, splitWriters} from "./penDigits.js";

/** What a training learns from, and what it is measured by after each epoch. */
export interface TrainingData {
  readonly training: Digits;
  readonly validation: Digits;
}

/** Renderings of each pen digit to learn from, with pens and screens of their own. */
const COPIES = 2;

/**
 * Returns a dataset's splits to train on: the first *limit* training images, or all; a tenth part of them is held out by
 * *seed* where no validation split came.
 * @throws InputError where there is no labeled training split; *dir* names it
 */
export function trainingSplits(
  dataset: Dataset,
  dir: string,
  {seed, limit}: {seed: number; limit?: number}
): TrainingData {
  const all = labeledSplit(dataset, "train", dir);
  const training = limit
    ? take(
        all,
        Array.from({length: Math.min(limit, all.length)}, (_, i) => i)
      )
    : all;
  if (dataset.splits.validation) return {training, validation: labeledSplit(dataset, "validation", dir)};
  const {kept, held} = holdOut(training, 1 / 11, randomLcg(seed + 0.5));
  return {training: kept, validation: held};
}

/**
 * Returns *data* and the digits in the *folder* of pen strokes, those of the writers for training and for validation,
 * rendered as the drawing page would, by *seed*. Held-out writers are left out.
 * @throws InputError for a folder without them
 */
export async function withPenDigits(data: TrainingData, folder: string, seed: number): Promise<TrainingData> {
  const {train, validation} = splitWriters(await readPenDigits(folder));
  const random = randomLcg(seed + 0.25);
  return {
    training: join(data.training, renderPenDigits(train, random, COPIES)),
    validation: join(data.validation, renderPenDigits(validation, random))
  };
}

function join(a: Digits, b: Digits): Digits {
  const images = new Uint8Array(a.images.length + b.images.length);
  images.set(a.images);
  images.set(b.images, a.images.length);
  return {length: a.length + b.length, images, labels: Uint8Array.from([...a.labels!, ...b.labels!])};
}
