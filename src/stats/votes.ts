/** The classes of the neighbors of each of *n* images. */
export interface Votes {
  /** [n × 10], the share of an image's labeled neighbors that are of each class, in [0, 1]; zeros where it has none. */
  readonly shares: Float32Array;
  /** [n], the class of most neighbors, of several the nearest one's; 255 where it has none. */
  readonly winners: Uint8Array;
  /** [n], how many of its neighbors have a label. */
  readonly voters: Uint8Array;
}

/** Stands for the class of an image without one. */
export const NO_CLASS = 255;

/**
 * Returns the votes of the nearest neighbors of each image: the class it would be taken for without its own label, which
 * takes no part. *neighbors* is [n × k], the nearest first, −1 for none; *labels* is [n], 255 for none.
 */
export function countVotes(neighbors: Int32Array, labels: Uint8Array): Votes {
  const n = labels.length;
  const k = n && neighbors.length / n;
  const shares = new Float32Array(10 * n);
  const winners = new Uint8Array(n).fill(NO_CLASS);
  const voterCounts = new Uint8Array(n);
  for (let i = 0; i < n; ++i) {
    const classes = Array.from(neighbors.subarray(i * k, (i + 1) * k), (neighbor) => labels[neighbor] ?? NO_CLASS);
    const voters = classes.filter((label) => label !== NO_CLASS);
    if (!voters.length) continue;
    voterCounts[i] = voters.length;
    const own = shares.subarray(10 * i, 10 * i + 10);
    for (const label of voters) own[label]! += 1 / voters.length;
    const most = Math.max(...own);
    // Shares are sums of equal parts: what is within half a part of the most is as many.
    winners[i] = voters.find((label) => own[label]! > most - 0.5 / voters.length)!;
  }
  return {shares, winners, voters: voterCounts};
}
