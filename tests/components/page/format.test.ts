import {describe, expect, it} from "vitest";
import {
  counted,
  formatCount,
  formatInterval,
  formatPercent,
  formatSeconds
} from "../../../src/components/page/format.js";

describe("formatPercent(share, n)", () => {
  it("has as many decimals as n answers justify: two from 5,000, one from 200, else none", () => {
    expect([10_000, 5000, 4999, 200, 199, 1].map((n) => formatPercent(0.98126, n))).toEqual([
      "98.13 %",
      "98.13 %",
      "98.1 %",
      "98.1 %",
      "98 %",
      "98 %"
    ]);
  });

  it("has one decimal without n", () => {
    expect([formatPercent(0.5), formatPercent(1), formatPercent(0)]).toEqual(["50.0 %", "100.0 %", "0.0 %"]);
  });
});

describe("formatInterval([low, high], n)", () => {
  it("writes the percent sign once, with a dash and the same decimals", () => {
    expect(formatInterval([0.9716, 0.9777])).toBe("97.2–97.8 %");
    expect(formatInterval([0.99339, 0.99622], 10_000)).toBe("99.34–99.62 %");
    expect(formatInterval([0.15, 0.85], 4)).toBe("15–85 %");
  });
});

describe("formatCount(n)", () => {
  it("separates thousands by commas", () => {
    expect([0, 999, 1000, 30_000, 1_234_567].map(formatCount)).toEqual(["0", "999", "1,000", "30,000", "1,234,567"]);
  });
});

describe("formatSeconds(seconds)", () => {
  it("gives the two largest units", () => {
    expect([1.24, 42, 90, 4565].map(formatSeconds)).toEqual(["1.2 s", "42 s", "2 min", "1 h 16 min"]);
  });
});

describe("counted(n, noun)", () => {
  it("has the noun in the singular for one alone", () => {
    expect([0, 1, 2, 2000].map((n) => counted(n, "row"))).toEqual(["0 rows", "1 row", "2 rows", "2,000 rows"]);
  });
});
