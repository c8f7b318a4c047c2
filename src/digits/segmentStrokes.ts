import type {Box} from "./image.js";
import type {Stroke} from "./pen.js";
import {findExtent} from "./strokes.js";

/** Strokes next to each other on a line that may be a digit together: the line's pieces from *first* up to *end*. */
export interface Candidate {
  readonly first: number;
  readonly end: number;
  /** Indices of the strokes. */
  readonly strokes: readonly number[];
}

/** A line of handwriting, cut into the least parts that a digit may consist of, from left to right. */
export interface Line {
  /** How many parts there are. */
  readonly length: number;
  /** Each part that may be a digit, and each few neighbors that may be one together. */
  readonly candidates: readonly Candidate[];
  /** [length + 1], the white between the parts before and after each, by the height of the line; negative where they overlap. */
  readonly gaps: readonly number[];
}

/** A digit has so many strokes at most. */
const MOST_STROKES = 4;

/** Strokes that share this part of the lower one's height are on one line, and those that are as near by the line's height. */
const [SHARED_HEIGHT, NEAR] = [0.3, 0.35];

/** Returns the lines in which *strokes* are written, from top to bottom, with what in them may be a digit. */
export function segmentStrokes(strokes: readonly Stroke[]): Line[] {
  const boxes = strokes.map((stroke) => findExtent([stroke])!);
  return groupLines(boxes).map((line) => segmentLine(line, boxes));
}

/** Returns which boxes are on a line, top to bottom: a box joins the line that it shares most of its height with. */
function groupLines(boxes: readonly Box[]): number[][] {
  const lines: {members: number[]; top: number; bottom: number}[] = [];
  // The tall ones say where the lines are; dots and bars come last.
  const order = boxes.map((_, i) => i).sort((a, b) => boxes[b]!.height - boxes[a]!.height);
  for (const i of order) {
    const {y, height} = boxes[i]!;
    const bottom = y + height;
    const nearest = lines
      .map((line) => ({line, shared: Math.min(line.bottom, bottom) - Math.max(line.top, y)}))
      .sort((a, b) => b.shared - a.shared)[0];
    const isOn = ({line, shared}: NonNullable<typeof nearest>) =>
      shared >= SHARED_HEIGHT * height - (height < (line.bottom - line.top) / 2 ? NEAR * (line.bottom - line.top) : 0);
    if (nearest && isOn(nearest)) {
      nearest.line.members.push(i);
      nearest.line.top = Math.min(nearest.line.top, y);
      nearest.line.bottom = Math.max(nearest.line.bottom, bottom);
    } else lines.push({members: [i], top: y, bottom});
  }
  return lines.sort((a, b) => a.top + a.bottom - b.top - b.bottom).map(({members}) => members);
}

/** Returns the line of the strokes *members*: each is a part, in the order of their middles. */
function segmentLine(members: readonly number[], boxes: readonly Box[]): Line {
  const parts = [...members].sort((a, b) => boxes[a]!.x + boxes[a]!.width / 2 - boxes[b]!.x - boxes[b]!.width / 2);
  const {length} = parts;
  const height = heightOf(parts.map((i) => boxes[i]!));
  const gaps = Array.from({length: length + 1}, (_, i) => {
    if (!i || i === length) return Infinity;
    const right = Math.max(...parts.slice(0, i).map((k) => boxes[k]!.x + boxes[k]!.width));
    const left = Math.min(...parts.slice(i).map((k) => boxes[k]!.x));
    return (left - right) / height;
  });
  const candidates: Candidate[] = [];
  for (let first = 0; first < length; ++first) {
    for (let end = first + 1; end <= Math.min(length, first + MOST_STROKES); ++end) {
      candidates.push({first, end, strokes: parts.slice(first, end).sort((a, b) => a - b)});
    }
  }
  return {length, candidates, gaps};
}

/** Returns the height of the tallest box, or half the width of one that is wider; 1 for dots alone. */
function heightOf(boxes: readonly Box[]): number {
  return Math.max(...boxes.map(({height, width}) => Math.max(height, width / 2))) || 1;
}
