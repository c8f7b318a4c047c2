import {findCombs} from "./combs.js";
import {eraseLines, type Edge} from "./eraseLines.js";
import type {Box} from "../image/image.js";
import {groupByJunctions, meets} from "./junctions.js";
import type {ByteImage} from "../image/morphology.js";
import {findPieces} from "../image/pieces.js";
import {findStraightLines} from "./straightLines.js";

/** A picture whose shorter side has fewer pixels is one of a digit, not of a form. */
const MIN_SIDE = 48;

/** Levels of ink, of 255, from which on it may be part of a line. */
const STRONG = 48;

/** A printed line is at most this thick, in pixels or by the picture's shorter side. */
const [THIN, THIN_SHARE] = [4, 0.03];

/** A side of a box is at least this long, in pixels or by the picture's shorter side. */
const [SHORT, SHORT_SHARE] = [14, 0.04];

/** Parallel lines from border to border that make paper ruled. */
const MIN_RULES = 3;

/** Such a line runs over this share of the picture at least; others are interrupted over this share of it at most. */
const [MIN_WHOLE, INTERRUPTED] = [0.9, 0.2];

/** Pixels within which a line is at the border, or in the same place as another. */
const AT_BORDER = 3;

/** Lines of one box, or of one paper, are at most this many times as thick as in the median, and a pixel more. */
const MAX_THICKER = 1.6;

/** A box holds something that is at least this share as high as the box, or as its cells are. */
const MIN_CONTENT = 0.25;

/** A box that holds nothing is a frame where it is at least this large, by the picture's sides. */
const FRAME = 0.6;

/**
 * Returns *ink* (0 background to 255) without what is printed to write in: boxes around digits, forms of several, squared
 * and ruled paper. Where a stroke crosses a line, it stays. Ink without such lines is returned as it is.
 *
 * Paper is known by three lines or more from border to border; a box by straight, thin lines that end at each other and
 * that hold something, or that are three or more in an even row. A digit holds nothing: a square 0, or an 8 of straight
 * lines, is no box, and a 1 or the bar of a 7 ends at no other line.
 */
export function removeBoxes(ink: ByteImage): ByteImage {
  const {width, height} = ink;
  const side = Math.min(width, height);
  if (side < MIN_SIDE) return ink;
  const strong = {width, height, data: ink.data.map((level) => (level >= STRONG ? 255 : 0))};
  const limits = {
    maxThickness: Math.max(THIN, Math.round(THIN_SHARE * side)),
    minLength: Math.max(SHORT, SHORT_SHARE * side)
  };
  const across = findStraightLines(strong, limits).map((line): Edge => ({...line, direction: 0}));
  if (!across.length) return ink;
  const down = findStraightLines(transpose(strong), limits).map((line): Edge => ({...line, direction: 1}));
  const paper = findPaperLines(across, down, strong);
  const combs = [...findCombs(across, down), ...findCombs(down, across)];
  const edges = [...new Set([...paper, ...findBoxEdges(across, down, paper, combs, strong), ...combs])];
  return edges.length ? eraseLines(ink, edges) : ink;
}

function transpose({width, height, data}: ByteImage): ByteImage {
  const turned = new Uint8Array(data.length);
  for (let y = 0, i = 0; y < height; ++y) for (let x = 0; x < width; ++x, ++i) turned[x * height + y] = data[i]!;
  return {width: height, height: width, data: turned};
}

/** Returns the lines of ruled or squared paper, those that strokes interrupt too. */
function findPaperLines(across: readonly Edge[], down: readonly Edge[], {width, height}: ByteImage): Edge[] {
  const rules = findParallels(across, width);
  // Upright lines alone may be several 1s.
  return rules.length ? [...rules, ...findParallels(down, height)] : [];
}

/**
 * Returns the lines of a paper in one direction, none where fewer than three go from border to border, *length* pixels
 * apart; the others begin or end at a border, or go on where one of these was interrupted.
 */
function findParallels(lines: readonly Edge[], length: number): Edge[] {
  const whole = lines.filter(({start, end}) => end - start >= MIN_WHOLE * length);
  if (whole.length < MIN_RULES) return [];
  const typical = ofOneThickness(whole);
  const slopes = typical.map(slopeOf).sort((a, b) => a - b);
  const slope = slopes[slopes.length >> 1]!;
  const thick = MAX_THICKER * Math.max(...typical.map(({thickness}) => thickness)) + 1;
  const alike = lines.filter(({thickness}) => thickness <= thick);
  const outer = alike.filter(({start, end}) => start <= AT_BORDER || end >= length - AT_BORDER);
  const levelOf = ({start, rows}: Edge) => rows[rows.length >> 1]! - slope * (start + (rows.length >> 1));
  const levels = outer.map(levelOf);
  const inner = alike.filter((line) => levels.some((level) => Math.abs(level - levelOf(line)) <= AT_BORDER));
  return [...new Set([...outer, ...inner])].map((line) => extend(line, slope, length));
}

