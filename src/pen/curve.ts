import type {Point} from "./pen.js";

/** The number of points to interpolate between two neighbors. */
const STEPS = 6;

/**
 * Interpolates *points* by a cardinal spline: *roundness* 0 gives straight lines, 1 a Catmull–Rom curve. The tangents
 * take the path's length as the curve's parameter, so unevenly spaced points cause no loops.
 */
export function smooth(points: readonly Point[], roundness: number): Point[] {
  const curve: Point[] = [points[0]!];
  for (let i = 1; i < points.length; ++i) {
    const [a, b] = [points[i - 1]!, points[i]!];
    const length = distance(a, b);
    const m = tangent(points[i - 2] ?? a, a, b);
    const n = tangent(a, b, points[i + 1] ?? b);
    for (let k = 1; k <= STEPS; ++k) {
      const t = k / STEPS;
      const [ha, hm] = [(1 + 2 * t) * (1 - t) ** 2, roundness * length * t * (1 - t) ** 2];
      const [hb, hn] = [t * t * (3 - 2 * t), roundness * length * t * t * (t - 1)];
      curve.push([ha * a[0] + hm * m[0] + hb * b[0] + hn * n[0], ha * a[1] + hm * m[1] + hb * b[1] + hn * n[1]]);
    }
  }
  return curve;
}

/** Returns the curve's direction at *b* per unit of length: the slope of the parabola through *a*, *b* and *c*. */
function tangent(a: Point, b: Point, c: Point): Point {
  const [before, after] = [distance(a, b), distance(b, c)];
  const slope = (k: 0 | 1): number => {
    if (!before && !after) return 0;
    if (!before) return (c[k] - b[k]) / after;
    if (!after) return (b[k] - a[k]) / before;
    return ((after * (b[k] - a[k])) / before + (before * (c[k] - b[k])) / after) / (before + after);
  };
  return [slope(0), slope(1)];
}

function distance([ax, ay]: Point, [bx, by]: Point): number {
  return Math.hypot(bx - ax, by - ay);
}
