/**
 * Returns the level t whose split into [0, t] and [t + 1, 255] maximizes the variance between the two sides. Otsu, A
 * threshold selection method from gray-level histograms, IEEE Trans. SMC 9 (1979),
 * https://doi.org/10.1109/TSMC.1979.4310076
 */
export function otsuThreshold(histogram: Uint32Array): number {
  let count = 0;
  let sum = 0;
  for (let v = 0; v < 256; ++v) {
    count += histogram[v]!;
    sum += v * histogram[v]!;
  }
  let best = 0;
  let bestVariance = -1;
  for (let t = 0, below = 0, sumBelow = 0; t < 255; ++t) {
    below += histogram[t]!;
    sumBelow += t * histogram[t]!;
    const above = count - below;
    if (!below || !above) continue;
    const difference = sumBelow / below - (sum - sumBelow) / above;
    const variance = below * above * difference * difference;
    if (variance > bestVariance) [best, bestVariance] = [t, variance];
  }
  return best;
}
