import {randomLcg} from "d3-random";
import type {Digits} from "../../src/characters/digits.js";
import {renderPenDigits} from "../../src/pen/penVariation.js";
import {divideTraining, type TrainingData} from "../../src/training/divideTraining.js";
import {labeledSplit, type Dataset} from "../datasets/dataset.js";
import {readPenDigits, splitWriters, type PenCollection} from "../datasets/penDigits.js";

/**
 * Renderings of each pen digit to learn from, with pens and screens of their own. UNIPEN's 80 writers have about as many
 * digits as the 17 of Pendigits, and show more hands.
 */
const COPIES: Record<PenCollection, number> = {unipen: 4, pendigits: 2};

/**
 * Returns a dataset's splits to train on, as `divideTraining` does.
 * @throws InputError where there is no labeled training split; *dir* names it
 */
export function trainingSplits(dataset: Dataset, dir: string, options: {seed: number; limit?: number}): TrainingData {
  const train = labeledSplit(dataset, "train", dir);
  const validation = dataset.splits.validation && labeledSplit(dataset, "validation", dir);
  return divideTraining({train, validation}, options);
}

/**
 * Returns *data* and the digits in the *folder* of pen strokes, those of the writers for training and for validation,
 * rendered as the drawing page would, by *seed*. Held-out writers are left out.
 * @throws InputError for a folder without them
 */
export async function withPenDigits(data: TrainingData, folder: string, seed: number): Promise<TrainingData> {
  const {train, validation} = splitWriters(await readPenDigits(folder));
  const random = randomLcg(seed + 0.25);
  const renderings = (Object.keys(COPIES) as PenCollection[]).map((collection) =>
    renderPenDigits(
      train.filter(({name}) => name === collection),
      random,
      COPIES[collection]
    )
  );
  return {
    training: renderings.reduce(join, data.training),
    validation: join(data.validation, renderPenDigits(validation, random))
  };
}

function join(a: Digits, b: Digits): Digits {
  return {
    length: a.length + b.length,
    images: concatenate(a.images, b.images),
    labels: concatenate(a.labels!, b.labels!)
  };
}

function concatenate(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
