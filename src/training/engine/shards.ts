/** A batch is cut into this many shards, whatever computes them: a power of two, and so the most cores that can share it. */
export const SHARDS = 8;

/** Returns where a shard of a batch of *n* images begins; that of the shard after the last one is *n*. */
export function shardStart(n: number, shard: number): number {
  return Math.floor((n * shard) / SHARDS);
}

/** Returns how many images the largest shard of a batch of *n* has. */
export function largestShard(n: number): number {
  return Math.ceil(n / SHARDS);
}

/**
 * Computes the sum over *count* shards (a power of two) from *first* on into array number *into*, pairwise:
 * ((0 + 1) + (2 + 3)) + …, by *compute*, which writes what a shard gives to an array, and *add*, which adds array number
 * *from* to array number *to*. Takes as many arrays as count has binary digits.
 */
export function sumShards(
  {first, count, into}: {readonly first: number; readonly count: number; readonly into: number},
  compute: (shard: number, into: number) => void,
  add: (to: number, from: number) => void
): void {
  if (count === 1) return compute(first, into);
  const half = count / 2;
  sumShards({first, count: half, into}, compute, add);
  sumShards({first: first + half, count: half, into: into + 1}, compute, add);
  add(into, into + 1);
}
