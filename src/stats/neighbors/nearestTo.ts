/**
 * Returns the indices of the *k* points nearest to one *query*, [dimensions], among the first *n* of *points*, [n or more ×
 * dimensions], by Euclidean distance, nearest first; fewer if there are fewer points. Ties go to the lower index. Copies
 * nothing, for a query that changes while somebody draws; many queries at once are faster by `nearestNeighbors`.
 */
export function nearestTo(
  query: Float32Array | Uint8Array,
  points: Float32Array | Uint8Array,
  {n, k}: {readonly n: number; readonly k: number}
): number[] {
  const dimensions = query.length;
  const found: {index: number; squared: number}[] = [];
  for (let index = 0, i = 0; index < n; ++index, i = index * dimensions) {
    const limit = found.length < k ? Infinity : found.at(-1)!.squared;
    let squared = 0;
    for (let d = 0; d < dimensions && squared < limit; ++d, ++i) squared += (query[d]! - points[i]!) ** 2;
    if (squared >= limit) continue;
    if (found.length === k) found.pop();
    let at = found.length;
    while (at > 0 && found[at - 1]!.squared > squared) --at;
    found.splice(at, 0, {index, squared});
  }
  return found.map(({index}) => index);
}
