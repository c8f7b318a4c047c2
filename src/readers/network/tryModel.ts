import {randomLcg} from "d3-random";
import {DIGITS, isSameAlphabet, type Alphabet} from "../../characters/alphabet.js";
import {PIXELS, SIDE} from "../../ink/image/grid.js";
import {writeDigit} from "../../pen/handwriting.js";
import {preprocessStrokes} from "../../pen/strokes.js";
import {InputError} from "../../inputError.js";
import {mostLikely} from "../../characters/mostLikely.js";
import {modelRemarks, type SavedModel} from "./savedModel.js";
import {messageOf} from "../../messageOf.js";

/** Returns, or resolves to, probabilities, [n × classes], for *images*, [n × 784] in [0, 1]. */
export type Predict = (images: Float32Array) => Float32Array | Promise<Float32Array>;

/** The number of sample digits, ten per class; networks trained on MNIST read 95 to 99 % of them. */
const SAMPLES = 10 * DIGITS.length;

/** A model that reads less than this share of the sample digits is tried on them in other forms. */
const READS = 0.5;

/** The minimum gain in that share for another form to be named as the one the model expects. */
const BETTER = 0.3;

/** A share above this is better than guessing: on 100 digits, 1 guesser in 1,000 gets more than 20 right. */
const GUESSED = 0.2;

/** Other forms of input that models are trained on, how to describe each, and how to fix the model. */
const FORMS: readonly (readonly [form: (images: Float32Array) => Float32Array, what: string, help: string])[] = [
  [(images) => images.map((ink) => 1 - ink), "with dark ink on light paper", "train it on 1 - x"],
  [(images) => images.map((ink) => 255 * ink), "with pixels from 0 to 255", "train it on x / 255"],
  [
    (images) => images.map((ink) => 255 * (1 - ink)),
    "with dark ink and pixels from 0 to 255",
    "train it on 1 - x / 255"
  ],
  [(images) => images.map((ink) => 2 * ink - 1), "with pixels from -1 to 1", "train it on (x + 1) / 2"],
  [transpose, "with rows and columns exchanged", "transpose its training images"]
];

/**
 * Tries a model on a blank image and, if it reads digits, on sample digits with ink 1 on 0. Resolves to remarks about
 * it, one clause each. *classes* are the model's classes; *source* is the path of its `model.json`, for errors.
 * @throws InputError if the model fails to run, if its outputs are no probabilities, or if it reads digits in another
 * form than Handscope's
 */
export async function tryModel(
  predict: Predict,
  source: string,
  classes: Alphabet = DIGITS
): Promise<readonly string[]> {
  const answer = async (pixels: Float32Array) => {
    const probabilities = await run(predict, pixels, source);
    checkProbabilities(probabilities, classes.length, source);
    return probabilities;
  };
  await answer(new Float32Array(PIXELS));
  if (!isSameAlphabet(classes, DIGITS)) return [];
  const images = sampleDigits();
  const share = shareRead(await answer(images));
  if (share >= READS) return [];
  for (const [form, what, help] of FORMS) {
    const other = shareRead(await run(predict, form(images), source));
    if (other >= READS && other >= share + BETTER) {
      throw new InputError(
        source,
        "a model that reads digits with ink 1 on 0",
        `one that reads ${percent(share)} of sample digits so and ${percent(other)} ${what} (${help})`
      );
    }
  }
  if (share > GUESSED) return [`the model reads ${percent(share)} of 100 sample digits`];
  return [`the model reads ${percent(share)} of 100 sample digits, no more than guesses would`];
}

/**
 * Tries a *saved* model as `tryModel` does, and resolves to all remarks about it. @throws InputError as `tryModel` does
 */
export async function trySavedModel(
  saved: SavedModel,
  source: string,
  predict: Predict,
  classes: Alphabet = DIGITS
): Promise<readonly string[]> {
  return [...modelRemarks(saved, source), ...(await tryModel(predict, source, classes))];
}

async function run(predict: Predict, images: Float32Array, source: string): Promise<Float32Array> {
  try {
    return await predict(images);
  } catch (error) {
    throw new InputError(source, "a model that runs", messageOf(error));
  }
}

function checkProbabilities(answers: Float32Array, classes: number, source: string): void {
  if (!answers.every(Number.isFinite)) throw new InputError(source, "probabilities", "answers that are no numbers");
  for (let i = 0; i < answers.length; i += classes) {
    const row = answers.subarray(i, i + classes);
    const sum = row.reduce((total, p) => total + p, 0);
    if (Math.abs(sum - 1) < 1e-3 && row.every((p) => p >= 0)) continue;
    const got = `answers that sum to ${Number(sum.toPrecision(3))} (end the model with a softmax)`;
    throw new InputError(source, "probabilities, which sum to 1", got);
  }
}

let made: Float32Array | undefined;

/** Returns the pixels of the digits 0 to 9 in turn, [100 × 784] in [0, 1]; always the same. */
function sampleDigits(): Float32Array {
  if (made) return made;
  const random = randomLcg(0.5);
  const images = new Float32Array(SAMPLES * PIXELS);
  for (let i = 0; i < SAMPLES; ++i) {
    const {image} = preprocessStrokes(writeDigit(i % DIGITS.length, random))!;
    for (let k = 0; k < PIXELS; ++k) images[i * PIXELS + k] = image[k]! / 255;
  }
  return (made = images);
}

function transpose(images: Float32Array): Float32Array {
  return images.map((_, at) => {
    const [image, pixel] = [at - (at % PIXELS), at % PIXELS];
    return images[image + (pixel % SIDE) * SIDE + Math.floor(pixel / SIDE)]!;
  });
}

function shareRead(probabilities: Float32Array): number {
  let right = 0;
  const {length} = DIGITS;
  for (let i = 0; i < SAMPLES; ++i) if (mostLikely(probabilities, length * i, length) === i % length) ++right;
  return right / SAMPLES;
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
