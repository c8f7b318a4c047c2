/**
 * Returns the expected calibration error in [0, 1]: the mean distance between confidence and accuracy over 15 bins of
 * equal width, weighted by how many answers each has. Guo et al., On calibration of modern neural networks, 2017,
 * https://arxiv.org/abs/1706.04599. *confidences* are in [0, 1]; 0 for no answers.
 */
export function expectedCalibrationError(
  confidences: ArrayLike<number>,
  correct: ArrayLike<boolean | number>,
  bins = 15
): number {
  const gap = new Float64Array(bins); // sum of confidence − correctness
  for (let i = 0; i < confidences.length; ++i) {
    // Bins are open below and closed above, as in the paper.
    const bin = Math.max(0, Math.ceil(confidences[i]! * bins) - 1);
    gap[bin]! += confidences[i]! - Number(correct[i]);
  }
  return confidences.length ? gap.reduce((sum, g) => sum + Math.abs(g), 0) / confidences.length : 0;
}

/**
 * Returns the lowest confidence from which on the answers are right in at least the share *target*: a less confident
 * answer is called unsure. 0 where all answers together are good enough, 1 where no threshold makes them so.
 */
export function chooseThreshold(
  confidences: ArrayLike<number>,
  correct: ArrayLike<boolean | number>,
  target: number
): number {
  const order = Array.from({length: confidences.length}, (_, i) => i).sort((a, b) => confidences[b]! - confidences[a]!);
  let threshold = 1;
  let right = 0;
  order.forEach((i, rank) => {
    right += Number(correct[i]);
    const next = order[rank + 1];
    // Equally confident answers stand or fall together.
    if (next !== undefined && confidences[next] === confidences[i]) return;
    if (right / (rank + 1) >= target) threshold = next === undefined ? 0 : confidences[i]!;
  });
  return threshold;
}
