/**
 * Moves *positions* apart until neighbors are at least *gap* from each other and all lie in [*low*, *high*], minimizing
 * the sum of squared movements. Keeps their order (equal positions that of the array) and their indices. If the gaps
 * don't fit, spreads the positions evenly.
 *
 * After subtracting rank × gap from each position, they only have to be non-decreasing: an isotonic regression, solved
 * by pooling adjacent violators (Barlow et al. 1972, Statistical Inference under Order Restrictions).
 */
export function spreadLabels(
  positions: readonly number[],
  gap: number,
  [low, high]: readonly [number, number] = [-Infinity, Infinity]
): number[] {
  const n = positions.length;
  if (!n) return [];
  const step = n > 1 ? Math.min(gap, (high - low) / (n - 1)) : 0;
  const ranked = positions.map((_, i) => i).sort((a, b) => positions[a]! - positions[b]!);
  const blocks: {mean: number; size: number}[] = [];
  ranked.forEach((index, rank) => {
    let block = {mean: positions[index]! - rank * step, size: 1};
    while (blocks.length && blocks.at(-1)!.mean > block.mean) {
      const before = blocks.pop()!;
      const size = before.size + block.size;
      block = {mean: (before.mean * before.size + block.mean * block.size) / size, size};
    }
    blocks.push(block);
  });
  const means = blocks.flatMap(({mean, size}) => new Array<number>(size).fill(mean));
  const spread = new Array<number>(n);
  ranked.forEach((index, rank) => {
    spread[index] = Math.max(low, Math.min(high - (n - 1) * step, means[rank]!)) + rank * step;
  });
  return spread;
}
