import {randomLcg} from "d3-random";
import {imageAt, type Digits} from "../../src/characters/digits.js";
import {fewerDigits} from "../../src/characters/fewerDigits.js";
import {takeSmallPhoto} from "../../src/characters/smallPhoto.js";
import {InputError} from "../../src/inputError.js";
import type {GrayImage} from "../../src/ink/image/image.js";
import type {Classifier} from "../../src/readers/classifier.js";
import {startBackend} from "../../src/readers/network/backend.js";
import {textOf} from "../../src/readers/segmenter/readImages.js";
import {readPicture} from "../../src/readers/segmenter/readPicture.js";
import {wilsonInterval} from "../../src/stats/interval.js";
import {WASM} from "../paths.js";
import {readAnsweringRun} from "../runs/answeringRun.js";
import type {Result, Say} from "./result.js";

/** The number of photos and the seed that takes them. */
const [PHOTOS, SEED] = [1000, 19];

/**
 * The share of mistakes that runs of these names made before they had seen a small photo in training, by the title of
 * the digits: 1,000 of MNIST's, from the part for training (`HANDSCOPE_DATA`), and all 700 of the sample (November 2026).
 */
const BEFORE: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  MNIST: {"cnn-pen": 0.028, cnn: 0.021, ann: 0.022},
  "Handscope's own sample": {"cnn-pen": 43 / 700, cnn: 32 / 700, ann: 20 / 700}
};

/** A small photo and the character that it shows. */
export interface LabeledPhoto {
  readonly photo: GrayImage;
  /** The index of its class. */
  readonly label: number;
}

/** How many photos were read as what they show, as something else, and as blank paper. */
export interface PhotoCounts {
  readonly n: number;
  readonly right: number;
  readonly wrong: number;
  readonly unanswered: number;
}

/** Takes small photos of *n* of the labeled *digits*, or of all if there are fewer. Deterministic for a *seed*. */
export function smallPhotosOf(digits: Digits & {labels: Uint8Array}, n = PHOTOS, seed = SEED): LabeledPhoto[] {
  const random = randomLcg(seed / 1000);
  const {length, images, labels} = fewerDigits(digits, n);
  return Array.from({length}, (_, i) => ({
    photo: takeSmallPhoto(imageAt({images}, i), random),
    label: labels![i]!
  }));
}

/** Reads each photo as `npm run predict` reads a file. An answer is right if its text is the one character. */
export async function countPhotos(classifier: Classifier, photos: readonly LabeledPhoto[]): Promise<PhotoCounts> {
  let [right, unanswered] = [0, 0];
  for (const {photo, label} of photos) {
    const text = textOf(await readPicture(classifier, photo), classifier.classes);
    right += Number(text === classifier.classes[label]);
    unanswered += Number(text === "");
  }
  const n = photos.length;
  return {n, right, wrong: n - right - unanswered, unanswered};
}

/**
 * Measures how well runs read small photos of validation *digits*. The target is half of the mistakes that the runs of
 * these names made before they were trained on such photos.
 * @throws InputError for digits for which that is not known
 */
export async function benchSmallPhotos(
  digits: Digits & {labels: Uint8Array},
  title: string,
  say: Say
): Promise<Result[]> {
  if (!Object.hasOwn(BEFORE, title)) throw new InputError("small-photos", Object.keys(BEFORE).join(" or "), title);
  await startBackend(WASM);
  const photos = smallPhotosOf(digits);
  const results: Result[] = [];
  for (const [name, before] of Object.entries(BEFORE[title]!)) {
    say(`reading ${photos.length} small photos by ${name}`);
    const {classifier} = await readAnsweringRun(name);
    results.push(resultOf(name, await countPhotos(classifier, photos), before, title));
    classifier.dispose();
  }
  return results;
}

/** Returns the result of a run that made the share *before* of mistakes when it knew no photos. */
export function resultOf(
  name: string,
  {n, right, wrong, unanswered}: PhotoCounts,
  before: number,
  title: string
): Result {
  const percent = (share: number) => (100 * share).toFixed(1);
  const [low, high] = wilsonInterval(right, n).map(percent);
  const judged = (100 * (n - right)) / n;
  return {
    name: `mistakes of ${name} in small photos (${title}, validation), in %`,
    figures:
      `${percent(right / n)} % of ${n} right (95 % interval ${low}–${high} %), ${wrong} wrong, ` +
      `${unanswered} unanswered (seed ${SEED}); ${percent(before)} % mistakes before such photos were trained on`,
    judged,
    target: `≤ ${(50 * before).toFixed(2)}, half as many as before`,
    holds: judged <= 50 * before
  };
}
