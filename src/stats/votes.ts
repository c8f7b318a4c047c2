import {NO_CLASS} from "../characters/alphabet.js";

/** The classes of the neighbors of each of *n* images. */
export interface Votes {
  /** [n × classes], the share of an image's labeled neighbors that are of each class, in [0, 1]; zeros where it has none. */
  readonly shares: Float32Array;
  /** [n], the class of most neighbors, of several the nearest one's; 255 where it has none. */
  readonly winners: Uint8Array;
  /** [n], how many of its neighbors have a label. */
  readonly voters: Uint8Array;
}

/**
 * Returns the votes of the nearest neighbors of each image: the class it would be taken for without its own label, which
 * takes no part. *neighbors* is [n × k], the nearest first, −1 for none; *labels* is [n], of so many *classes*, 255 for none.
 */
export function countVotes(neighbors: Int32Array, labels: Uint8Array, classes: number): Votes {
  const n = labels.length;
  const k = n && neighbors.length / n;
  const shares = new Float32Array(classes * n);
  const winners = new Uint8Array(n).fill(NO_CLASS);
  const voterCounts = new Uint8Array(n);
  for (let i = 0; i < n; ++i) {
    const nearest = Array.from(neighbors.subarray(i * k, (i + 1) * k), (neighbor) => labels[neighbor] ?? NO_CLASS);
    const voters = nearest.filter((label) => label !== NO_CLASS);
    if (!voters.length) continue;
    voterCounts[i] = voters.length;
    const own = shares.subarray(classes * i, classes * (i + 1));
    for (const label of voters) own[label]! += 1 / voters.length;
    const most = Math.max(...own);
    // Shares are sums of equal parts: what is within half a part of the most is as many.
    winners[i] = voters.find((label) => own[label]! > most - 0.5 / voters.length)!;
  }
  return {shares, winners, voters: voterCounts};
}
