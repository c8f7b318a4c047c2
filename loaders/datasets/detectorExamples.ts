import {group, randomLcg, shuffler} from "d3";
import {firstDigits, imageAt, type Digits} from "../../src/characters/digits.js";
import type {GrayImage} from "../../src/ink/image/image.js";
import {SHAPED_MARKS, type ShapedMark} from "../../src/pen/marks.js";
import {NO_DIGIT_KINDS, noDigitPicture} from "../../src/characters/noDigitPictures.js";
import {layOnPage} from "../../src/characters/paper.js";
import type {Stroke} from "../../src/pen/pen.js";
import {renderPenDigit, renderPenDigits, writePair} from "../../src/pen/penVariation.js";
import {preprocess} from "../../src/ink/preprocess.js";
import {scribble} from "../../src/pen/scribble.js";
import {segmentInk} from "../../src/ink/segmentation/segmentInk.js";
import {MARK_PENS, writeMark} from "../../src/pen/writeMark.js";
import type {DetectorExamples} from "../../src/readers/network/digitDetector.js";
import {DIGIT_SHAPED, readPenDigits, readPenSymbols, splitSymbols, splitWriters} from "./penDigits.js";

/** Renderings of each letter to learn from, pairs of digits, and images that are no pen strokes. */
const [SYMBOL_COPIES, PAIRS, FEW_IMAGES] = [4, 3000, 10_000];

/** Written marks of each kind, scribbles, pictures without a digit, and photographed digits. */
const [MARKS, SCRIBBLES, PICTURES, PHOTOS] = [600, 3000, 1500, 4000];

/** What is taken of a picture without a digit, beside its ink as a whole. */
const PIECES = 3;

/** Letters and symbols to learn from: what has a digit's shape is left out, but for $, whose bar no digit has. */
const NOT_LEARNED: ReadonlySet<string> = new Set([...DIGIT_SHAPED].filter((symbol) => symbol !== "$"));

/**
 * Returns what a detector of digits learns from, by *seed*. Digits: the first 10,000 of *training*, some of them laid on
 * pages, and the pen digits in *folder*. Marks: made, and written by people. Others: letters and symbols in *folder* that
 * have no digit's shape, two digits side by side, scribbles, and what is found as ink in pictures without a digit. People's
 * are of the writers for training; the pen digits of those for validation come with them.
 * @throws InputError for a folder without them
 */
export async function detectorExamples(training: Digits, folder: string, seed: number): Promise<DetectorExamples> {
  const digits = await readPenDigits(folder);
  const random = randomLcg(seed + 0.75);
  const {train, validation} = splitWriters(digits);
  const symbols = splitSymbols(await readPenSymbols(folder, NOT_LEARNED), digits).train;
  const {images, length} = firstDigits(training, FEW_IMAGES);
  const hands = [...group(train, ({name, writer}) => `${name} ${writer}`).values()];
  const pairs = Array.from({length: PAIRS}, () => {
    const hand = hands[Math.floor(hands.length * random())]!;
    const [left, right] = [random(), random()].map((share) => hand[Math.floor(hand.length * share)]!.strokes);
    return writePair(left!, right!, random);
  });
  const isMark = (symbol: string): symbol is ShapedMark => SHAPED_MARKS.some((mark) => mark === symbol);
  const others = [
    ...symbols
      .filter(({symbol}) => !isMark(symbol))
      .flatMap(({strokes}) => new Array<readonly Stroke[]>(SYMBOL_COPIES).fill(strokes)),
    ...pairs,
    ...Array.from({length: SCRIBBLES}, () => scribble(random))
  ].map((strokes) => renderPenDigit(strokes, random)!);
  const pictures = Array.from({length: PICTURES}, (_, i) =>
    foundIn(noDigitPicture(NO_DIGIT_KINDS[i % NO_DIGIT_KINDS.length]!, random))
  );
  const photos = Array.from({length: Math.min(length, PHOTOS)}, (_, i) => {
    return preprocess(layOnPage(imageAt(training, i), random))?.image ?? imageAt(training, i);
  });
  const markImages = (mark: ShapedMark) => {
    const penWidths = MARK_PENS[mark];
    const made = Array.from({length: MARKS}, () => renderPenDigit(writeMark(mark, random), random, {penWidths})!);
    const written = symbols.filter(({symbol}) => symbol === mark);
    const copies = Array.from({length: written.length * SYMBOL_COPIES}, (_, i) =>
      renderPenDigit(written[i % written.length]!.strokes, random, {penWidths})!
    );
    return concatenate([...made, ...copies]);
  };
  return {
    digits: concatenate([images, renderPenDigits(train, random).images, ...photos]),
    marks: Object.fromEntries(SHAPED_MARKS.map((mark) => [mark, markImages(mark)])) as Record<ShapedMark, Uint8Array>,
    others: concatenate(shuffler(random)([...others, ...pictures.flat()])),
    validation: renderPenDigits(validation, random).images
  };
}

/** Returns what is read of a picture: its ink as a whole, and the first pieces of it. */
function foundIn(picture: GrayImage): Uint8Array[] {
  const whole = preprocess(picture);
  if (!whole) return [];
  const pieces = segmentInk(whole.ink).flatMap(({candidates}) => candidates);
  return [whole.image, ...pieces.slice(0, PIECES).map(({image}) => image)];
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, {length}) => sum + length, 0));
  let start = 0;
  for (const part of parts) {
    all.set(part, start);
    start += part.length;
  }
  return all;
}
