import {normalize, PIXELS} from "../../src/ink/image/grid.js";
import type {Stroke} from "../../src/pen/pen.js";
import {preprocessStrokes} from "../../src/pen/strokes.js";
import type {Classifier} from "../../src/readers/classifier.js";
import {penEvaluations, type SetEvaluation} from "../../src/run/evaluations.js";
import {mostLikely} from "../../src/characters/mostLikely.js";
import {readPenDigits, readPenSymbols, splitSymbols, splitWriters, type PenCollection} from "../datasets/penDigits.js";

/**
 * Returns what *classifier* answers to the pen strokes in *folder* of held-out writers, rendered as the drawing page
 * does; what is less likely a digit than *noDigitBelow* is called none.
 * @throws InputError for a folder without them
 */
export async function evaluatePen(
  classifier: Classifier,
  folder: string,
  noDigitBelow: number | undefined
): Promise<SetEvaluation[]> {
  const all = await readPenDigits(folder);
  const digits = splitWriters(all)["held-out"];
  const images = render(digits);
  const {probabilities, likelihoods} = await classifier.classify(images);
  const classes = classifier.classes.length;
  const isRight = digits.map(({label}, i) => mostLikely(probabilities, i * classes, classes) === label);
  const rightOf = (collection: PenCollection) => {
    const answers = isRight.filter((_, i) => digits[i]!.name === collection);
    return {n: answers.length, count: answers.filter(Boolean).length};
  };
  const right = {unipen: rightOf("unipen"), pendigits: rightOf("pendigits")};
  if (!likelihoods || noDigitBelow === undefined) return penEvaluations({right});
  const symbols = splitSymbols(await readPenSymbols(folder), all)["held-out"];
  const refusedOf = (all: Float32Array) => ({
    n: all.length,
    count: all.filter((likelihood) => likelihood < noDigitBelow).length
  });
  const ofSymbols = (await classifier.classify(render(symbols))).likelihoods!;
  return penEvaluations({right, refused: {digits: refusedOf(likelihoods), symbols: refusedOf(ofSymbols)}});
}

/** Returns what a network reads of each, [n × 784] in [0, 1]. */
function render(written: readonly {readonly strokes: readonly Stroke[]}[]): Float32Array {
  const images = new Float32Array(written.length * PIXELS);
  written.forEach(({strokes}, i) => {
    const found = preprocessStrokes(strokes);
    if (found) normalize(found.image, images.subarray(i * PIXELS, (i + 1) * PIXELS));
  });
  return images;
}
