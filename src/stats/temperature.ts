/**
 * The range of temperatures to search for the logits of a network. If every answer is right, a colder one is always
 * better.
 */
const RANGE: readonly [coldest: number, hottest: number] = [0.5, 20];

/** The precision of the search, as a share of the best temperature. */
const TOLERANCE = 1e-4;

const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * Returns the temperature T by which to divide *logits*, [n × classes], so that the probabilities fit *labels* best:
 * the one with the lowest mean cross-entropy, found by golden-section search over log T, where it has a single minimum.
 * The temperature changes confidences but not answers, and lies in [*coldest*, *hottest*]. Returns 1 for no logits. Guo
 * et al., On calibration of modern neural networks, 2017, https://arxiv.org/abs/1706.04599
 */
export function fitTemperature(
  logits: Float32Array,
  labels: Uint8Array,
  range: readonly [coldest: number, hottest: number] = RANGE
): number {
  return labels.length ? searchTemperature((temperature) => crossEntropyAt(logits, labels, temperature), range) : 1;
}

/** Returns the temperature in *range* with the lowest *loss*, which must have one minimum; else one end of the range. */
export function searchTemperature(lossAt: (temperature: number) => number, [coldest, hottest] = RANGE): number {
  const loss = (logT: number) => lossAt(Math.exp(logT));
  let [low, high] = [Math.log(coldest), Math.log(hottest)];
  let [a, b] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  let [lossA, lossB] = [loss(a), loss(b)];
  while (high - low > TOLERANCE) {
    if (lossA < lossB) {
      [high, b, lossB] = [b, a, lossA];
      a = high - GOLDEN * (high - low);
      lossA = loss(a);
    } else {
      [low, a, lossA] = [a, b, lossB];
      b = low + GOLDEN * (high - low);
      lossB = loss(b);
    }
  }
  return Math.exp((low + high) / 2);
}

/** Returns the mean cross-entropy, in nats, of *logits* at a *temperature*. */
export function crossEntropyAt(logits: Float32Array, labels: Uint8Array, temperature: number): number {
  const classes = logits.length / labels.length;
  let loss = 0;
  for (let i = 0, row = 0; i < labels.length; ++i, row += classes) {
    let most = -Infinity;
    for (let c = 0; c < classes; ++c) most = Math.max(most, logits[row + c]!);
    let sum = 0;
    for (let c = 0; c < classes; ++c) sum += Math.exp((logits[row + c]! - most) / temperature);
    loss += Math.log(sum) - (logits[row + labels[i]!]! - most) / temperature;
  }
  return loss / labels.length;
}