function slopeOf({rows}: Edge): number {
  return (rows[rows.length - 1]! - rows[0]!) / Math.max(1, rows.length - 1);
}

/** Returns a line that goes on beyond its ends, where a stroke may have interrupted it. */
function extend(line: Edge, slope: number, length: number): Edge {
  const more = Math.round(INTERRUPTED * length);
  const [start, end] = [Math.max(0, line.start - more), Math.min(length, line.end + more)];
  const rows = Float32Array.from({length: end - start}, (_, k) => {
    const at = Math.max(0, Math.min(line.rows.length - 1, start + k - line.start));
    return line.rows[at]! + slope * (start + k - line.start - at);
  });
  return {...line, start, end, rows};
}

function ofOneThickness(edges: readonly Edge[]): Edge[] {
  const sorted = edges.map(({thickness}) => thickness).sort((a, b) => a - b);
  const most = MAX_THICKER * sorted[sorted.length >> 1]! + 1;
  return edges.filter(({thickness}) => thickness <= most);
}

/** Returns the lines of boxes that hold something, that frame the picture, or that are fields of a form in a row. */
function findBoxEdges(
  across: readonly Edge[],
  down: readonly Edge[],
  paper: readonly Edge[],
  combs: readonly Edge[],
  ink: ByteImage
): Edge[] {
  const groups = groupByJunctions(
    onlyAnchored(
      [...across, ...down].filter((edge) => !paper.includes(edge)),
      paper
    )
  );
  const boxes = groups.filter((group) => [0, 1].every((d) => group.filter((edge) => edge.direction === d).length > 1));
  if (!boxes.length) return [];
  const rest = eraseLines(ink, [...boxes.flat(), ...paper]);
  const pieces = findPieces(rest, 4).map(({box}) => box);
  const isFull = boxes.map((group) => holdsSome(group, pieces));
  const isField = (group: readonly Edge[]) => group.some((edge) => combs.includes(edge));
  return boxes
    .filter((group, k) => isFull[k] || isField(group) || isFrame(group, ink) || isLikeAFullOne(group, boxes, isFull))
    .flat();
}

/** Returns the edges both of whose ends are at one of the others, or of the *paper*'s, across it. */
function onlyAnchored(edges: readonly Edge[], paper: readonly Edge[]): Edge[] {
  let kept = ofOneThickness(edges.slice().sort((a, b) => b.end - b.start - (a.end - a.start)).slice(0, 400)); // prettier-ignore
  for (;;) {
    const others = [...kept, ...paper];
    const anchored = kept.filter(
      (edge) => others.some((other) => meets(edge, 0, other)) && others.some((other) => meets(edge, 1, other))
    );
    if (anchored.length === kept.length) return kept;
    kept = anchored;
  }
}

/** Returns the box around a group of edges, in pixels of the picture. */
function boxAround(group: readonly Edge[]): Box {
  const [across, down] = [0, 1].map((d) => group.filter(({direction}) => direction === d)) as [Edge[], Edge[]];
  const [xs, ys] = [down, across].map((edges) => edges.map(({rows}) => rows[rows.length >> 1]!)) as [
    number[],
    number[]
  ];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return {x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y};
}

/** Does a group of edges hold a piece that is neither a dot nor as large as the box? */
function holdsSome(group: readonly Edge[], pieces: readonly Box[]): boolean {
  const box = boxAround(group);
  const rows = group.filter(({direction}) => !direction).map((edge) => edge.rows[edge.rows.length >> 1]!).sort((a, b) => a - b); // prettier-ignore
  const high = Math.max(...rows.slice(1).map((row, k) => row - rows[k]!));
  return pieces.some(
    ({x, y, width, height}) =>
      height >= MIN_CONTENT * high &&
      x + width / 2 > box.x &&
      x + width / 2 < box.x + box.width &&
      y + height / 2 > box.y &&
      y + height / 2 < box.y + box.height
  );
}

function isFrame(group: readonly Edge[], {width, height}: ByteImage): boolean {
  const box = boxAround(group);
  return box.width >= FRAME * width && box.height >= FRAME * height;
}

/** Is a box as large as one that holds something, or larger? */
function isLikeAFullOne(group: readonly Edge[], boxes: readonly Edge[][], isFull: readonly boolean[]): boolean {
  const {width, height} = boxAround(group);
  return boxes.some((other, k) => {
    const box = boxAround(other);
    return isFull[k] && width >= 0.8 * box.width && height >= 0.8 * box.height;
  });
}
