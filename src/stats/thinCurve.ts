import {maxIndex} from "d3-array";

/** A section of a curve between two kept points, and the point between them that is farthest from the chord. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly farthest: number;
  readonly distance: number;
}

/**
 * Reduces a curve to at most *most* (≥ 2) of its *points*, for drawing: keeps the first and the last point, then
 * repeatedly the point that is farthest from the line drawn so far, until all points are closer than *tolerance*. *x*
 * and *y* read a point's coordinates as fractions of the drawing's sides, so 0.0005 is half a pixel in a thousand.
 *
 * Ramer, An iterative procedure for the polygonal approximation of plane curves, 1972,
 * https://doi.org/10.1016/S0146-664X(72)80017-0
 */
export function thinCurve<T>(
  points: readonly T[],
  most: number,
  {x, y, tolerance = 0.0005}: {x: (point: T) => number; y: (point: T) => number; tolerance?: number}
): T[] {
  if (points.length <= 2) return [...points];
  const [xs, ys] = [Float64Array.from(points, x), Float64Array.from(points, y)];
  const kept = [0, points.length - 1];
  const stretches = [measure(xs, ys, 0, points.length - 1)];
  while (kept.length < most) {
    const worst = maxIndex(stretches, ({distance}) => distance);
    const {from, to, farthest, distance} = stretches[worst]!;
    if (distance < tolerance) break;
    kept.push(farthest);
    stretches[worst] = measure(xs, ys, from, farthest);
    stretches.push(measure(xs, ys, farthest, to));
  }
  return kept.sort((a, b) => a - b).map((i) => points[i]!);
}

function measure(xs: Float64Array, ys: Float64Array, from: number, to: number): Stretch {
  const [dx, dy] = [xs[to]! - xs[from]!, ys[to]! - ys[from]!];
  const squared = dx * dx + dy * dy;
  let [farthest, distance] = [from, -1];
  for (let i = from + 1; i < to; ++i) {
    const [px, py] = [xs[i]! - xs[from]!, ys[i]! - ys[from]!];
    const along = squared ? Math.max(0, Math.min(1, (px * dx + py * dy) / squared)) : 0;
    const away = Math.hypot(px - along * dx, py - along * dy);
    if (away > distance) [farthest, distance] = [i, away];
  }
  return {from, to, farthest, distance};
}
