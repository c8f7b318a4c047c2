import fc from "fast-check";
import {describe, expect, it} from "vitest";
import type {Point} from "../../src/pen/pen.js";
import {thinStroke} from "../../src/pen/thinStroke.js";

const coordinate = fc.integer({min: 0, max: 60});
const stroke = fc.array(fc.tuple(coordinate, coordinate), {minLength: 1, maxLength: 60});

describe("thinStroke(points, {gap, tolerance})", () => {
  it("keeps the ends of a straight line and a point at least every gap", () => {
    const line = Array.from({length: 41}, (_, i): Point => [i, 0]);
    expect(thinStroke(line, {gap: 20, tolerance: 1})).toEqual([0, 20, 40]);
  });

  it("keeps corners, and the far ends of ways there and back", () => {
    const there = [0, 1, 2, 3, 4, 5].map((x): Point => [x, 0]);
    const corner = [...there, ...[1, 2, 3, 4, 5].map((y): Point => [5, y])];
    expect(thinStroke(corner, {gap: 20, tolerance: 0.1})).toEqual([0, 5, 10]);
    expect(thinStroke([...there, ...[4, 3, 2].map((x): Point => [x, 0])], {gap: 20, tolerance: 0.1})).toEqual([
      0, 5, 8
    ]);
  });

  it("returns nothing for nothing, and a dot for a dot", () => {
    expect(thinStroke([], {gap: 20, tolerance: 1})).toEqual([]);
    expect(thinStroke([[3, 4]], {gap: 20, tolerance: 1})).toEqual([0]);
  });

  it("leaves no point out that is farther than the tolerance from the kept line", () => {
    fc.assert(
      fc.property(stroke, (points) => {
        const kept = thinStroke(points, {gap: 20, tolerance: 2});
        expect([kept[0], kept.at(-1)]).toEqual([0, points.length - 1]);
        points.forEach((point, i) => {
          const next = kept.findIndex((k) => k >= i);
          const [a, b] = [points[kept[Math.max(0, next - 1)]!]!, points[kept[next]!]!];
          // 200 places along the way: at most 0.2 from the nearest one
          const ways = Array.from({length: 201}, (_, k) =>
            Math.hypot(point[0] - a[0] - ((b[0] - a[0]) * k) / 200, point[1] - a[1] - ((b[1] - a[1]) * k) / 200)
          );
          expect(Math.min(...ways)).toBeLessThanOrEqual(2.2);
        });
      })
    );
  });

  it("is done at once with a pen that rests for minutes", () => {
    const start = process.cpuUsage();
    const kept = thinStroke(
      Array.from({length: 50_000}, (_, i): Point => [i % 2, 0]),
      {gap: 20, tolerance: 1}
    );
    const {user} = process.cpuUsage(start);
    expect(kept.length).toBeLessThan(1000);
    expect(user / 1000).toBeLessThan(1000);
  });
});
