import {NO_CLASS} from "../../characters/alphabet.js";

/** The votes of each image's nearest neighbors, for *n* images. */
export interface Votes {
  /** [n × classes], the share of an image's labeled neighbors in each class, in [0, 1]; zeros if it has none. */
  readonly shares: Float32Array;
  /** [n], the class with the most votes, of equal ones the nearest neighbor's; 255 without labeled neighbors. */
  readonly winners: Uint8Array;
  /** [n], the number of labeled neighbors. */
  readonly voters: Uint8Array;
}

/**
 * Classifies each image by the votes of its nearest neighbors, without using its own label. *neighbors* is [n × k],
 * nearest first, −1 for none; *labels* is [n], 255 for none; *classes* is the number of classes.
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
    // Shares are sums of equal parts: shares within half a part of the maximum are equal to it.
    winners[i] = voters.find((label) => own[label]! > most - 0.5 / voters.length)!;
  }
  return {shares, winners, voters: voterCounts};
}
