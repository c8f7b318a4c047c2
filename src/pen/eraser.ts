import type {Point, Stroke} from "./pen.js";

/** A part of a segment, from one position on it to another, in [0, 1]. */
type Span = readonly [from: number, to: number];

/** Only parts longer than this share of the radius are erased, because rounding leaves shorter ones at earlier cuts. */
const LEAST = 1e-6;

/**
 * Cuts out the parts of *strokes* that are closer than *radius* to *center*, all in one unit; a stroke may fall into
 * several. Unchanged points and strokes remain the same objects. If nothing changes, returns *strokes* itself.
 */
export function eraseAt(strokes: readonly Stroke[], center: Point, radius: number): readonly Stroke[] {
  return eraseAlong(strokes, center, center, radius);
}

/** Erases what a round eraser with a *radius* passes on its straight path, like `eraseAt`. */
export function eraseAlong(strokes: readonly Stroke[], from: Point, to: Point, radius: number): readonly Stroke[] {
  const left = strokes.flatMap((stroke) => cutStroke(stroke, from, to, radius));
  return left.length === strokes.length && left.every((stroke, i) => stroke === strokes[i]) ? strokes : left;
}

/** Returns the parts of a stroke that the eraser leaves, in order. */
function cutStroke(stroke: Stroke, from: Point, to: Point, radius: number): Stroke[] {
  if (stroke.length === 1) return isErased(stroke[0]!, from, to, radius) ? [] : [stroke];
  const spanTo = (i: number) => findSpan(stroke[i - 1]!, stroke[i]!, from, to, radius);
  const first = stroke.findIndex((_, i) => i > 0 && spanTo(i));
  if (first < 0) return [stroke];
  const pieces: Point[][] = [];
  let piece = stroke.slice(0, first);
  const end = () => {
    if (piece.length > 1) pieces.push(piece);
    piece = [];
  };
  for (let i = first; i < stroke.length; ++i) {
    const [a, b] = [stroke[i - 1]!, stroke[i]!];
    const span = spanTo(i);
    if (!piece.length && span?.[0] !== 0) piece.push(a);
    if (!span) {
      piece.push(b);
      continue;
    }
    if (span[0] > 0) piece.push(between(a, b, span[0]));
    end();
    if (span[1] < 1) piece.push(between(a, b, span[1]), b);
  }
  end();
  return pieces;
}

/**
 * Returns the part of the segment from *a* to *b* that is closer than *radius* to the eraser's path; undefined if there
 * is none.
 */
function findSpan(a: Point, b: Point, from: Point, to: Point, radius: number): Span | undefined {
  if (Math.min(a[0], b[0]) > Math.max(from[0], to[0]) + radius) return undefined;
  if (Math.max(a[0], b[0]) < Math.min(from[0], to[0]) - radius) return undefined;
  if (Math.min(a[1], b[1]) > Math.max(from[1], to[1]) + radius) return undefined;
  if (Math.max(a[1], b[1]) < Math.min(from[1], to[1]) - radius) return undefined;
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = Math.hypot(dx, dy);
  if (length <= LEAST * radius) return isErased(a, from, to, radius) ? [0, 1] : undefined;
  // The erased area, two disks and the rectangle between them, is convex, so it contains at most one part of a segment.
  const spans = [spanInDisk(a, b, from, radius), spanInDisk(a, b, to, radius), spanInStrip(a, b, from, to, radius)];
  const found = spans.filter((span) => span !== undefined);
  if (!found.length) return undefined;
  const span: Span = [Math.min(...found.map(([start]) => start)), Math.max(...found.map(([, end]) => end))];
  return (span[1] - span[0]) * length > LEAST * radius ? span : undefined;
}

function isErased([x, y]: Point, from: Point, to: Point, radius: number): boolean {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length2 = dx * dx + dy * dy;
  const t = length2 ? Math.max(0, Math.min(1, ((x - from[0]) * dx + (y - from[1]) * dy) / length2)) : 0;
  return Math.hypot(x - from[0] - t * dx, y - from[1] - t * dy) < radius * (1 - LEAST);
}

function spanInDisk(a: Point, b: Point, center: Point, radius: number): Span | undefined {
  const [dx, dy, x, y] = [b[0] - a[0], b[1] - a[1], a[0] - center[0], a[1] - center[1]];
  const [length2, along, outside] = [dx * dx + dy * dy, dx * x + dy * y, x * x + y * y - radius * radius];
  const discriminant = along * along - length2 * outside;
  if (discriminant <= 0) return undefined;
  const root = Math.sqrt(discriminant);
  return clip([(-along - root) / length2, (-along + root) / length2]);
}

/** Returns the part of a segment within the rectangle along the eraser's path, without its round ends. */
function spanInStrip(a: Point, b: Point, from: Point, to: Point, radius: number): Span | undefined {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  if (!length) return undefined;
  const along = ([x, y]: Point) => ((x - from[0]) * dx + (y - from[1]) * dy) / length;
  const across = ([x, y]: Point) => ((y - from[1]) * dx - (x - from[0]) * dy) / length;
  const lengthwise = spanWithin(along(a), along(b), 0, length);
  const crosswise = spanWithin(across(a), across(b), -radius, radius);
  if (!lengthwise || !crosswise) return undefined;
  return clip([Math.max(lengthwise[0], crosswise[0]), Math.min(lengthwise[1], crosswise[1])]);
}

/** Returns the span over which a value that changes linearly from *start* to *end* lies between *low* and *high*. */
function spanWithin(start: number, end: number, low: number, high: number): Span | undefined {
  if (start === end) return low < start && start < high ? [0, 1] : undefined;
  const [p, q] = [(low - start) / (end - start), (high - start) / (end - start)];
  return clip([Math.min(p, q), Math.max(p, q)]);
}

function clip([start, end]: Span): Span | undefined {
  const span: Span = [Math.max(0, start), Math.min(1, end)];
  return span[0] < span[1] ? span : undefined;
}

function between(a: Point, b: Point, t: number): Point {
  return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
}
