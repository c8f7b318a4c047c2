import {wilsonInterval} from "./interval.js";

/** Answers of similar confidence: one bar of a reliability diagram. */
export interface ReliabilityBin {
  /** Confidences are in (low, high]; 0 is in the first bin. */
  readonly low: number;
  readonly high: number;
  readonly n: number;
  /** The number of right answers. */
  readonly right: number;
  /** The mean confidence, in [0, 1]; undefined for an empty bin. */
  readonly confidence: number | undefined;
  /** The share of right answers, in [0, 1]; undefined for an empty bin. */
  readonly accuracy: number | undefined;
  /** The 95 % Wilson interval of the accuracy. */
  readonly interval: readonly [low: number, high: number];
}

/**
 * Groups the confidences, in [0, 1], into *bins* of equal width, open below and closed above, as in equation 1 of Guo
 * et al., On calibration of modern neural networks, 2017, https://arxiv.org/abs/1706.04599. If an accuracy's interval
 * excludes the mean confidence, that is unlikely to be chance.
 */
export function reliabilityBins(
  confidences: ArrayLike<number>,
  correct: ArrayLike<boolean | number>,
  bins = 15
): ReliabilityBin[] {
  const [counts, sums, rights] = [new Uint32Array(bins), new Float64Array(bins), new Uint32Array(bins)];
  for (let i = 0; i < confidences.length; ++i) {
    const bin = Math.max(0, Math.ceil(confidences[i]! * bins) - 1);
    ++counts[bin]!;
    sums[bin]! += confidences[i]!;
    rights[bin]! += Number(correct[i]);
  }
  return Array.from(counts, (n, bin) => ({
    low: bin / bins,
    high: (bin + 1) / bins,
    n,
    right: rights[bin]!,
    confidence: n ? sums[bin]! / n : undefined,
    accuracy: n ? rights[bin]! / n : undefined,
    interval: wilsonInterval(rights[bin]!, n)
  }));
}
