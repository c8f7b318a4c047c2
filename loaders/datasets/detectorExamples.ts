import {group, shuffler} from "d3-array";
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
import {randomStream} from "../../src/randomStream.js";
import {mapTuple} from "../../src/mapTuple.js";

/** Renderings of each letter in training; images taken from *training*; and digits laid on a page like photos. */
const [SYMBOL_COPIES, FEW_IMAGES, PHOTOS] = [4, 10_000, 4000];

/** How many examples are generated: pairs of digits, scribbles, pictures without a digit, and marks of each kind. */
export const GENERATED = {pairs: 3000, scribbles: 3000, pictures: 1500, marks: 600} as const;

/** Segments used of each picture without a digit, beside its whole ink. */
const PIECES = 3;

/** Letters and symbols left out of training because they look like a digit. $ stays: no digit has its bar. */
const NOT_LEARNED: ReadonlySet<string> = new Set([...DIGIT_SHAPED].filter((symbol) => symbol !== "$"));

/**
 * Makes the examples that train the digit detector, seeded by *seed*; generates as many as *counts* says.
 * - Digits: the first 10,000 of *training*, up to 4,000 of them also laid on pages, and pen digits from *folder*.
 * - Marks: generated ones, and ones written by people.
 * - Others: letters and symbols from *folder* that don't look like a digit, pairs of digits side by side, scribbles,
 *   and the ink found in pictures without a digit.
 *
 * Pen data comes from the training writers only; `validation` holds the pen digits of the validation writers.
 * @throws InputError if *folder* lacks pen data
 */
export async function detectorExamples(
  training: Digits,
  folder: string,
  seed: number,
  counts: Readonly<Record<keyof typeof GENERATED, number>> = GENERATED
): Promise<DetectorExamples> {
  const digits = await readPenDigits(folder);
  const random = randomStream(seed, "detector examples");
  const {train, validation} = splitWriters(digits);
  const symbols = splitSymbols(await readPenSymbols(folder, NOT_LEARNED), digits).train;
  const {images, length} = firstDigits(training, FEW_IMAGES);
  const hands = [...group(train, ({name, writer}) => `${name} ${writer}`).values()];
  const pairs = Array.from({length: counts.pairs}, () => {
    const hand = hands[Math.floor(hands.length * random())]!;
    const [left, right] = mapTuple([random(), random()], (share) => hand[Math.floor(hand.length * share)]!.strokes);
    return writePair(left, right, random);
  });
  const isMark = (symbol: string): symbol is ShapedMark => SHAPED_MARKS.some((mark) => mark === symbol);
  const others = [
    ...symbols
      .filter(({symbol}) => !isMark(symbol))
      .flatMap(({strokes}) => new Array<readonly Stroke[]>(SYMBOL_COPIES).fill(strokes)),
    ...pairs,
    ...Array.from({length: counts.scribbles}, () => scribble(random))
  ].map((strokes) => renderPenDigit(strokes, random)!);
  const pictures = Array.from({length: counts.pictures}, (_, i) =>
    foundIn(noDigitPicture(NO_DIGIT_KINDS[i % NO_DIGIT_KINDS.length]!, random))
  );
  const photos = Array.from({length: Math.min(length, PHOTOS)}, (_, i) => {
    return preprocess(layOnPage(imageAt(training, i), random))?.image ?? imageAt(training, i);
  });
  const markImages = (mark: ShapedMark) => {
    const penWidths = MARK_PENS[mark];
    const made = Array.from({length: counts.marks}, () =>
      renderPenDigit(writeMark(mark, random), random, {penWidths})!
    );
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

/** Returns the network's inputs for a picture: its whole ink, and its first `PIECES` segments. Empty without ink. */
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
