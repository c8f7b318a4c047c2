import type {Edge} from "./eraseLines.js";

/** Does one end of an edge (0 for its start, 1 for its end) lie on another edge that is perpendicular to it? */
export function meets(edge: Edge, end: 0 | 1, other: Edge): boolean {
  if (edge.direction === other.direction) return false;
  const along = end ? edge.end - 1 : edge.start;
  const across = edge.rows[along - edge.start]!;
  const reach = 3 + edge.thickness + other.thickness;
  if (across < other.start - reach || across >= other.end + reach) return false;
  const at = Math.max(0, Math.min(other.rows.length - 1, Math.round(across) - other.start));
  return Math.abs(other.rows[at]! - along) <= reach;
}

/** Groups the edges that meet each other, directly or through others. */
export function groupByJunctions(edges: readonly Edge[]): Edge[][] {
  const left = new Set(edges);
  const groups: Edge[][] = [];
  for (const first of edges) {
    if (!left.delete(first)) continue;
    const group = [first];
    for (const edge of group) {
      for (const other of left) {
        const touches = ([0, 1] as const).some((end) => meets(edge, end, other) || meets(other, end, edge));
        if (touches && left.delete(other)) group.push(other);
      }
    }
    groups.push(group);
  }
  return groups;
}
