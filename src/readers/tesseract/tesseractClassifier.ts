import {isOneCharacter, NO_CLASS, type Alphabet} from "../../characters/alphabet.js";
import {InputError} from "../../inputError.js";
import {PIXELS} from "../../ink/image/grid.js";
import {isotonicAt} from "../../stats/isotonic.js";
import type {Classifier} from "../classifier.js";
import type {PageText, TesseractEngine} from "./engine.js";
import {pageOf} from "./page.js";
import type {TesseractSettings, TesseractSetup} from "./settings.js";

/**
 * Returns a classifier that puts each image before Tesseract as a page of its own. Whatever text is not one of the
 * classes is no answer. The probability of an answer is what its confidence was found to be worth; the rest is divided
 * evenly among the other classes.
 * @throws InputError, naming *source*, for classes of several characters
 */
export function tesseractClassifier(
  name: string,
  engine: TesseractEngine,
  settings: TesseractSettings,
  {classes, source}: {readonly classes: Alphabet; readonly source: string}
): Classifier {
  checkCharacters(classes, source);
  return {
    name,
    classes,
    classify: (images) => {
      const n = images.length / PIXELS;
      const probabilities = new Float32Array(n * classes.length);
      for (let i = 0; i < n; ++i) {
        const page = readPage(engine, images.subarray(i * PIXELS, (i + 1) * PIXELS), settings);
        const answer = classOf(page, classes);
        if (answer === NO_CLASS) continue;
        const right = probabilityOf(page.confidence, settings, classes.length);
        const row = probabilities.subarray(i * classes.length, (i + 1) * classes.length);
        row.fill((1 - right) / (classes.length - 1));
        row[answer] = right;
      }
      return Promise.resolve({probabilities});
    },
    dispose: () => engine.dispose()
  };
}

/** @throws InputError, naming *source*, for classes of several characters, which Tesseract would not know as one */
export function checkCharacters(classes: Alphabet, source: string): void {
  const long = classes.find((name) => !isOneCharacter(name));
  if (long !== undefined) throw new InputError(source, "classes of one character each, for Tesseract", `"${long}"`);
}

/** Has Tesseract read an *image*, [784] in [0, 1]. A blank image has no text. */
export function readPage(engine: TesseractEngine, image: Float32Array, setup: TesseractSetup): PageText {
  return image.some((ink) => ink > 0) ? engine.read(pageOf(image, setup)) : {text: "", confidence: 0};
}

/** Returns the index of the class that Tesseract's text is; `NO_CLASS` for no text, and for any other. */
export function classOf({text}: PageText, classes: Alphabet): number {
  const index = classes.indexOf(text);
  return index < 0 ? NO_CLASS : index;
}

/** Keeps an answer above the other classes, however unlikely it is, and short of certainty. */
const MARGIN = 1e-3;

/** Returns the probability that an answer of this *confidence*, in [0, 1], is right: above 1 / *classes*, and below 1. */
function probabilityOf(confidence: number, {calibration}: TesseractSettings, classes: number): number {
  return Math.max((1 + MARGIN) / classes, Math.min(1 - MARGIN, isotonicAt(calibration, confidence)));
}
