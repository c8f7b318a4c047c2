import {groupLines} from "./groupLines.js";
import type {Box, GrayImage} from "../image/image.js";
import type {Candidate, Line} from "./line.js";
import type {ByteImage} from "../image/morphology.js";
import {findPieces, joinParts, type InkPart} from "../image/pieces.js";
import {findNecks, withNecks} from "./necks.js";
import {normalizeInk} from "../normalize.js";
import {removeRules} from "../print/rules.js";
import {findSeams, type Seam} from "./seams.js";
import {mapBytes} from "../image/mapBytes.js";

/** The ink between two seams of a line, a candidate for a digit. Lengths are relative to the line's height. */
export interface InkCandidate extends Candidate {
  readonly width: number;
  /** The total width of its empty columns. */
  readonly gap: number;
  /** The sum over its white cuts of the smaller of the ink's heights on either side. High for two digits. */
  readonly divided: number;
  /** The bounding box of its ink, in pixels of the picture. */
  readonly box: Box;
  /** [784], the network's input. */
  readonly image: Uint8Array;
}

/** A line of ink that is cut along seams. */
export interface InkLine extends Line<InkCandidate> {
  /** [length + 1], the ink that each cut crosses, relative to the line's height. */
  readonly crossed: readonly number[];
  /** [length], the ink of each part, in squares of *times* × *times* pixels, from the line's *origin* in the picture. */
  readonly parts: readonly InkPart[];
  readonly times: number;
  readonly origin: {readonly x: number; readonly y: number};
  /** The bounding boxes of the small components that were left out (dots, commas, specks), in pixels of the picture. */
  readonly dots: readonly Box[];
}

/** A component below both of these shares of its line's height is a dot or a comma. */
const [DOT_HEIGHT, DOT_WIDTH] = [0.33, 0.3];

/** A component is a rule if it is this many times as wide as high and wider than this share of the picture. */
const [RULE_ASPECT, RULE_WIDTH] = [5, 0.3];

/**
 * Lines below this height, in pixels, are unreadable. Taller lines are reduced to between this height and twice that.
 */
const [MIN_HEIGHT, REDUCED] = [8, 48];

/** The maximum number of neighboring parts in one digit, and their maximum width together. */
const [MAX_PARTS, MAX_WIDTH] = [8, 1.5];

/** A component with less than this share of a candidate's ink is a fragment of a neighboring digit. */
const MIN_SHARE = 0.06;

/** Seams through white cross at most this much ink: the faint edges of strokes. */
const WHITE = 0.7;

/** Ink with more candidates than this is a texture. */
export const MAX_CANDIDATES = 1000;

/**
 * Segments a picture's *ink* (0 background to 255) into lines, from top to bottom, with their candidates for digits.
 * For a texture, stops at the first candidate beyond `MAX_CANDIDATES`.
 */
export function segmentInk(ink: GrayImage): InkLine[] {
  const pieces = findPieces(removeRules(ink), 4).filter(
    ({box}) => box.width <= RULE_ASPECT * box.height || box.width <= RULE_WIDTH * ink.width
  );
  const written = removeDots(pieces);
  const lines: InkLine[] = [];
  let left = MAX_CANDIDATES;
  for (const group of groupLines(written.map(({box}) => box))) {
    const members = removeDots(group.map((i) => written[i]!));
    const height = heightOf(members);
    if (height < MIN_HEIGHT) continue;
    const joined = joinParts(members);
    const line = segmentLine(joined, height, left);
    lines.push({...line, dots: dotsOf(joined.box, height, pieces, members)});
    left -= line.candidates.length;
    if (left < 0) break;
  }
  return lines;
}

/** The maximum distances of a line's dots beside, above and below it, relative to its height. */
const [BESIDE, OVER, UNDER] = [1, 0.1, 0.5];

/**
 * Returns the boxes of the *pieces* in or near a line's *box* that belong to the line but are not among its *members*.
 */
function dotsOf(box: Box, lineHeight: number, pieces: readonly InkPart[], members: readonly InkPart[]): Box[] {
  const taken = new Set(members);
  return pieces
    .filter((piece) => {
      const {x, y, width, height} = piece.box;
      const [u, v] = [x + width / 2, y + height / 2];
      const isBeside = u > box.x - BESIDE * lineHeight && u < box.x + box.width + BESIDE * lineHeight;
      const isLevel = v > box.y - OVER * lineHeight && v < box.y + box.height + UNDER * lineHeight;
      return !taken.has(piece) && height < DOT_HEIGHT * lineHeight && isBeside && isLevel;
    })
    .map((piece) => piece.box);
}

/** Returns the height of a line's digits: at least half of the ink is in components at least this high. */
function heightOf(pieces: readonly InkPart[]): number {
  const byHeight = [...pieces].sort((a, b) => b.box.height - a.box.height);
  const half = byHeight.reduce((sum, {mass}) => sum + mass, 0) / 2;
  let sum = 0;
  return byHeight.find(({mass}) => (sum += mass) >= half)?.box.height ?? 0;
}

function removeDots(pieces: readonly InkPart[]): InkPart[] {
  const height = heightOf(pieces);
  return pieces.filter(({box}) => box.height >= DOT_HEIGHT * height || box.width >= DOT_WIDTH * height);
}

/**
 * Cuts a line of ink, with digits about *height* pixels high, along its seams. Stops at the first candidate beyond
 * *most*.
 */
