import {averageCells, cellSize} from "./background.js";
import {count, flood, isAtBorder, shrink} from "../image/cellMask.js";
import type {GrayImage} from "../image/image.js";
import type {ByteImage} from "../image/morphology.js";
import {otsuThreshold} from "../image/otsu.js";
import {mapBytes} from "../image/mapBytes.js";

/** Cells along the longer side of the grid that is searched for the page. */
export const CELLS = 160;

/** Pictures with a shorter side below this many pixels show a digit, not a page. */
const MIN_SIDE = 48;

/**
 * The surround is at least this many levels darker or lighter than the page and covers this share of the picture's
 * border.
 */
const [MIN_CONTRAST, MIN_BORDER] = [48, 0.9];

/** The minimum width and height of a page, as a share of the picture's shorter side. */
const MIN_PAGE = 0.5;

/**
 * A page fills at least this share of its smallest bounding rectangle, at any tilt. An ellipse, such as a 0, fills
 * 0.785.
 */
const MIN_FILLED = 0.88;

/** Writing covers at most this share of a page. The hole of a square 0 is larger. */
const MAX_WRITTEN = 0.25;

/** Cells to skip at the page's edge: they hold its shadow and the blur of the camera or of JPEG. */
const EDGE = 2;

/** The tilts at which to look for a page, from −45° to 45°. */
const TILTS = Array.from({length: 31}, (_, k) => ((k - 15) * Math.PI) / 60);

/**
 * Removes the surround of a page that lies on a dark or light table or in a frame, and continues the page to the border
 * of the *picture* (0 black to 255 white) at the brightness of the page's edge. Returns any other picture unchanged. A
 * page is a rectangle, at any tilt and possibly slightly skewed, whose surround covers the picture's border. Digits are
 * not pages: they are round, narrow or have large holes.
 */
export function removeSurround(picture: GrayImage): GrayImage {
  const {width, height} = picture;
  if (Math.min(width, height) < MIN_SIDE) return picture;
  const cells = averageCells(picture, CELLS);
  const page = findPage(cells);
  return page ? continuePage(picture, cells, page) : picture;
}

/** Returns the mask of the page's cells, writing included; undefined if no page has a surround. */
function findPage(cells: ByteImage): Uint8Array | undefined {
  const {width, height, data} = cells;
  const histogram = new Uint32Array(256);
  for (const level of data) ++histogram[level]!;
  const threshold = otsuThreshold(histogram);
  const [dark, light] = [meanLevel(histogram, 0, threshold + 1), meanLevel(histogram, threshold + 1, 256)];
  if (!(light - dark >= MIN_CONTRAST)) return undefined;
  let [darkBorder, border] = [0, 0];
  for (let i = 0; i < data.length; ++i) {
    const [x, y] = [i % width, Math.floor(i / width)];
    if (x && y && x < width - 1 && y < height - 1) continue;
    ++border;
    if (data[i]! <= threshold) ++darkBorder;
  }
  const share = darkBorder / border;
  if (share < MIN_BORDER && share > 1 - MIN_BORDER) return undefined;
  const isSurroundDark = share >= MIN_BORDER;
  const isSide = mapBytes(data, (level) => Number(level <= threshold !== isSurroundDark));
  const page = largestPiece(isSide, width);
  const filled = fillHoles(page, width);
  const area = count(filled);
  if (count(page) < (1 - MAX_WRITTEN) * area || !isRectangle(filled, cells, area)) return undefined;
  return filled;
}

function meanLevel(histogram: Uint32Array, low: number, high: number): number {
  let [sum, total] = [0, 0];
  for (let level = low; level < high; ++level) {
    sum += level * histogram[level]!;
    total += histogram[level]!;
  }
  return sum / total;
}

