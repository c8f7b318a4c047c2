import {NO_CLASS, type Alphabet} from "../../characters/alphabet.js";
import {firstDigits, type Digits} from "../../characters/digits.js";
import {normalize, PIXELS} from "../../ink/image/grid.js";
import {startTesseract, type TesseractParts} from "../../readers/tesseract/engine.js";
import {ENGINES, formatSettings, MODES, type EngineName, type ModeName, type TesseractSetup} from "../../readers/tesseract/settings.js"; // prettier-ignore
import {checkCharacters, classOf, readPage, tesseractClassifier} from "../../readers/tesseract/tesseractClassifier.js";
import {fitIsotonic} from "../../stats/isotonic.js";
import {findUnsureBelow} from "../../stats/unsureBelow.js";
import type {Learned, RunHooks, RunRequest} from "../trainRun.js";

/** The validation images that each setup is tried on. */
const TRIED_IMAGES = 300;

const SCALES = [1, 2, 4];

/** The border in pixels of the image, before it is enlarged. */
const BORDER = 10;

/** What a setup made of the images that it was tried on. */
interface Trial extends TesseractSetup {
  readonly n: number;
  readonly right: number;
  readonly unanswered: number;
}

/**
 * Chooses how images are put before Tesseract, which learns nothing itself: tries both engines, three modes and three
 * sizes on the first validation images, and takes what gets most of them right; then fits what its confidence is worth
 * on all validation images. Nothing is random.
 * @throws InputError for classes of several characters; Error where Tesseract is not at hand
 */
export async function trainTesseract(
  {classes, data: {validation}}: RunRequest,
  {loadTesseract}: RunHooks
): Promise<Learned> {
  checkCharacters(classes, "--model tesseract");
  if (!loadTesseract) throw new Error("Tesseract runs in the command alone: npm run train -- --model tesseract");
  const parts = {legacy: await loadTesseract("legacy"), lstm: await loadTesseract("lstm")};
  const tried: Trial[] = [];
  for (const engine of ENGINES)
    for (const mode of Object.keys(MODES) as ModeName[])
      for (const scale of SCALES) {
        const setup = {engine, mode, scale, border: BORDER * scale};
        const {isRight, n} = await tryOut(setup, parts, firstDigits(validation, TRIED_IMAGES), classes);
        tried.push({...setup, n, right: isRight.filter(Boolean).length, unanswered: n - isRight.length});
      }
  const {engine, mode, scale, border} = tried.reduce((best, one) => (one.right > best.right ? one : best));
  const setup = {engine, mode, scale, border};
  const {confidences, isRight} = await tryOut(setup, parts, validation, classes);
  const settings = {...setup, calibration: fitIsotonic(confidences, isRight)};
  const started = await startTesseract(parts[engine], settings, classes.join(""));
  const classifier = tesseractClassifier("tesseract", started, settings, {classes, source: "model"});
  const answer = async (images: Float32Array) => ({kept: (await classifier.classify(images)).probabilities});
  const {kept} = await answer(normalize(validation.images));
  return {
    title: "Tesseract",
    files: {"settings.json": formatSettings(settings)},
    about: {
      kind: "tesseract",
      parameters: 2 * settings.calibration.at.length,
      hyperparameters: {...setup},
      tried,
      unsureBelow: findUnsureBelow(kept, validation.labels ?? new Uint8Array(0))
    },
    dtype: "JSON",
    history: [],
    answer
  };
}

/** Has Tesseract read *images* with a setup: the confidences of its answers, and whether each is right. */
async function tryOut(
  setup: TesseractSetup,
  parts: Readonly<Record<EngineName, TesseractParts>>,
  {images, labels, length}: Digits,
  classes: Alphabet
): Promise<{readonly confidences: number[]; readonly isRight: boolean[]; readonly n: number}> {
  const engine = await startTesseract(parts[setup.engine], setup, classes.join(""));
  const pixels = normalize(images);
  const [confidences, isRight]: [number[], boolean[]] = [[], []];
  for (let i = 0; i < length; ++i) {
    const page = readPage(engine, pixels.subarray(i * PIXELS, (i + 1) * PIXELS), setup);
    const answer = classOf(page, classes);
    if (answer === NO_CLASS) continue;
    confidences.push(page.confidence);
    isRight.push(answer === labels?.[i]);
  }
  engine.dispose();
  return {confidences, isRight, n: length};
}
