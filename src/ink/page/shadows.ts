import {connectRuns} from "../image/connectedRuns.js";
import type {GrayImage} from "../image/image.js";

/** Pictures with a shorter side below this many pixels show digits, which may fill them. */
const MIN_SIDE = 100;

/** Ink counts from this level of 255. */
const STRONG = 64;

/** A component that covers more than this share of the picture and of its border is not a stroke. */
const [MAX_AREA, MAX_BORDER] = [0.05, 0.04];

/** Does *ink* (0 background to 255) include a shadow or a thumb that reaches into the picture from its border? */
export function hasShadow({width, height, data}: GrayImage): boolean {
  if (Math.min(width, height) < MIN_SIDE) return false;
  const isStrong = (i: number) => data[i]! >= STRONG;
  const border = 2 * (width + height);
  let atBorder = 0;
  for (let x = 0; x < width; ++x) atBorder += Number(isStrong(x)) + Number(isStrong((height - 1) * width + x));
  for (let y = 0; y < height; ++y) atBorder += Number(isStrong(y * width)) + Number(isStrong((y + 1) * width - 1));
  if (atBorder <= MAX_BORDER * border) return false;
  const strong = new Uint8Array(data.length);
  for (let i = 0; i < data.length; ++i) strong[i] = Number(isStrong(i));
  const {starts, ends, pieces, pieceCount} = connectRuns({width, height, data: strong});
  const [areas, held] = [new Uint32Array(pieceCount), new Uint32Array(pieceCount)];
  starts.forEach((start, run) => {
    const [piece, end] = [pieces[run]!, ends[run]!];
    areas[piece]! += end - start;
    const isFirstOrLastRow = start < width || end > data.length - width;
    held[piece]! += isFirstOrLastRow ? end - start : Number(start % width === 0) + Number(end % width === 0);
  });
  return areas.some((area, piece) => area >= MAX_AREA * data.length && held[piece]! > MAX_BORDER * border);
}
