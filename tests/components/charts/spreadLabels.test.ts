import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {spreadLabels} from "../../../src/components/charts/spreadLabels.js";

const positions = fc.array(fc.double({min: -500, max: 500, noNaN: true}), {maxLength: 20});
const gaps = fc.double({min: 0, max: 40, noNaN: true});
const squares = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + (x - b[i]!) ** 2, 0);
const EPSILON = 1e-6;

describe("spreadLabels(positions, gap, [low, high])", () => {
  it("moves two close positions apart by the same amount", () => {
    expect(spreadLabels([10, 12], 14)).toEqual([4, 18]);
    expect(spreadLabels([12, 10], 14)).toEqual([18, 4]);
    expect(spreadLabels([5, 5], 10)).toEqual([0, 10]);
  });

  it("moves a third position only if the two reach it", () => {
    expect(spreadLabels([0, 0, 30], 10)).toEqual([-5, 5, 30]);
    // The mean of the three, by hand: (0 + 0 + 6) / 3 = 2 in the middle.
    expect(spreadLabels([0, 0, 6], 10)).toEqual([-8, 2, 12]);
  });

  it("keeps all positions within the bounds, if the gaps allow", () => {
    expect(spreadLabels([0, 2], 10, [0, 100])).toEqual([0, 10]);
    expect(spreadLabels([98, 100], 10, [0, 100])).toEqual([90, 100]);
    expect(spreadLabels([50, 50, 50], 10, [45, 55])).toEqual([45, 50, 55]);
  });

  it("returns nothing for no positions", () => {
    expect(spreadLabels([], 10)).toEqual([]);
  });

  it("keeps the order and the gaps, and changes nothing if no move is needed", () => {
    fc.assert(
      fc.property(positions, gaps, (given, gap) => {
        const moved = spreadLabels(given, gap);
        const ranked = given.map((_, i) => i).sort((a, b) => given[a]! - given[b]!);
        ranked.slice(1).forEach((i, before) => {
          expect(moved[i]! - moved[ranked[before]!]!).toBeGreaterThanOrEqual(gap - EPSILON);
        });
        const isFree = ranked.slice(1).every((i, before) => given[i]! - given[ranked[before]!]! >= gap);
        if (isFree) moved.forEach((at, i) => expect(at).toBeCloseTo(given[i]!, 6));
      })
    );
  });

  it("stays within any bounds, with smaller gaps if there is no room", () => {
    fc.assert(
      fc.property(positions, gaps, fc.double({min: 1, max: 600, noNaN: true}), (given, gap, room) => {
        const moved = spreadLabels(given, gap, [-room / 2, room / 2]);
        for (const at of moved) expect(Math.abs(at)).toBeLessThanOrEqual(room / 2 + EPSILON);
        const sorted = [...moved].sort((a, b) => a - b);
        const least = Math.min(gap, room / (given.length - 1));
        sorted.slice(1).forEach((at, i) => expect(at - sorted[i]!).toBeGreaterThanOrEqual(least - EPSILON));
      })
    );
  });

  it("minimizes the squared movements among placements that keep the order and the gaps", () => {
    const steps = fc.array(fc.double({min: 0, max: 60, noNaN: true}), {minLength: 20, maxLength: 20});
    fc.assert(
      fc.property(positions, gaps, steps, fc.double({min: -500, max: 500, noNaN: true}), (given, gap, extra, start) => {
        const sorted = [...given].sort((a, b) => a - b);
        let at = start;
        const other = sorted.map((_, i) => (at += i ? gap + extra[i]! : 0));
        expect(squares(sorted, spreadLabels(sorted, gap))).toBeLessThanOrEqual(squares(sorted, other) + 1e-3);
      })
    );
  });
});
