/** The nearest of some vectors, sorted by distance. */
export interface Nearest {
  /** [k] */
  readonly indices: Uint32Array;
  /** [k]: squared distances. */
  readonly distances: Float32Array;
}

/** Closer ones than this squared distance count as equal, so that their votes are finite. */
const SAME = 1e-6;

/**
 * Returns a function that finds the *k* smallest of squared *distances*, or all if there are fewer; of equal ones the
 * first. The result is valid until the next call.
 */
export function nearestFinder(k: number): (distances: Float32Array) => Nearest {
  const indices = new Uint32Array(k);
  const nearest = new Float32Array(k);
  return (distances) => {
    let found = 0;
    let farthest = Infinity; // of those found, once there are k
    for (let v = 0; v < distances.length; ++v) {
      const distance = distances[v]!;
      if (!(distance < farthest)) continue;
      if (found < k) ++found;
      let place = found - 1;
      for (; place > 0 && nearest[place - 1]! > distance; --place) {
        nearest[place] = nearest[place - 1]!;
        indices[place] = indices[place - 1]!;
      }
      nearest[place] = distance;
      indices[place] = v;
      if (found === k) farthest = nearest[k - 1]!;
    }
    return {indices: indices.subarray(0, found), distances: nearest.subarray(0, found)};
  };
}

/** Returns each class's share of the votes, [classes]: each neighbor's is 1 / distance for its label. */
export function voteShares({indices, distances}: Nearest, labels: Uint8Array, classes: number): Float32Array {
  const shares = new Float32Array(classes);
  let sum = 0;
  indices.forEach((v, place) => {
    const vote = 1 / Math.sqrt(Math.max(SAME, distances[place]!));
    shares[labels[v]!]! += vote;
    sum += vote;
  });
  return shares.map((votes) => votes / sum);
}

/** Returns the logits of vote *shares*, each *smoothing* larger, so that a class without votes is not impossible. */
export function logShares(shares: Float32Array, smoothing: number): Float32Array {
  return shares.map((share) => Math.log(share + smoothing));
}
