import {averageCells} from "./background.js";
import {count, flood, isAtBorder, shrink} from "../image/cellMask.js";
import type {GrayImage} from "../image/image.js";
import type {ByteImage} from "../image/morphology.js";
import {CELLS, continueFrom} from "./surround.js";
import {mapBytes} from "../image/mapBytes.js";

/** Pictures with a shorter side below this many pixels show a digit, not a page. */
const MIN_SIDE = 48;

/** Thumbs and ink differ from the paper by more than this many levels. */
const MIN_CONTRAST = 48;

/**
 * A thumb is uniform: all of its cells lie within this many levels of their median. A shadow with ink in it is not
 * uniform.
 */
const MAX_SPREAD = 24;

/** A thumb survives at least this many erosions. */
const MIN_DEPTH = 3;

/**
 * The chord of a thumb is at least `WIDER` times as long as strokes are deep. At most this share of a thumb's cells
 * deviates from a disk that one side of the picture cuts off.
 */
const [WIDER, MAX_WRONG] = [2.5, 0.15];

/** A thumb covers at most this share of the picture. */
const MAX_AREA = 0.12;

/** Cells around a thumb that are removed with it: its soft edge and its shadow. */
const EDGE = 2;

/** A connected component of the cells that differ from the paper. */
interface Piece {
  readonly cells: readonly number[];
  /** Whether the component touches the picture's border. */
  readonly isOuter: boolean;
  /** The number of erosions that the component's deepest cell survives. */
  readonly depth: number;
}

/**
 * Removes the thumbs that hold a page from its *picture* (0 black to 255 white) and continues the paper in their place.
 * A thumb comes in from the border, is round and uniform, and is wider than any stroke. Returns the picture unchanged
 * if nothing but border components stands out from the paper, because the digit itself may touch the border.
 */
export function removeThumbs(picture: GrayImage): GrayImage {
  if (Math.min(picture.width, picture.height) < MIN_SIDE) return picture;
  const cells = averageCells(picture, CELLS);
  const paper = commonLevel(cells.data);
  const mask = mapBytes(cells.data, (level) => Number(Math.abs(level - paper) > MIN_CONTRAST));
  const pieces = findPieces(mask, cells);
  const written = pieces.filter(({isOuter}) => !isOuter);
  if (!written.length) return picture;
  const deepest = Math.max(...written.map(({depth}) => depth));
  const thumbs = pieces.filter(
    (piece) =>
      piece.isOuter &&
      isRound(piece, deepest, cells) &&
      piece.cells.length <= MAX_AREA * mask.length &&
      isUniform(piece, mask, cells)
  );
  if (!thumbs.length) return picture;
  let paperCells: Uint8Array = new Uint8Array(mask.length).fill(1);
  for (const thumb of thumbs) for (const i of thumb.cells) paperCells[i] = 0;
  for (let k = 0; k < EDGE; ++k) paperCells = shrink(paperCells, cells.width, true);
  return continueFrom(picture, cells, paperCells);
}

/** Returns the level that the most cells have, within 4 levels. */
function commonLevel(data: Uint8Array): number {
  const histogram = new Uint32Array(256);
  for (const level of data) ++histogram[level]!;
  const around = Array.from(histogram, (_, level) =>
    histogram.subarray(Math.max(0, level - 4), level + 5).reduce((a, b) => a + b)
  );
  return around.indexOf(Math.max(...around));
}

function findPieces(mask: Uint8Array, {width}: ByteImage): Piece[] {
  const depths = erosionDepths(mask, width);
  const pieceOf = new Int32Array(mask.length);
  const found: number[][] = [];
  for (let start = 0; start < mask.length; ++start) {
    if (mask[start] && !pieceOf[start]) flood(mask, width, [start], pieceOf, found.push([]));
    if (mask[start]) found[pieceOf[start]! - 1]!.push(start);
  }
  return found.map((cells) => ({
    cells,
    isOuter: cells.some((i) => isAtBorder(i, width, mask.length)),
    depth: cells.reduce((most, i) => Math.max(most, depths[i]!), 0)
  }));
}

/**
 * Returns how many erosions each cell survives, counted from 1. Cells outside the picture count as part of the mask.
 */
function erosionDepths(mask: Uint8Array, width: number): Uint8Array {
  const depths = new Uint8Array(mask.length);
  let left = mask;
  while (count(left)) {
    left.forEach((is, i) => void (is && ++depths[i]!));
    left = shrink(left, width, true);
  }
  return depths;
}

/** Is a component a disk that one side of the picture cuts off, and wider than strokes of depth *deepest*? */
function isRound({cells, depth}: Piece, deepest: number, {width, height}: ByteImage): boolean {
  const [xs, ys] = [cells.map((i) => i % width), cells.map((i) => Math.floor(i / width))];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const sides = [!left, right === width - 1, !top, bottom === height - 1];
  if (sides.filter(Boolean).length !== 1 || depth < MIN_DEPTH) return false;
  const isUpright = sides[0] || sides[1];
  const inward = (isUpright ? right - left : bottom - top) + 1;
  const outer = cells.filter((i) => isAtBorder(i, width, width * height));
  const chord = outer.length;
  if (chord < WIDER * deepest || inward > chord) return false;
  // The disk goes through the chord's ends and the innermost cell. Distances from the border are to the cells' centers.
  const radius = (chord ** 2 / 4 + inward ** 2) / (2 * inward);
  const middle = outer.reduce((sum, i) => sum + (isUpright ? Math.floor(i / width) : i % width), 0) / chord;
  const inside = new Set(cells);
  let wrong = 0;
  for (let i = 0; i < width * height; ++i) {
    const [x, y] = [i % width, Math.floor(i / width)];
    const depthAt = (sides[0] ? x : sides[1] ? width - 1 - x : sides[2] ? y : height - 1 - y) + 0.5;
    const isDisk = Math.hypot((isUpright ? y : x) - middle, depthAt + radius - inward) <= radius;
    if (isDisk !== inside.has(i)) ++wrong;
  }
  return wrong <= MAX_WRONG * cells.length;
}

/** Do all of a component's cells, apart from its edge, have about the same level? */
function isUniform({cells}: Piece, mask: Uint8Array, {width, data}: ByteImage): boolean {
  const core = shrink(mask, width, true);
  const levels = cells.filter((i) => core[i]).map((i) => data[i]!);
  const median = levels.slice().sort((a, b) => a - b)[levels.length >> 1]!;
  return levels.every((level) => Math.abs(level - median) <= MAX_SPREAD);
}
