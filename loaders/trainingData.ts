import {group, randomLcg, shuffler} from "d3";
import {firstDigits, type Digits} from "../src/digits/digits.js";
import type {Stroke} from "../src/digits/pen.js";
import {renderPenDigits, writePair} from "../src/digits/penVariation.js";
import type {DetectorData} from "../src/training/finishModel.js";
import {divideTraining, type TrainingData} from "../src/training/divideTraining.js";
import {labeledSplit, type Dataset} from "./dataset.js";
import {readPenDigits, readPenSymbols, splitSymbols, splitWriters, type PenCollection} from "./penDigits.js";

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

/** Renderings of each letter to learn from, pairs of digits, and how many images that are no pen strokes beside them. */
const [SYMBOL_COPIES, PAIRS, FEW_IMAGES] = [4, 3000, 10_000];

/**
 * Returns examples of digits (the first 10,000 of *training* and the pen digits in *folder*) and of what is none (letters
 * and symbols there that have no digit's shape, and two digits side by side), of the writers for training; and the pen
 * digits of those for validation.
 * @throws InputError for a folder without them
 */
export async function detectorData(training: Digits, folder: string, seed: number): Promise<DetectorData> {
  const digits = await readPenDigits(folder);
  const random = randomLcg(seed + 0.75);
  const {train, validation} = splitWriters(digits);
  const symbols = splitSymbols(await readPenSymbols(folder), digits).train;
  const {images} = firstDigits(training, FEW_IMAGES);
  const hands = [...group(train, ({name, writer}) => `${name} ${writer}`).values()];
  const pairs = Array.from({length: PAIRS}, () => {
    const hand = hands[Math.floor(hands.length * random())]!;
    const [left, right] = [random(), random()].map((share) => hand[Math.floor(hand.length * share)]!.strokes);
    return writePair(left!, right!, random);
  });
  const others = shuffler(random)([
    ...symbols.flatMap(({strokes}) => new Array<readonly Stroke[]>(SYMBOL_COPIES).fill(strokes)),
    ...pairs
  ]);
  return {
    digits: concatenate(images, renderPenDigits(train, random).images),
    others: renderPenDigits(
      others.map((strokes) => ({label: 0, strokes})),
      random
    ).images,
    validation: renderPenDigits(validation, random).images
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
