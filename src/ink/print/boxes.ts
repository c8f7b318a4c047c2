import {findCombs} from "./combs.js";
import {eraseLines, type Edge} from "./eraseLines.js";
import type {Box} from "../image/image.js";
import {groupByJunctions, meets} from "./junctions.js";
import type {ByteImage} from "../image/morphology.js";
import {findPieces} from "../image/pieces.js";
import {findStraightLines} from "./straightLines.js";
import {mapTuple} from "../../mapTuple.js";

/** Pictures with a shorter side below this many pixels show a digit, not a form. */
const MIN_SIDE = 48;

/** Ink from this level of 255 on may be part of a line. */
const STRONG = 48;

/** The maximum thickness of a printed line: in pixels, or as a share of the picture's shorter side. */
const [THIN, THIN_SHARE] = [4, 0.03];

/** The minimum length of a box's side: in pixels, or as a share of the picture's shorter side. */
const [SHORT, SHORT_SHARE] = [14, 0.04];

/** The minimum number of parallel lines from border to border on ruled paper. */
const MIN_RULES = 3;

/**
 * A rule covers at least `MIN_WHOLE` of the picture's side; strokes interrupt other lines over at most `INTERRUPTED` of
 * it.
 */
const [MIN_WHOLE, INTERRUPTED] = [0.9, 0.2];

/** The distance, in pixels, within which a line is at the border or at the same place as another. */
const AT_BORDER = 3;

/** Lines of one box or paper are at most this many times as thick as their median, plus one pixel. */
const MAX_THICKER = 1.6;

/** A box's content is at least this share as high as the box or its cells. */
const MIN_CONTENT = 0.25;

/** An empty box is a frame if it covers at least this share of the picture's width and height. */
const FRAME = 0.6;

/**
 * Removes printed guides for writing from *ink* (0 background to 255): boxes around digits, forms of several boxes,
 * squared and ruled paper. Keeps strokes where they cross a line. Returns ink without such lines unchanged.
 *
 * At least three lines from border to border indicate ruled paper. A box consists of straight, thin lines that end at
 * each other and that have content or form an even row of at least three. A digit has no content: a square 0, or an 8
 * of straight lines, is not a box, and a 1 or the bar of a 7 does not end at another line.
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

/** Returns the lines of ruled or squared paper, including those that strokes interrupt. */
function findPaperLines(across: readonly Edge[], down: readonly Edge[], {width, height}: ByteImage): Edge[] {
  const rules = findParallels(across, width);
  // Without rules, upright lines may be several 1s.
  return rules.length ? [...rules, ...findParallels(down, height)] : [];
}

/**
 * Returns the parallel lines of a paper in one direction; none if fewer than three go from border to border, a distance
 * of *length* pixels. The other lines begin or end at a border, or continue an interrupted one.
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

/** Extends a line beyond its ends, where a stroke may have interrupted it. */
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

/** Returns the lines of boxes that have content, frame the picture, or are a form's fields in a row. */
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

/** Keeps only the edges with both ends on a perpendicular edge, one of their own or of the *paper*. */
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

/** Returns the bounding box of a group of edges, in pixels of the picture. */
function boxAround(group: readonly Edge[]): Box {
  const edgesOf = (wanted: number) => group.filter(({direction}) => direction === wanted);
  const [xs, ys] = mapTuple([edgesOf(1), edgesOf(0)], (edges) => edges.map(({rows}) => rows[rows.length >> 1]!));
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return {x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y};
}

/** Does a box contain a component that is neither a dot nor as large as the box? */
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

/** Is a box at least about as large as one with content? */
function isLikeAFullOne(group: readonly Edge[], boxes: readonly Edge[][], isFull: readonly boolean[]): boolean {
  const {width, height} = boxAround(group);
  return boxes.some((other, k) => {
    const box = boxAround(other);
    return isFull[k] && width >= 0.8 * box.width && height >= 0.8 * box.height;
  });
}
