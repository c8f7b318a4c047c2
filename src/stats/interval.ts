/** The 97.5 % quantile of the normal distribution, for intervals of 95 %. */
const Z = 1.959963984540054;

/**
 * Returns the 95 % Wilson score interval, [low, high] in [0, 1], of the proportion *successes* / *n*. Wilson, Probable
 * inference, JASA 22 (1927), https://doi.org/10.2307/2276774; R: `prop.test(x, n, correct = FALSE)`. Returns [0, 1] for
 * n = 0.
 */
export function wilsonInterval(successes: number, n: number): [low: number, high: number] {
  if (!n) return [0, 1];
  const share = successes / n;
  const center = share + (Z * Z) / (2 * n);
  const spread = Z * Math.sqrt((share * (1 - share)) / n + (Z * Z) / (4 * n * n));
  const scale = 1 + (Z * Z) / n;
  return [Math.max(0, (center - spread) / scale), Math.min(1, (center + spread) / scale)];
}
