import {mean, range} from "d3-array";
import {SIDE} from "./image/grid.js";
import type {Box, GrayImage} from "./image/image.js";
import {averageToInner, findInkBox, INNER} from "./normalize.js";

/** Ink is unreadable if its longer side has fewer pixels. */
const MIN_SIDE = 6;

/**
 * Thinner ink at the picture's border, in pixels or relative to the picture's shorter side, is a remnant of the border.
 */
const [MIN_PIXELS, MIN_SHARE] = [4, 0.03];

/**
 * The grid in which to look for edges: cells along the ink's longer side, and the margin around it as a share of that
 * side.
 */
const [CELLS, MARGIN] = [24, 0.1];

/** An edge rises by at least `MIN_RISE` of the contrast within `STEP` cells, about the width of a pen. */
const [STEP, MIN_RISE] = [2, 0.45];

/** Image levels from `STRONG` (of 255) on differ from their surroundings by at least this share of the contrast. */
const [STRONG, MIN_DIFFERENCE] = [128, 0.25];

/**
 * Ink that covers more than `MAX_HELD` of two adjacent sides of the picture is a shaded corner, unless it is narrow: a
 * tightly cropped 1.
 */
const [MAX_HELD, NARROW] = [0.55, 0.45];

/** Ink that was read in a picture. */
export interface FoundInk {
  /** In pixels of the picture. */
  readonly box: Box;
  /** [784], 0 to 255, the network's input. */
  readonly image: Uint8Array;
}

/**
 * May the ink *found* in a gray *picture* of either polarity be pen strokes? It must be large enough to read, neither a
 * remnant of the picture's border nor a shaded corner, have an edge (a soft shadow has none), and differ from the paper
 * on both sides (a hard shadow's edge differs from one side only). Only the original picture shows this: finding the
 * ink has evened out the light and cut off levels.
 */
export function mayBeWritten(picture: GrayImage, found: FoundInk): boolean {
  const {box} = found;
  if (Math.max(box.width, box.height) < MIN_SIDE) return false;
  const atSide = box.x <= 0 || box.x + box.width >= picture.width;
  const atTop = box.y <= 0 || box.y + box.height >= picture.height;
  const thin = Math.max(MIN_PIXELS, MIN_SHARE * Math.min(picture.width, picture.height));
  if ((atSide && box.width < thin) || (atTop && box.height < thin)) return false;
  return hasEdge(picture, box) && differs(picture, found) && !isCorner(picture, found);
}

/** Are the sides of a bar in *box*, much higher than wide or wider than high, as soft as a wave in cloth? */
export function isSoftBar(picture: GrayImage, {x, y, width, height}: Box): boolean {
  const side = Math.min(width, height);
  return !hasEdge(picture, {x: x + (width - side) / 2, y: y + (height - side) / 2, width: side, height: side});
}

function hasEdge(picture: GrayImage, box: Box): boolean {
  const margin = MARGIN * Math.max(box.width, box.height);
  const [left, top] = [Math.max(0, Math.floor(box.x - margin)), Math.max(0, Math.floor(box.y - margin))];
  const width = Math.min(picture.width, Math.ceil(box.x + box.width + margin)) - left;
  const height = Math.min(picture.height, Math.ceil(box.y + box.height + margin)) - top;
  const {data} = averageToInner(picture, {x: left, y: top, width, height}, {side: CELLS});
  const cells = (length: number) => Math.max(1, Math.floor((CELLS * length) / Math.max(width, height)));
  const [columns, rows] = [cells(width), cells(height)];
  let [low, high, rise] = [Infinity, -Infinity, 0];
  for (let y = 0; y < rows; ++y) {
    for (let x = 0; x < columns; ++x) {
      const level = data[y * CELLS + x]!;
      [low, high] = [Math.min(low, level), Math.max(high, level)];
      if (x >= STEP) rise = Math.max(rise, Math.abs(level - data[y * CELLS + x - STEP]!));
      if (y >= STEP) rise = Math.max(rise, Math.abs(level - data[(y - STEP) * CELLS + x]!));
    }
  }
  return rise >= MIN_RISE * (high - low);
}

/** Returns the bounding box of the ink in an *image*. */
function inkBoxOf(image: Uint8Array): Box {
  return findInkBox({width: SIDE, height: SIDE, data: image}) ?? {x: 0, y: 0, width: 0, height: 0};
}

function isNarrow(width: number, height: number): boolean {
  return width < NARROW * height || height < NARROW * width;
}

function differs(picture: GrayImage, {box, image}: FoundInk): boolean {
  const {x: left, y: top, width, height} = inkBoxOf(image);
  if (isNarrow(width, height)) return true; // such as a 1, which fills its box
  const {data} = averageToInner(picture, box);
  const [ink, paper] = [[] as number[], [] as number[]];
  for (let y = 0; y < Math.min(height, INNER); ++y) {
    for (let x = 0; x < Math.min(width, INNER); ++x) {
      const level = image[(top + y) * SIDE + left + x]!;
      if (level >= STRONG) ink.push(data[y * INNER + x]!);
      else if (level < STRONG / 4) paper.push(data[y * INNER + x]!);
    }
  }
  if (!ink.length || !paper.length) return true; // a blot fills its box
  const levels = [...ink, ...paper];
  const contrast = Math.max(...levels) - Math.min(...levels);
  return Math.abs(mean(ink)! - mean(paper)!) >= MIN_DIFFERENCE * contrast;
}

function isCorner(picture: GrayImage, {box, image}: FoundInk): boolean {
  const {x: left, y: top, width, height} = inkBoxOf(image.map((level) => (level >= STRONG ? level : 0)));
  const [atLeft, atRight] = [box.x <= 0, box.x + box.width >= picture.width];
  if (!width || (isNarrow(width, height) && atLeft === atRight)) return false;
  const heldOf = (length: number, indexOf: (k: number) => number) =>
    range(length).filter((k) => image[indexOf(k)]! >= STRONG).length / length;
  const isHeld = (isAtBorder: boolean, held: number) => isAtBorder && held > MAX_HELD;
  const isBeside =
    isHeld(
      box.x <= 0,
      heldOf(height, (k) => (top + k) * SIDE + left)
    ) ||
    isHeld(
      box.x + box.width >= picture.width,
      heldOf(height, (k) => (top + k) * SIDE + left + width - 1)
    );
  const isAboveOrBelow =
    isHeld(
      box.y <= 0,
      heldOf(width, (k) => top * SIDE + left + k)
    ) ||
    isHeld(
      box.y + box.height >= picture.height,
      heldOf(width, (k) => (top + height - 1) * SIDE + left + k)
    );
  return isBeside && isAboveOrBelow;
}
