import type {Point} from "./pen.js";

/** Points along the curve between two neighbors. */
const STEPS = 6;

/**
 * Returns points along a cardinal spline through *points*: *roundness* 0 gives straight lines, 1 Catmull and Rom's curve.
 * The tangents are those of a curve whose parameter is the length of the way, so that uneven points make no loops.
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

/** Returns the direction of the curve at *b*, per unit of its length: the slope of the parabola through *a*, *b*, *c*. */
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
