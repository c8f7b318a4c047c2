import {PIXELS, SIDE} from "../../../src/ink/image/grid.js";
import type {DigitPieces} from "../parts/pieces.js";
import {mapTuple} from "../../../src/mapTuple.js";

/** The form of a dataset's pixels, if it is not ink 255 on 0. */
export interface PixelForm {
  /** Factor for every pixel; 1 if some pixel is above 127. */
  readonly factor: number;
  /** Number of images with ink: more than one level, and at least 10 pixels of strokes. */
  readonly judged: number;
  /** [length], 1 for an image of only 0 and 1 among images with a larger range: its factor is 255. */
  readonly isBinary: Uint8Array;
  /** [length], the level of the paper, 1 to 255, for dark ink on white; 0 for other images. */
  readonly paper: Uint8Array;
  /** Number of binary images, and of inverted ones. */
  readonly binary: number;
  readonly inverted: number;
}

/** If no pixel of a dataset is above this, its pixels don't reach 255. */
const MAX_FAINT = 127;

/** Images with fewer ink pixels are no digits. */
export const MIN_STROKE = 10;
/** Sets with fewer images get no verdict. */
const MIN_IMAGES = 12;

/** In an image of paper, nearly all border pixels and the mean are bright; a thick digit on 0 has neither. */
const PAPER = {quantile: 0.1, level: 100, mean: 128};

/** Indices of an image's border pixels. */
const RING = Uint16Array.from({length: PIXELS}, (_, i) => i).filter(
  (i) => i < SIDE || i >= PIXELS - SIDE || i % SIDE === 0 || i % SIDE === SIDE - 1
);

/** Finds the form of the pixels of *digits*. */
export function findPixelForm({length, images}: DigitPieces): PixelForm {
  const [maximum, ring, mean] = mapTuple([0, 1, 2], () => new Uint8Array(length));
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
      // If the mean is far enough from the minimum, the image has enough pixels above it.
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

/** Returns a copy of image *i* of a dataset, converted to ink 255 on 0. */
export function correctPixels(image: Uint8Array, i: number, {factor, isBinary, paper}: PixelForm): Uint8Array {
  const times = isBinary[i] ? 255 : factor;
  const white = paper[i]!;
  if (!white) return times === 1 ? image.slice() : image.map((level) => Math.min(255, Math.round(level * times)));
  return image.map((level) => Math.round((255 * Math.max(0, white - Math.round(level * times))) / white));
}
