/**
 * Returns the debiased exponential moving average of *values*, as TensorBoard draws it: each value's influence shrinks
 * by the factor *weight* with each later value, and the influences always add up to 1, so the first value stays as it
 * is. A weight of 0 changes nothing; 1 gives the mean of all values so far. NaN and infinite values stay in place and
 * don't enter the average.
 *
 * The published recurrence, s ← w s + (1 − w) v, divided by 1 − wⁿ, with 1 − w canceled:
 * https://github.com/tensorflow/tensorboard/blob/34877f15153e1a2087316b9952c931807a122aa7/tensorboard/components/vz_line_chart2/line-chart.ts#L699
 * @throws RangeError for a weight outside [0, 1]
 */
export function smoothValues(values: readonly number[], weight: number): number[] {
  if (!(weight >= 0 && weight <= 1)) throw new RangeError(`expected a weight from 0 to 1, got ${weight}`);
  let [sum, influence] = [0, 0];
  return values.map((value) => {
    if (!Number.isFinite(value)) return value;
    sum = weight * sum + value;
    influence = weight * influence + 1;
    return sum / influence;
  });
}
