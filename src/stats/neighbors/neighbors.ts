/** The nearest points of each query, nearest first. */
export interface Neighbors {
  /** [queries × k], the indices of the points; −1 beyond the last if there are fewer than k. */
  readonly indices: Int32Array;
  /** [queries × k], Euclidean distances; ∞ beyond the last if there are fewer than k. */
  readonly distances: Float32Array;
}

/** The number of leading dimensions that are compared first, in one go; they are stored contiguously. */
const FIRST = 8;

/**
 * The number of points that are compared with every query before the next block: as many as fit into a processor's
 * cache.
 */
const BLOCK = 2048;

/**
 * Finds the *k* nearest of *points*, [n × dimensions], to each of *queries*, [m × dimensions]. Ties go to the lower
 * index. With *skipSelf* both are the same set, and no point is its own neighbor.
 *
 * Compares all pairs but abandons a distance as soon as it is too long: exact, and fast if the first dimensions vary
 * most, as principal components do. Bei and Gray, An improvement of the minimum distortion encoding algorithm for
 * vector quantization, 1985, https://doi.org/10.1109/TCOM.1985.1096214
 */
export function nearestNeighbors(
  queries: Float32Array,
  points: Float32Array,
  {dimensions, k, skipSelf = false}: {dimensions: number; k: number; skipSelf?: boolean}
): Neighbors {
  const [m, n] = [queries.length / dimensions, points.length / dimensions];
  const indices = new Int32Array(m * k).fill(-1);
  const squares = new Float64Array(m * k).fill(Infinity);
  // Double precision throughout: converting each number each time would be slower.
  const [own, others] = [new Float64Array(queries), new Float64Array(points)];
  const [ownFirst, othersFirst] = [takeFirst(own, dimensions), takeFirst(others, dimensions)];
  for (let from = 0; from < n; from += BLOCK) {
    const to = Math.min(n, from + BLOCK);
    for (let query = 0; query < m; ++query) {
      const last = query * k + k - 1;
      let limit = squares[last]!;
      const [a0, a1, a2, a3, a4, a5, a6, a7] = ownFirst.subarray(
        query * FIRST,
        (query + 1) * FIRST
      ) as unknown as First;
      for (let point = from, i = from * FIRST; point < to; ++point, i += FIRST) {
        const d0 = a0 - othersFirst[i]!;
        const d1 = a1 - othersFirst[i + 1]!;
        const d2 = a2 - othersFirst[i + 2]!;
        const d3 = a3 - othersFirst[i + 3]!;
        const d4 = a4 - othersFirst[i + 4]!;
        const d5 = a5 - othersFirst[i + 5]!;
        const d6 = a6 - othersFirst[i + 6]!;
        const d7 = a7 - othersFirst[i + 7]!;
        const first = d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3 + d4 * d4 + d5 * d5 + d6 * d6 + d7 * d7;
        if (first >= limit || (skipSelf && point === query)) continue;
        const squared =
          first + squareRest(own, query * dimensions, others, point * dimensions, dimensions, limit - first);
        if (squared >= limit) continue;
        insert(indices, squares, last, k, point, squared);
        limit = squares[last]!;
      }
    }
  }
  return {indices, distances: Float32Array.from(squares, Math.sqrt)};
}

type First = readonly [number, number, number, number, number, number, number, number];

/** Returns the first 8 dimensions of each point, [n × 8], padded with zeros. */
function takeFirst(points: Float64Array, dimensions: number): Float64Array {
  const n = points.length / dimensions;
  const first = new Float64Array(n * FIRST);
  const many = Math.min(FIRST, dimensions);
  for (let point = 0; point < n; ++point) {
    first.set(points.subarray(point * dimensions, point * dimensions + many), point * FIRST);
  }
  return first;
}

/**
 * Returns the squared distance in the remaining dimensions, or any number from *limit* on if it is at least *limit*.
 */
function squareRest(
  a: Float64Array,
  aStart: number,
  b: Float64Array,
  bStart: number,
  dimensions: number,
  limit: number
): number {
  let squared = 0;
  for (let i = FIRST; i < dimensions && squared < limit; ++i) {
    const difference = a[aStart + i]! - b[bStart + i]!;
    squared += difference * difference;
  }
  return squared;
}

/** Inserts a point into the *k* slots that end at *last*, after points at the same distance. */
function insert(
  indices: Int32Array,
  squares: Float64Array,
  last: number,
  k: number,
  point: number,
  squared: number
): void {
  let place = last;
  for (; place > last - k + 1 && squares[place - 1]! > squared; --place) {
    squares[place] = squares[place - 1]!;
    indices[place] = indices[place - 1]!;
  }
  squares[place] = squared;
  indices[place] = point;
}