function segmentLine(line: InkPart, height: number, most: number): Omit<InkLine, "dots"> {
  const times = Math.max(1, Math.floor(height / REDUCED));
  const ink = reduce(line, times);
  const lineHeight = height / times;
  const seams = withNecks(findSeams(ink, lineHeight), findNecks(ink, lineHeight), lineHeight);
  const cut = cutAlong(ink, seams)
    .map((part, place) => ({part, cost: place ? seams[place - 1]!.cost : 0}))
    .filter(({part}) => part.mass); // seams that run together have nothing between them
  const parts = cut.map(({part}) => part);
  const crossed = [...cut.map(({cost}, place) => (place ? (cost * times) / height : 0)), 0];
  const extents = parts.map(extentOf);
  const candidates: InkCandidate[] = [];
  for (let first = 0; first < parts.length && candidates.length <= most; ++first) {
    for (let end = first + 1; end <= Math.min(parts.length, first + MAX_PARTS); ++end) {
      const together = withoutFragments(joinParts(parts.slice(first, end)));
      const {box, data} = together;
      const width = (box.width * times) / height;
      if (end > first + 1 && width > MAX_WIDTH) break;
      let divided = 0;
      for (let place = first + 1; place < end; ++place) {
        if (cut[place]!.cost < WHITE) divided += Math.min(spanOf(extents, first, place), spanOf(extents, place, end));
      }
      const {image} = normalizeInk({width: box.width, height: box.height, data: widen(together)})!;
      candidates.push({
        first,
        end,
        height: (box.height * times) / height,
        width,
        gap: (countEmptyColumns(box, data) * times) / height,
        divided: (divided * times) / height,
        box: {
          x: line.box.x + box.x * times,
          y: line.box.y + box.y * times,
          width: Math.min(box.width * times, line.box.width - box.x * times),
          height: Math.min(box.height * times, line.box.height - box.y * times)
        },
        image
      });
    }
  }
  return {length: parts.length, candidates, crossed, parts, times, origin: line.box};
}

/** Averages squares of *times* × *times* pixels. */
export function reduce({box, data}: InkPart, times: number): ByteImage {
  if (times === 1) return {width: box.width, height: box.height, data};
  const [width, height] = [Math.ceil(box.width / times), Math.ceil(box.height / times)];
  const sums = new Float32Array(width * height);
  for (let y = 0, i = 0; y < box.height; ++y) {
    const row = Math.floor(y / times) * width;
    for (let x = 0; x < box.width; ++x, ++i) sums[row + Math.floor(x / times)]! += data[i]!;
  }
  return {width, height, data: mapBytes(sums, (sum) => Math.round(sum / (times * times)))};
}

/** Returns the parts of *ink* before, between and after the seams, all as high as the line. */
function cutAlong({width, height, data}: ByteImage, seams: readonly Seam[]): InkPart[] {
  const ends = [...seams.map(({columns}) => columns), new Int32Array(height).fill(width)];
  let starts = new Int32Array(height);
  return ends.map((end) => {
    const [left, right] = [starts.reduce((a, b) => Math.min(a, b)), end.reduce((a, b) => Math.max(a, b))];
    const box = {x: left, y: 0, width: Math.max(1, right - left), height};
    const part = new Uint8Array(box.width * height);
    let mass = 0;
    for (let y = 0; y < height; ++y) {
      for (let x = starts[y]!; x < end[y]!; ++x) mass += part[y * box.width + x - left] = data[y * width + x]!;
    }
    starts = end as Int32Array<ArrayBuffer>;
    return {box, data: part, mass};
  });
}

/** Removes the fragments of neighboring digits from a part; keeps all of it if only fragments are there. */
function withoutFragments({box, data}: InkPart): InkPart {
  const pieces = findPieces({width: box.width, height: box.height, data});
  const least = MIN_SHARE * pieces.reduce((sum, {mass}) => sum + mass, 0);
  const kept = pieces.filter(({mass}) => mass >= least);
  const joined = joinParts(kept.length ? kept : pieces);
  return {...joined, box: {...joined.box, x: joined.box.x + box.x, y: joined.box.y + box.y}};
}

/**
 * Spreads a part's ink at half its strength to neighboring pixels, to restore the soft edges that thresholding removed.
 */
export function widen({box: {width, height}, data}: InkPart): Uint8Array {
  return data.map((level, i) => {
    const x = i % width;
    let most = level;
    if (x) most = Math.max(most, data[i - 1]!);
    if (x < width - 1) most = Math.max(most, data[i + 1]!);
    if (i >= width) most = Math.max(most, data[i - width]!);
    if (i < width * (height - 1)) most = Math.max(most, data[i + width]!);
    return Math.round((level + most) / 2);
  });
}

function countEmptyColumns({width}: Box, data: Uint8Array): number {
  const hasInk = new Uint8Array(width);
  data.forEach((level, i) => {
    if (level) hasInk[i % width] = 1;
  });
  return hasInk.reduce((count, has) => count + 1 - has, 0);
}

/** Returns the first row with ink and the row after the last. */
function extentOf({box: {width}, data}: InkPart): [top: number, bottom: number] {
  const first = data.findIndex((level) => level > 0);
  return first < 0
    ? [Infinity, -Infinity]
    : [Math.floor(first / width), Math.floor(data.findLastIndex(Boolean) / width) + 1];
}

/** Returns the combined height of the parts from *first* up to *end*. */
function spanOf(extents: readonly (readonly [number, number])[], first: number, end: number): number {
  const some = extents.slice(first, end);
  return Math.max(0, Math.max(...some.map(([, bottom]) => bottom)) - Math.min(...some.map(([top]) => top)));
}
