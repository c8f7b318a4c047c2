import {max, min} from "d3-array";
import {bestPath} from "../ink/segmentation/bestPath.js";
import {groupLines} from "../ink/segmentation/groupLines.js";
import type {Box} from "../ink/image/image.js";
import type {Candidate, Line} from "../ink/segmentation/line.js";
import type {Stroke} from "./pen.js";
import {allows, type Constraint} from "../ink/segmentation/constraints.js";
import {findExtent} from "./strokes.js";

/** Neighboring strokes of a line that may be a digit together. */
export interface StrokeCandidate extends Candidate {
  /** Indices of the strokes. */
  readonly strokes: readonly number[];
}

/** A line of strokes, each of them one part. */
export interface StrokeLine extends Line<StrokeCandidate> {
  /**
   * [length + 1], the white gap between the parts before and after each position, relative to the line's height;
   * negative for an overlap.
   */
  readonly gaps: readonly number[];
}

/** The maximum number of strokes in a digit. */
const MAX_STROKES = 4;

/**
 * Groups *strokes* into lines, from top to bottom, with their candidates for digits. A line obeys all *constraints*,
 * whose parts are strokes, or none if they leave no way to segment it.
 */
export function segmentStrokes(strokes: readonly Stroke[], constraints: readonly Constraint[] = []): StrokeLine[] {
  const boxes = strokes.map((stroke) => findExtent([stroke])!);
  return groupLines(boxes).map((members) => {
    const line = segmentLine(members, boxes, constraints);
    const canBeDivided = bestPath(
      line.length,
      line.candidates.map(({first, end}) => ({first, end, score: 0}))
    );
    return canBeDivided ? line : segmentLine(members, boxes, []);
  });
}

/** Returns the line of the strokes *members*, each of them one part, in the order of their horizontal centers. */
function segmentLine(
  members: readonly number[],
  boxes: readonly Box[],
  constraints: readonly Constraint[]
): StrokeLine {
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
  const candidates: StrokeCandidate[] = [];
  for (let first = 0; first < length; ++first) {
    for (let end = first + 1; end <= length; ++end) {
      const strokes = parts.slice(first, end).sort((a, b) => a - b);
      if (end > first + MAX_STROKES && !isRuledDigit(constraints, strokes)) continue;
      if (allows(constraints, strokes)) candidates.push({first, end, strokes, height: heightOf(strokes) / height});
    }
  }
  return {length, candidates, gaps};
}

function isRuledDigit(constraints: readonly Constraint[], parts: readonly number[]): boolean {
  return constraints.some(
    (constraint) => constraint.isDigit && constraint.parts.length === parts.length && allows([constraint], parts)
  );
}
