import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {labelsThatFit, placeLabels} from "../../../src/components/charts/placeLabels.js";

const size = {width: 18, height: 24};
const place = fc.double({min: 0, max: 400, noNaN: true});

describe("placeLabels(labels, {width, height, side})", () => {
  it("puts a lone label at its place, and the lighter of two beside the other", () => {
    const [heavy, light] = placeLabels(
      [
        {x: 100, y: 100, weight: 2},
        {x: 101, y: 100, weight: 1}
      ],
      {...size, side: 400}
    );
    expect(heavy).toEqual([100, 100]);
    expect(light![0] === 101 && light![1] === 100).toBe(false);
    expect(Math.hypot(light![0] - 101, light![1] - 100)).toBeLessThan(50);
  });

  it("never lets labels overlap or leave the square", () => {
    fc.assert(
      fc.property(fc.array(fc.record({x: place, y: place, weight: fc.nat()}), {maxLength: 12}), (labels) => {
        const placed = placeLabels(labels, {...size, side: 400}).filter((one) => one !== undefined);
        placed.forEach(([x, y], i) => {
          expect(Math.min(x - 9, y - 12, 391 - x, 388 - y)).toBeGreaterThanOrEqual(0);
          for (const [a, b] of placed.slice(0, i)) {
            expect(Math.abs(a - x) >= 18 || Math.abs(b - y) >= 24).toBe(true);
          }
        });
      })
    );
  });
});

describe("labelsThatFit(n, at, {width, height})", () => {
  it("accepts the first of overlapping points, none without a place, and all that are far apart", () => {
    const points = [
      [10, 10],
      [11, 10],
      [NaN, 10],
      [40, 10]
    ] as const;
    expect(labelsThatFit(4, (i) => points[i]!, size)).toEqual([true, false, false, true]);
  });

  it("matches a comparison of all pairs", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(place, place), {maxLength: 80}), (points) => {
        const kept: (readonly [number, number])[] = [];
        const expected = points.map((point) => {
          const fits = kept.every(([a, b]) => Math.abs(a - point[0]) >= 18 || Math.abs(b - point[1]) >= 24);
          if (fits) kept.push(point);
          return fits;
        });
        expect(labelsThatFit(points.length, (i) => points[i]!, size)).toEqual(expected);
      })
    );
  });
});
