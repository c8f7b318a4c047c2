import {PIXELS, SIDE} from "../../../src/ink/image/grid.js";
import type {DigitPieces} from "../parts/pieces.js";

/** How the pixels of a set of images are stored, where that is not ink 255 on 0. */
export interface PixelForm {
  /** What every pixel is multiplied by; 1 where some pixel is above 127. */
  readonly factor: number;
  /** How many images have ink: more than one level, and 10 pixels of strokes. */
  readonly judged: number;
  /** [length], 1 for an image whose pixels are 0 or 1 among others that go further: its factor is 255. */
  readonly isBinary: Uint8Array;
  /** [length], the level of the paper, 1 to 255, of an image with dark ink on white; 0 for any other. */
  readonly paper: Uint8Array;
  /** How many images are so. */
  readonly binary: number;
  readonly inverted: number;
}

/** Where no pixel of a set is above this, its pixels don't go up to 255. */
const MAX_FAINT = 127;

/** So few pixels are no digit, and so few images say nothing. */
const [MIN_STROKE, MIN_IMAGES] = [10, 12];

/** Of paper the outermost pixels are bright nearly everywhere, and so is half of all: a thick digit has neither. */
const PAPER = {quantile: 0.1, level: 100, mean: 128};

/** The outermost pixels of an image. */
const RING = Uint16Array.from({length: PIXELS}, (_, i) => i).filter(
  (i) => i < SIDE || i >= PIXELS - SIDE || i % SIDE === 0 || i % SIDE === SIDE - 1
);

/** Returns how the pixels of *digits* are stored. */
export function findPixelForm({length, images}: DigitPieces): PixelForm {
  const [maximum, ring, mean] = [0, 1, 2].map(() => new Uint8Array(length)) as [Uint8Array, Uint8Array, Uint8Array];
  const hasInk = new Uint8Array(length);
  let i = 0;
  for (const piece of images()) {
    for (let at = 0; at < piece.length; at += PIXELS, ++i) {
      const image = piece.subarray(at, at + PIXELS);
      let [max, min, sum] = [0, 255, 0];
      for (const level of image) {
        if (level > max) max = level;
        if (level < min) min = level;
        sum += level;
      }
      [maximum[i], mean[i]] = [max, Math.round(sum / PIXELS)];
      // A mean between the two says that there are enough pixels of both.
      hasInk[i] = Number(max > min && sum - min * PIXELS >= MIN_STROKE * (max - min) * 0.5);
      ring[i] = quantileOfRing(image);
    }
  }
  const judged = hasInk.reduce((count, has) => count + has, 0);
  const brightest = maximum.reduce((most, level) => Math.max(most, level), 0);
  const factor = judged >= MIN_IMAGES && brightest > 0 && brightest <= MAX_FAINT ? 255 / brightest : 1;
  const isBinary = maximum.map((level, k) =>
    Number(factor === 1 && level === 1 && hasInk[k]! > 0 && judged >= MIN_IMAGES)
  );
  const paper = ring.map((level, k) => {
    const times = isBinary[k] ? 255 : factor;
    const isPaper = judged >= MIN_IMAGES && hasInk[k] && level * times >= PAPER.level && mean[k]! * times >= PAPER.mean;
    return isPaper ? Math.min(255, Math.round(level * times)) : 0;
  });
  return {factor, judged, isBinary, paper, binary: count(isBinary), inverted: count(paper)};
}

function quantileOfRing(image: Uint8Array): number {
  const levels = Uint8Array.from(RING, (p) => image[p]!).sort();
  return levels[Math.floor(PAPER.quantile * levels.length)]!;
}

function count(flags: Uint8Array): number {
  return flags.reduce((sum, flag) => sum + Number(flag > 0), 0);
}

/** Returns image *i* of a set as ink 255 on 0, as a copy. */
export function correctPixels(image: Uint8Array, i: number, {factor, isBinary, paper}: PixelForm): Uint8Array {
  const times = isBinary[i] ? 255 : factor;
  const white = paper[i]!;
  if (!white) return times === 1 ? image.slice() : image.map((level) => Math.min(255, Math.round(level * times)));
  return image.map((level) => Math.round((255 * Math.max(0, white - Math.round(level * times))) / white));
}
