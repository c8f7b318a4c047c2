import {averageCells, cellSize} from "./background.js";
import {count, flood, isAtBorder, shrink} from "../image/cellMask.js";
import type {GrayImage} from "../image/image.js";
import type {ByteImage} from "../image/morphology.js";
import {otsuThreshold} from "../image/otsu.js";
import {mapBytes} from "../image/mapBytes.js";

/** Squares along the longer side in which the page is looked for. */
export const CELLS = 160;

/** A picture whose shorter side has fewer pixels is one of a digit, not of a page. */
const MIN_SIDE = 48;

/** What surrounds the page is at least so many levels darker or lighter, and holds this share of the picture's border. */
const [MIN_CONTRAST, MIN_BORDER] = [48, 0.9];

/** A page is at least this wide and high, by the picture's shorter side. */
const MIN_PAGE = 0.5;

/** A page fills this share of the smallest rectangle around it, of any tilt: an ellipse, such as a 0, fills 0.785. */
const MIN_FILLED = 0.88;

/** What is written covers this share of a page at most; the hole of a square 0 is larger. */
const MAX_WRITTEN = 0.25;

/** Squares at the page's edge that are passed over: its shadow, and what the camera's or JPEG's blur carries over it. */
const EDGE = 2;

/** Tilts of a page that are tried, from −45° to 45°. */
const TILTS = Array.from({length: 31}, (_, k) => ((k - 15) * Math.PI) / 60);

/**
 * Returns a *picture* (0 black to 255 white) of a page that lies on a dark or light table, or is in a frame, without what
 * is around the page: as if the page went on to the border, as bright as it is at its edge. Any other picture is returned
 * as it is. A page is a rectangle, of any tilt and a little out of square, whose outside holds the picture's border; digits
 * are none, as they are round, or narrow, or have large holes.
 */
export function removeSurround(picture: GrayImage): GrayImage {
  const {width, height} = picture;
  if (Math.min(width, height) < MIN_SIDE) return picture;
  const cells = averageCells(picture, CELLS);
  const page = findPage(cells);
  return page ? continuePage(picture, cells, page) : picture;
}

/** Returns which cells are of the page, what is written on it included; undefined where none is surrounded. */
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

/** Returns how many cells are in a mask. */
/** Do the cells of *mask*, *area* of them, fill a rectangle of some tilt that is large enough for a page? */
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
    // A cell is 1 wide, and |cos| + |sin| across its corners.
    const [wide, high] = [right - left + 1, bottom - top + 1];
    return Math.min(wide, high) >= least && area >= MIN_FILLED * wide * high;
  });
}

/** Returns the cells of the piece that covers most, of those that touch by their sides. */
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

/** Returns *mask* with all that cannot be reached from the border. */
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

/** Returns the picture with all but the page's cells as bright as the page is next to them. */
function continuePage(picture: GrayImage, cells: ByteImage, page: Uint8Array): GrayImage {
  let inner = page;
  for (let k = 0; k < EDGE; ++k) inner = shrink(inner, cells.width, false);
  return continueFrom(picture, cells, inner);
}

/** Returns the picture with all but the *inner* cells as bright as the paper is at the nearest of those. */
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
 * Returns for each cell the level of the paper at the nearest cell of *inner*; what is written at the page's edge does not
 * count. Undefined where *inner* has no cell.
 */
function spreadLevels({width, data}: ByteImage, inner: Uint8Array): Uint8Array | undefined {
  const sorted = data.filter((_, i) => inner[i]).sort();
  const paper = sorted[sorted.length >> 1];
  if (paper === undefined) return undefined;
  // The middle half of the page's cells tells how far its own light goes.
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
