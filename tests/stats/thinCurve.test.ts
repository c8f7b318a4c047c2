import {randomLcg} from "d3-random";
import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {rocCurve} from "../../src/stats/roc.js";
import {thinCurve} from "../../src/stats/thinCurve.js";

const read = {x: (p: number[]) => p[0]!, y: (p: number[]) => p[1]!};

/** Returns the distance of a point from a polyline. */
function distanceTo(line: number[][], [x, y]: number[]): number {
  const distances = line.slice(1).map(([bx, by], i) => {
    const [ax, ay] = line[i]!;
    const [dx, dy] = [bx! - ax!, by! - ay!];
    const squared = dx ** 2 + dy ** 2;
    const t = squared ? Math.max(0, Math.min(1, ((x! - ax!) * dx + (y! - ay!) * dy) / squared)) : 0;
    return Math.hypot(x! - ax! - t * dx, y! - ay! - t * dy);
  });
  return Math.min(...distances);
}

describe("thinCurve(points, most, {x, y, tolerance})", () => {
  const curves = fc.array(
    fc.tuple(fc.double({min: 0, max: 1, noNaN: true}), fc.double({min: 0, max: 1, noNaN: true})),
    {
      minLength: 2,
      maxLength: 30
    }
  );

  it("keeps the first and the last point, the order, and at most the given number of points", () => {
    fc.assert(
      fc.property(curves, fc.integer({min: 2, max: 12}), (points, most) => {
        const thin = thinCurve(points, most, read);
        expect(thin.length).toBeLessThanOrEqual(most);
        expect([thin[0], thin.at(-1)]).toEqual([points[0], points.at(-1)]);
        const places = thin.map((point) => points.indexOf(point));
        expect(places).toEqual([...places].sort((a, b) => a - b));
      })
    );
  });

  it("leaves no point farther from the line than the tolerance, given enough points", () => {
    fc.assert(
      fc.property(curves, (points) => {
        const thin = thinCurve(points, 30, {...read, tolerance: 0.05});
        for (const point of points) expect(distanceTo(thin, point)).toBeLessThan(0.05 + 1e-9);
      })
    );
  });

  it("drops points on a straight line", () => {
    const corner = [[0, 0], [0, 0.5], [0, 1], [0.25, 1], [0.5, 1], [1, 1]]; // prettier-ignore
    expect(thinCurve(corner, 6, read)).toEqual([[0, 0], [0, 1], [1, 1]]); // prettier-ignore
  });

  it("changes a ROC curve of 36,000 images by less than a thousandth of its side with 200 points", () => {
    const random = randomLcg(0.4);
    const isPositive = Array.from({length: 36_000}, () => random() < 0.1);
    const scores = isPositive.map((is) => random() + random() + (is ? 0.7 : 0));
    const points = rocCurve(scores, isPositive)!.map((p) => [p.falsePositiveRate, p.truePositiveRate]);
    const thin = thinCurve(points, 200, read);
    expect(points.length).toBeGreaterThan(30_000);
    for (let i = 0; i < points.length; i += 97) expect(distanceTo(thin, points[i]!)).toBeLessThan(0.001);
  });
});
