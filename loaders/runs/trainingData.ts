import {shuffler} from "d3-array";
import {DIGITS, describeAlphabet, isSameAlphabet, type Alphabet} from "../../src/characters/alphabet.js";
import {imageAt, type Digits} from "../../src/characters/digits.js";
import {takeSmallPhoto, TRAINING_PHOTOS} from "../../src/characters/smallPhoto.js";
import {InputError} from "../../src/inputError.js";
import {PIXELS} from "../../src/ink/image/grid.js";
import {preprocess} from "../../src/ink/preprocess.js";
import {PEN_STYLES} from "../../src/pen/penStyles.js";
import {renderPenDigits} from "../../src/pen/penVariation.js";
import {writeForm} from "../../src/pen/handwriting.js";
import {randomStream} from "../../src/randomStream.js";
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

/** Images to add to those of a dataset for training. */
export interface MoreImages {
  readonly seed: number;
  /** The folder of pen strokes to learn from too. */
  readonly pen?: string | undefined;
  /** Digits in rare pen styles, as a share of the number of the dataset's training images. */
  readonly styles?: number | undefined;
  /** Small photos of training images, of pen and in rare styles too, as a share of the number of all these. */
  readonly photos?: number | undefined;
}

/**
 * Returns *data* with the images that a training adds: pen digits, then digits in rare styles, then small photos of
 * training images of all these. Each kind has random numbers of its own.
 * @throws InputError for a folder without pen strokes, and for pen styles of anything but digits
 */
export async function withMoreImages(
  data: TrainingData,
  classes: Alphabet,
  {seed, pen, styles, photos}: MoreImages
): Promise<TrainingData> {
  if (styles && !isSameAlphabet(classes, DIGITS))
    throw new InputError("--styles", `images of ${describeAlphabet(DIGITS)}`, describeAlphabet(classes));
  const {training, validation} = pen ? await withPenDigits(data, pen, seed) : data;
  const written = styles
    ? join(training, styledDigits(Math.round(styles * data.training.length), randomStream(seed, "pen styles")))
    : training;
  if (!photos) return {training: written, validation};
  const taken = smallPhotosOf(written, Math.round(photos * written.length), randomStream(seed, "small photos"));
  return {training: join(written, taken), validation};
}

/** Returns the hyperparameters of a run that are shares of added images, as `run.json` stores them. */
export function describeMoreImages({photos, styles}: Pick<MoreImages, "photos" | "styles">): Record<string, number> {
  return {...(photos && {smallPhotos: photos}), ...(styles && {penStyles: styles})};
}

/** How often a small photo is taken again at most while its ink is too pale to be found. Measured: 1 in 140 is. */
const RETAKES = 5;

/**
 * Returns *n* small photos of *digits*, preprocessed as files are: of each digit one, in random order, then again. Images
 * without ink are left out.
 */
function smallPhotosOf(digits: Digits, n: number, random: () => number): Digits {
  const order = shuffler(random)(Uint32Array.from({length: digits.length}, (_, i) => i));
  const images = new Uint8Array(n * PIXELS);
  const labels = new Uint8Array(n);
  let length = 0;
  for (let k = 0; k < n; ++k) {
    const i = order[k % order.length]!;
    let found;
    for (let take = 0; !found && take <= RETAKES; ++take)
      found = preprocess(takeSmallPhoto(imageAt(digits, i), random, TRAINING_PHOTOS));
    if (!found) continue;
    images.set(found.image, length * PIXELS);
    labels[length++] = digits.labels![i]!;
  }
  return {length, images: images.subarray(0, length * PIXELS), labels: labels.subarray(0, length)};
}

/** Returns *n* digits in the styles of `PEN_STYLES`, each style equally often, each digit by another writer. */
function styledDigits(n: number, random: () => number): Digits {
  const written = Array.from({length: n}, (_, i) => {
    const {digit, forms} = PEN_STYLES[i % PEN_STYLES.length]!;
    return {label: digit, strokes: writeForm(forms, random)};
  });
  return renderPenDigits(written, random);
}

/**
 * Returns *data* and the digits in the *folder* of pen strokes, those of the writers for training and for validation,
 * rendered as the drawing page would, by *seed*. Held-out writers are left out.
 * @throws InputError for a folder without them
 */
export async function withPenDigits(data: TrainingData, folder: string, seed: number): Promise<TrainingData> {
  const {train, validation} = splitWriters(await readPenDigits(folder));
  const random = randomStream(seed, "pen digits");
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
