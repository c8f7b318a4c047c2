import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {nearestTo} from "../../../src/stats/neighbors/nearestTo.js";

describe("nearestTo(query, points, {n, k})", () => {
  it("returns the nearest first, of bytes too", () => {
    const points = [
      [0, 9],
      [3, 4],
      [1, 1],
      [6, 8]
    ];
    expect(nearestTo(Float32Array.of(0, 0), Float32Array.from(points.flat()), {n: 4, k: 3})).toEqual([2, 1, 0]);
    expect(nearestTo(Uint8Array.of(6, 7), Uint8Array.from(points.flat()), {n: 4, k: 1})).toEqual([3]);
  });

  it("searches the first n alone, and returns fewer where there are fewer", () => {
    const points = Float32Array.of(5, 1, 0);
    expect(nearestTo(Float32Array.of(0), points, {n: 2, k: 5})).toEqual([1, 0]);
    expect(nearestTo(Float32Array.of(0), points, {n: 0, k: 5})).toEqual([]);
  });

  it("gives the order that sorting all distances gives, ties to the lower index", () => {
    const digit = fc.integer({min: 0, max: 3});
    fc.assert(
      fc.property(
        fc.array(fc.tuple(digit, digit, digit), {maxLength: 30}),
        fc.tuple(digit, digit, digit),
        fc.integer({min: 1, max: 10}),
        (points, query, k) => {
          const squared = points.map((point) => point.reduce((sum, value, d) => sum + (value - query[d]!) ** 2, 0));
          const expected = [...points.keys()].sort((a, b) => squared[a]! - squared[b]! || a - b).slice(0, k);
          const found = nearestTo(Float32Array.from(query), Float32Array.from(points.flat()), {n: points.length, k});
          expect(found).toEqual(expected);
        }
      )
    );
  });
});
