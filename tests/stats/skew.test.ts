import {describe, expect, it} from "vitest";
import {splitSkew, type SplitFigures} from "../../src/stats/skew.js";

const set = (split: string, classes: number[] | null, mean: number, deviation: number): SplitFigures => ({
  split,
  n: classes?.reduce((sum, n) => sum + n, 0) ?? 100,
  classes,
  ink: {mean, deviation}
});
const [half, third] = [
  [50, 50, 0, 0, 0, 0, 0, 0, 0, 0],
  [30, 70, 0, 0, 0, 0, 0, 0, 0, 0]
];

describe("splitSkew(splits)", () => {
  it("is the standardized difference from the first split, computed by hand from Austin's formulas (1) and (2)", () => {
    const skew = splitSkew([set("train", half, 30, 10), set("test", third, 33, 14)]);
    const of = (property: string) => skew.find((one) => one.property === property)!;
    // (33 − 30) / √((14² + 10²) / 2) = 3 / √148
    expect(of("ink")).toEqual({
      split: "test",
      property: "ink",
      value: 33,
      reference: 30,
      difference: expect.closeTo(0.246598, 6)
    });
    // (0.3 − 0.5) / √((0.3 · 0.7 + 0.5 · 0.5) / 2) = −0.2 / √0.23, and the opposite for 0.7
    expect(of("0")).toMatchObject({value: 0.3, reference: 0.5, difference: expect.closeTo(-0.417029, 6)});
    expect(of("1").difference).toBeCloseTo(0.417029, 6);
    expect(of("2").difference).toBe(0);
  });

  it("compares each other split, in ink only without labels", () => {
    const skew = splitSkew([set("train", half, 30, 10), set("test", half, 30, 10), set("unlabeled", null, 30, 10)]);
    expect(skew.map(({split}) => split)).toEqual([...new Array(11).fill("test"), "unlabeled"]);
    expect(skew.every(({difference}) => difference === 0)).toBe(true);
  });

  it("is empty with nothing to compare", () => {
    expect(splitSkew([])).toEqual([]);
    expect(splitSkew([set("train", half, 1, 1)])).toEqual([]);
  });

  it("is infinite if the splits differ but neither varies", () => {
    expect(splitSkew([set("a", null, 1, 0), set("b", null, 2, 0)])[0]!.difference).toBe(Infinity);
  });
});
