import {range} from "d3-array";
import {PIXELS} from "../../../src/ink/image/grid.js";
import {firstDigits, imageAt, take, type Digits} from "../../../src/characters/digits.js";
import {preprocess} from "../../../src/ink/preprocess.js";
import type {Answers, Reader} from "./defaultReader.js";
import {agreement, describeLabels, relabeledClasses} from "./labelMeaning.js";
import {ORIENTATIONS, putUpright} from "./orientation.js";
import {rotateImage} from "./rotateImage.js";

/** The verdict on a sample, in words: images that can be put upright, something odd, or digits unfit for training. */
export type Verdict =
  | {readonly kind: "turned"; readonly name: string; readonly odd: string}
  | {readonly kind: "odd"; readonly odd: string}
  | {readonly kind: "wrong"; readonly expected: string; readonly odd: string};

/** Samples with fewer images get no verdict. */
const MIN_IMAGES = 12;

/** Share of labels that agree with the prediction: from FINE on, they are right; below WRONG, they are wrong. */
const [FINE, WRONG] = [0.85, 0.7];

/**
 * Another orientation is the right one if its agreement is at least UPRIGHT, and GAIN above that of the images as is.
 */
const [UPRIGHT, GAIN] = [0.7, 0.25];

/** Number of images that decide the best orientation. */
const TURNED = 100;

/** Share of images recognized as no digit: above STRANGE, they are no digits; up to FAMILIAR, they are fine. */
const [STRANGE, FAMILIAR] = [0.4, 0.2];

/** Angles, in degrees, tried on images that may be turned at random. */
const ANGLES = range(45, 360, 45);
/** By chance, 35 to 40 % of wrong labels agree with the prediction at one of the seven angles. */
const MIN_RECOVERED = 0.75;

/**
 * Judges a *sample* of images with ink 255 on 0. Returns undefined if they are digits that match their labels. *first*
 * are the labels of the dataset's first images, in order.
 */
export async function judgeSample(
  sample: Digits,
  {reader, first = new Uint8Array()}: {reader: Reader; first?: Uint8Array | undefined}
): Promise<Verdict | undefined> {
  if (sample.length < MIN_IMAGES) return undefined;
  const asIs = await reader.ask(sample.images);
  const {labels} = sample;
  if (!labels) return judgeUnlabeled(sample, asIs, reader);
  const share = agreement(labels, asIs.read);
  if (share >= FINE) return judgeClasses(labels, asIs.read);

  const some = firstDigits(sample, TURNED);
  const turned = await bestOrientation(some.images, reader, ({read}) => agreement(some.labels!, read));
  if (turned.score >= UPRIGHT && turned.score >= share + GAIN) {
    const odd = `the images are ${turned.name}: labels agree with ${percent(share)} of a sample as it is, with ${percent(turned.score)} put upright`;
    return {kind: "turned", name: turned.name, odd};
  }
  // Small, faint, noisy or off-center images: preprocess them like photos.
  const cleaned = await reader.ask(cleanedImages(sample));
  const read = asIs.read.map((digit, i) => (digit === labels[i] ? digit : cleaned.read[i]!));
  const best = agreement(labels, read);
  const classes = judgeClasses(labels, read);
  if (best >= FINE || (best >= WRONG && classes)) return classes;
  const wrong = Uint32Array.from(labels.keys()).filter((i) => read[i] !== labels[i]);
  if ((await recoveredByTurning(take(sample, wrong), reader)) >= MIN_RECOVERED) return undefined;
  const agrees = `${percent(best)} of ${sample.length} labels agree with what ${reader.run} reads`;
  if (best >= WRONG) {
    return {kind: "odd", odd: `${agrees}: some images may be letters, or turned, or labeled wrong`};
  }
  const noDigits = Math.min(asIs.noDigits ?? 0, turned.answers.noDigits ?? 1);
  return noDigits > STRANGE
    ? {
        kind: "wrong",
        expected: "images of digits",
        odd: `images of something else, such as letters or things (${agrees})`
      }
    : {
        kind: "wrong",
        expected: "labels that say which digit an image shows",
        odd: `${describeLabels(labels, asIs.read, first)} (${agrees})`
      };
}

function judgeClasses(labels: Uint8Array, read: Uint8Array): Verdict | undefined {
  const relabeled = relabeledClasses(labels, read);
  if (!relabeled.length) return undefined;
  const classes = relabeled.map(({label, means, n, of}) => `label ${label} is on images of ${means} (${n} of ${of})`);
  return {kind: "odd", odd: `${classes.join(", ")}, as far as a sample tells`};
}

async function judgeUnlabeled({images}: Digits, asIs: Answers, reader: Reader): Promise<Verdict | undefined> {
  const {noDigits} = asIs;
  if (noDigits === undefined || noDigits < STRANGE) return undefined;
  const turned = await bestOrientation(images.subarray(0, TURNED * PIXELS), reader, (answers) => 1 - answers.noDigits!);
  if (1 - turned.score <= FAMILIAR) {
    const odd = `the images are ${turned.name}: ${percent(noDigits)} of a sample look like no digit as they are, ${percent(1 - turned.score)} put upright`;
    return {kind: "turned", name: turned.name, odd};
  }
  return {kind: "odd", odd: `${percent(noDigits)} of a sample look like no digit: they may be letters or things`};
}

async function bestOrientation(
  images: Uint8Array,
  reader: Reader,
  score: (answers: Answers) => number
): Promise<{name: string; score: number; answers: Answers}> {
  const tried = [];
  for (const orientation of ORIENTATIONS) {
    const answers = await reader.ask(putUpright(images, orientation));
    tried.push({name: orientation.name, score: score(answers), answers});
  }
  return tried.reduce((best, one) => (one.score > best.score ? one : best));
}

function cleanedImages(sample: Digits): Uint8Array {
  const images = sample.images.slice(0, sample.length * PIXELS);
  for (let i = 0; i < sample.length; ++i) {
    const found = preprocess({width: 28, height: 28, data: imageAt(sample, i)});
    if (found) images.set(found.image, i * PIXELS);
  }
  return images;
}

/** Returns the share of images whose prediction is their label at one of the angles. */
async function recoveredByTurning(digits: Digits, reader: Reader): Promise<number> {
  const labels = digits.labels!;
  const agrees = new Uint8Array(digits.length);
  for (const angle of ANGLES) {
    const images = new Uint8Array(digits.length * PIXELS);
    for (let i = 0; i < digits.length; ++i) images.set(rotateImage(imageAt(digits, i), angle), i * PIXELS);
    const {read} = await reader.ask(images);
    read.forEach((digit, i) => (agrees[i] ||= Number(digit === labels[i])));
  }
  return agrees.reduce((sum, agree) => sum + agree, 0) / digits.length;
}

/** Returns a *share* in [0, 1] as a whole percentage. */
export function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
