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

/**
 * Returns each class's votes, [classes]: 1 / distance for each neighbor of that class. The closer the neighbors, the more
 * of them.
 */
export function votesOf({indices, distances}: Nearest, labels: Uint8Array, classes: number): Float32Array {
  const votes = new Float32Array(classes);
  indices.forEach((v, place) => {
    votes[labels[v]!]! += 1 / Math.sqrt(Math.max(SAME, distances[place]!));
  });
  return votes;
}

/** Returns the logits of *votes*, each *smoothing* larger, so that a class without votes is not impossible. */
export function logVotes(votes: Float32Array, smoothing: number): Float32Array {
  return votes.map((vote) => Math.log(vote + smoothing));
}
