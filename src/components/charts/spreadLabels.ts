/**
 * Returns *positions* moved apart so that any two are at least *gap* from each other and all lie in [*low*, *high*], by the
 * least sum of squared movements. They keep their order (equal ones that of the array), and their places in the array.
 * Where there is no room for all of the gaps, they are spread evenly over what there is.
 *
 * Moved by its rank times the gap, each position has only to be no less than the one before: an isotonic regression, by
 * pooling adjacent violators (Barlow et al. 1972, Statistical Inference under Order Restrictions).
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
