import type {Point} from "./pen.js";

/** Points skipped at most between two that are kept: a resting pen may report thousands. */
const MAX_SKIPPED = 64;

/**
 * Returns the indices of the points that keep a stroke's shape: the first, the last, and enough between them that neighbors
 * are at most *gap* apart (or were neighbors before) and every point left out is within *tolerance* of the straight line
 * between its kept neighbors. All lengths are in the unit of the points.
 */
export function thinStroke(
  points: readonly Point[],
  {gap, tolerance}: {readonly gap: number; readonly tolerance: number}
): number[] {
  const kept = points.length ? [0] : [];
  for (let from = 0; from < points.length - 1;) {
    let to = from + 1;
    while (to + 1 < points.length && to - from < MAX_SKIPPED && canReach(to + 1)) ++to;
    kept.push(to);
    from = to;

    function canReach(next: number): boolean {
      const [a, b] = [points[from]!, points[next]!];
      if (Math.hypot(b[0] - a[0], b[1] - a[1]) > gap) return false;
      for (let i = from + 1; i < next; ++i) if (distanceTo(points[i]!, a, b) > tolerance) return false;
      return true;
    }
  }
  return kept;
}

/** Returns the distance of a point to the segment from *a* to *b*. */
function distanceTo([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length2 = dx * dx + dy * dy;
  const t = length2 ? Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length2)) : 0;
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}