/** Do the *area* cells of *mask* fill a rectangle, at some tilt, that is large enough for a page? */
function isRectangle(mask: Uint8Array, {width, height}: ByteImage, area: number): boolean {
  const least = MIN_PAGE * Math.min(width, height);
  return TILTS.some((tilt) => {
    const [cos, sin] = [Math.cos(tilt), Math.sin(tilt)];
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let i = 0; i < mask.length; ++i) {
      if (!mask[i]) continue;
      const [x, y] = [i % width, Math.floor(i / width)];
      const [u, v] = [cos * x + sin * y, cos * y - sin * x];
      if (u < left) left = u;
      if (u > right) right = u;
      if (v < top) top = v;
      if (v > bottom) bottom = v;
    }
    // A cell is 1 wide; its diagonal extent is |cos| + |sin|.
    const [wide, high] = [right - left + 1, bottom - top + 1];
    return Math.min(wide, high) >= least && area >= MIN_FILLED * wide * high;
  });
}

/** Returns the largest component of a mask, with connectivity by the cells' sides. */
function largestPiece(mask: Uint8Array, width: number): Uint8Array {
  const pieceOf = new Int32Array(mask.length);
  let [best, most, pieces] = [0, 0, 0];
  for (let start = 0; start < mask.length; ++start) {
    if (!mask[start] || pieceOf[start]) continue;
    const size = flood(mask, width, [start], pieceOf, ++pieces);
    if (size > most) [best, most] = [pieces, size];
  }
  return mapBytes(pieceOf, (piece) => Number(piece > 0 && piece === best));
}

/** Returns *mask* with its holes filled: all cells that cannot be reached from the border. */
function fillHoles(mask: Uint8Array, width: number): Uint8Array {
  const outside = mask.map((is) => 1 - is);
  const reached = new Int32Array(mask.length);
  const starts: number[] = [];
  for (let i = 0; i < mask.length; ++i) {
    if (outside[i] && isAtBorder(i, width, mask.length)) starts.push(i);
  }
  flood(outside, width, starts, reached, 1);
  return mapBytes(reached, (is) => 1 - is);
}

/** Replaces everything but the page's cells with the brightness of the nearest part of the page. */
function continuePage(picture: GrayImage, cells: ByteImage, page: Uint8Array): GrayImage {
  let inner = page;
  for (let k = 0; k < EDGE; ++k) inner = shrink(inner, cells.width, false);
  return continueFrom(picture, cells, inner);
}

/** Replaces all but the *inner* cells of a picture with the level of the paper at the nearest inner cell. */
export function continueFrom(picture: GrayImage, cells: ByteImage, inner: Uint8Array): GrayImage {
  const {width, height, data} = picture;
  const columns = cells.width;
  const size = cellSize(width, height, CELLS);
  const levels = spreadLevels(cells, inner);
  if (!levels) return picture;
  const continued = Uint8Array.from(data);
  for (let y = 0, i = 0; y < height; ++y) {
    const row = Math.floor(y / size) * columns;
    for (let x = 0; x < width; ++x, ++i) {
      const cell = row + Math.floor(x / size);
      if (!inner[cell]) continued[i] = levels[cell]!;
    }
  }
  return {width, height, data: continued};
}

/**
 * Returns for each cell the paper's level at the nearest cell of *inner*, ignoring writing at the page's edge.
 * Undefined if *inner* is empty.
 */
function spreadLevels({width, data}: ByteImage, inner: Uint8Array): Uint8Array | undefined {
  const sorted = data.filter((_, i) => inner[i]).sort();
  const paper = sorted[sorted.length >> 1];
  if (paper === undefined) return undefined;
  // The interquartile range of the page's levels shows how much its own light varies.
  const spread = Math.max(
    8,
    3 * (sorted[Math.floor(0.75 * sorted.length)]! - sorted[Math.floor(0.25 * sorted.length)]!)
  );
  const levels = data.slice();
  const source = new Int32Array(data.length);
  const queue: number[] = [];
  data.forEach((level, i) => {
    if (inner[i] && Math.abs(level - paper) <= spread) queue.push(i);
  });
  for (const i of queue) source[i] = 1;
  for (let k = 0; k < queue.length; ++k) {
    const i = queue[k]!;
    const x = i % width;
    for (const j of [x ? i - 1 : -1, x < width - 1 ? i + 1 : -1, i - width, i + width]) {
      if (j < 0 || j >= data.length || source[j]) continue;
      source[j] = 1;
      levels[j] = levels[i]!;
      queue.push(j);
    }
  }
  return levels;
}
