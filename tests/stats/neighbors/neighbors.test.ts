import {randomLcg} from "d3-random";
import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {nearestNeighbors} from "../../../src/stats/neighbors/neighbors.js";

/** Sorts all points by their distance, by definition. */
function sorted(queries: number[][], points: number[][], k: number, skipSelf: boolean): number[][] {
  return queries.map((query, q) => {
    const all = points.map((point, index) => ({
      index,
      squared: point.reduce((sum, v, i) => sum + (v - query[i]!) ** 2, 0)
    }));
    const others = all.filter(({index}) => !(skipSelf && index === q)).sort((a, b) => a.squared - b.squared);
    return Array.from({length: k}, (_, i) => others[i]?.index ?? -1);
  });
}

describe("nearestNeighbors(queries, points, {dimensions, k, skipSelf})", () => {
  it("equals sorting all points, for whole numbers with many ties", () => {
    const set = fc.integer({min: 1, max: 20}).chain((dimensions) => {
      const row = fc.array(fc.integer({min: -2, max: 2}), {minLength: dimensions, maxLength: dimensions});
      return fc.record({
        dimensions: fc.constant(dimensions),
        queries: fc.array(row, {maxLength: 8}),
        points: fc.array(row, {maxLength: 30})
      });
    });
    fc.assert(
      fc.property(set, fc.integer({min: 1, max: 5}), fc.boolean(), ({dimensions, queries, points}, k, skipSelf) => {
        const own = skipSelf ? points : queries;
        const {indices} = nearestNeighbors(Float32Array.from(own.flat()), Float32Array.from(points.flat()), {
          dimensions,
          k,
          skipSelf
        });
        expect([...indices]).toEqual(sorted(own, points, k, skipSelf).flat());
      })
    );
  });

  it("equals sorting all points for more points than one block", () => {
    const random = randomLcg(0.2);
    const points = Array.from({length: 5000}, () => Array.from({length: 12}, () => Math.fround(random())));
    const queries = points.slice(2040, 2060).map((row) => row.map((v) => Math.fround(v + 0.01)));
    const {indices} = nearestNeighbors(Float32Array.from(queries.flat()), Float32Array.from(points.flat()), {
      dimensions: 12,
      k: 3
    });
    expect([...indices]).toEqual(sorted(queries, points, 3, false).flat());
  });

  it("returns Euclidean distances, nearest first, and −1 at ∞ for missing points", () => {
    const found = nearestNeighbors(Float32Array.of(0, 0), Float32Array.of(6, 8, 3, 4), {dimensions: 2, k: 3});
    expect(found).toEqual({indices: Int32Array.of(1, 0, -1), distances: Float32Array.of(5, 10, Infinity)});
  });
});
