import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {wilsonInterval} from "../../src/stats/interval.js";

describe("wilsonInterval(successes, n)", () => {
  it.each([
    // Newcombe, Two-sided confidence intervals for the single proportion: comparison of seven methods, Statistics in
    // Medicine 17 (1998), table I, method 3 (score without continuity correction)
    {successes: 81, n: 263, low: 0.2553, high: 0.3662},
    {successes: 15, n: 148, low: 0.0624, high: 0.1605},
    {successes: 0, n: 20, low: 0, high: 0.1611},
    {successes: 1, n: 29, low: 0.0061, high: 0.1718}
  ])("equals Newcombe's published figures, which are R's prop.test without correction: $successes of $n", (row) => {
    const [low, high] = wilsonInterval(row.successes, row.n);
    expect([low.toFixed(4), high.toFixed(4)]).toEqual([row.low.toFixed(4), row.high.toFixed(4)]);
  });

  it("is ±0.14 points at 99.5 % of 10,000", () => {
    const [low, high] = wilsonInterval(9950, 10_000);
    expect((100 * (high - low)) / 2).toBeCloseTo(0.14, 2);
  });

  it("contains the shares p within 1.96 standard errors of the observed share: the score test", () => {
    // Wilson 1927: the ends solve (x/n − p)² = z² p (1 − p) / n.
    const counts = fc
      .integer({min: 1, max: 20_000})
      .chain((n) => fc.tuple(fc.integer({min: 0, max: n}), fc.constant(n)));
    fc.assert(
      fc.property(counts, ([x, n]) => {
        for (const p of wilsonInterval(x, n)) {
          const [distance2, variance] = [(x / n - p) ** 2, (p * (1 - p)) / n];
          expect(Math.abs(distance2 - 3.841458820694124 * variance)).toBeLessThan(1e-12); // 95 % of χ², 1 degree
        }
      }),
      {seed: 1}
    );
  });

  it("is symmetric: the interval of the failures mirrors that of the successes", () => {
    const [low, high] = wilsonInterval(37, 200);
    const [mirroredLow, mirroredHigh] = wilsonInterval(163, 200);
    expect(mirroredLow).toBeCloseTo(1 - high, 12);
    expect(mirroredHigh).toBeCloseTo(1 - low, 12);
  });

  it("never leaves [0, 1], not even by rounding", () => {
    for (let n = 1; n < 500; ++n) {
      expect(wilsonInterval(0, n)[0]).toBeGreaterThanOrEqual(0);
      expect(wilsonInterval(n, n)[1]).toBeLessThanOrEqual(1);
    }
  });

  it("is [0, 1] without observations", () => {
    expect(wilsonInterval(0, 0)).toEqual([0, 1]);
  });
});
