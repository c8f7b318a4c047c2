import {extent, max, min} from "d3-array";
import {bestPath} from "./bestPath.js";
import type {Box} from "./image.js";
import type {Stroke} from "./pen.js";
import {allows, type Ruling} from "./rulings.js";
import {findExtent} from "./strokes.js";

/** Strokes next to each other on a line that may be a digit together: the line's pieces from *first* up to *end*. */
export interface Candidate {
  readonly first: number;
  readonly end: number;
  /** Indices of the strokes. */
  readonly strokes: readonly number[];
  /** By the height of the line, in (0, 1]. */
  readonly height: number;
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

/** White between lines is at least this share of the lower one's height: less is between the parts of an 8 or a 5. */
const LEAST_LEADING = 0.3;

/**
 * Returns the lines in which *strokes* are written, from top to bottom, with what in them may be a digit. Of *rulings*,
 * whose parts are strokes, a line heeds all or, where they leave no way to divide it, none.
 */
export function segmentStrokes(strokes: readonly Stroke[], rulings: readonly Ruling[] = []): Line[] {
  const boxes = strokes.map((stroke) => findExtent([stroke])!);
  return groupLines(boxes).map((members) => {
    const line = segmentLine(members, boxes, rulings);
    const canBeDivided = bestPath(
      line.length,
      line.candidates.map(({first, end}) => ({first, end, score: 0}))
    );
    return canBeDivided ? line : segmentLine(members, boxes, []);
  });
}

/** Returns which boxes are on a line, top to bottom: those between which there is no white line all across. */
function groupLines(boxes: readonly Box[]): number[][] {
  const order = boxes.map((_, i) => i).sort((a, b) => boxes[a]!.y - boxes[b]!.y);
  const lines: {members: number[]; top: number; bottom: number}[] = [];
  for (const i of order) {
    const {y, height} = boxes[i]!;
    const line = lines.at(-1);
    if (line && y <= line.bottom) {
      line.members.push(i);
      line.bottom = Math.max(line.bottom, y + height);
    } else lines.push({members: [i], top: y, bottom: y + height});
  }
  const joined: typeof lines = [];
  for (const line of lines) {
    const above = joined.at(-1);
    if (above && line.top - above.bottom <= leadingOf(above, line)) {
      above.members.push(...line.members);
      above.bottom = line.bottom;
    } else joined.push(line);
  }
  return joined.map(({members}) => members);
}

/** Returns the least white between two lines: by the lower of them, or by the other where that is flat, such as a bar. */
function leadingOf(...lines: {top: number; bottom: number}[]): number {
  const [least, most] = extent(lines, ({top, bottom}) => bottom - top) as [number, number];
  return LEAST_LEADING * (least < most / 3 ? most : least);
}

/** Returns the line of the strokes *members*: each is a part, in the order of their middles. */
function segmentLine(members: readonly number[], boxes: readonly Box[], rulings: readonly Ruling[]): Line {
  const parts = [...members].sort((a, b) => boxes[a]!.x + boxes[a]!.width / 2 - boxes[b]!.x - boxes[b]!.width / 2);
  const {length} = parts;
  const heightOf = (members: readonly number[]) => {
    const [top, bottom] = [min(members, (i) => boxes[i]!.y)!, max(members, (i) => boxes[i]!.y + boxes[i]!.height)!];
    return bottom - top;
  };
  const height = Math.max(heightOf(parts), ...parts.map((i) => boxes[i]!.width / 2)) || 1;
  const gaps = Array.from({length: length + 1}, (_, i) => {
    if (!i || i === length) return Infinity;
    const right = Math.max(...parts.slice(0, i).map((k) => boxes[k]!.x + boxes[k]!.width));
    const left = Math.min(...parts.slice(i).map((k) => boxes[k]!.x));
    return (left - right) / height;
  });
  const candidates: Candidate[] = [];
  for (let first = 0; first < length; ++first) {
    for (let end = first + 1; end <= length; ++end) {
      const strokes = parts.slice(first, end).sort((a, b) => a - b);
      if (end > first + MOST_STROKES && !isRuledDigit(rulings, strokes)) continue;
      if (allows(rulings, strokes)) candidates.push({first, end, strokes, height: heightOf(strokes) / height});
    }
  }
  return {length, candidates, gaps};
}

function isRuledDigit(rulings: readonly Ruling[], parts: readonly number[]): boolean {
  return rulings.some((ruling) => ruling.isDigit && ruling.parts.length === parts.length && allows([ruling], parts));
}
