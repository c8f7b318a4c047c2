import "@tensorflow/tfjs";
import {describe, expect, it} from "vitest";
import {logVotes, nearestFinder, votesOf} from "../../../src/readers/knn/votes.js";
import {distanceMeter} from "../../../src/readers/vectors/distances.js";
import {FIRST_DISTANCES, NEAREST, scatteredVectors, SHARES} from "./scattered.js";

describe("nearestFinder(k)", () => {
  it("finds the neighbors that scikit-learn 1.2.1 finds, nearest first", () => {
    const {vectors, queries} = scatteredVectors();
    const meter = distanceMeter(vectors, 5);
    const findNearest = nearestFinder(4);
    const found: number[][] = [];
    meter.measure(Float32Array.from(queries.flat()), (row, i) => {
      const {indices, distances} = findNearest(row);
      found.push([...indices]);
      if (i === 0) distances.forEach((d, k) => expect(Math.sqrt(d)).toBeCloseTo(FIRST_DISTANCES[k]!, 5));
    });
    meter.dispose();
    expect(found).toEqual(NEAREST);
  });

  it("takes the first of equally near ones, and all where there are fewer than k", () => {
    expect([...nearestFinder(2)(Float32Array.of(3, 1, 1, 1)).indices]).toEqual([1, 2]);
    expect([...nearestFinder(2)(Float32Array.of(1, 3, 1, 0)).indices]).toEqual([3, 0]);
    expect(nearestFinder(5)(Float32Array.of(2, 1))).toEqual({
      indices: Uint32Array.of(1, 0),
      distances: Float32Array.of(1, 2)
    });
  });
});

describe("votesOf(nearest, labels, classes)", () => {
  it("weighs votes by 1 / distance, as scikit-learn 1.2.1 does", () => {
    const {vectors, labels, queries} = scatteredVectors();
    const meter = distanceMeter(vectors, 5);
    const findNearest = nearestFinder(4);
    meter.measure(Float32Array.from(queries.flat()), (row, i) => {
      const votes = votesOf(findNearest(row), labels, 3);
      const sum = votes.reduce((a, b) => a + b);
      votes.forEach((vote, c) => expect(vote / sum).toBeCloseTo(SHARES[i]![c]!, 4));
    });
    meter.dispose();
  });

  it("sums 1 / distance; an identical image counts as 0.001 away, even if its distance is below 0 by rounding", () => {
    const nearest = {indices: Uint32Array.of(0, 1, 2), distances: Float32Array.of(-1e-6, 4, 16)};
    const [other, same] = votesOf(nearest, Uint8Array.of(1, 0, 0), 2);
    expect(other).toBeCloseTo(1 / 2 + 1 / 4, 6);
    expect(same).toBeCloseTo(1000, 2);
  });
});

describe("logVotes(votes, smoothing)", () => {
  it("returns finite logits", () => {
    const [none = NaN, all = NaN] = logVotes(Float32Array.of(0, 1), 0.5);
    expect(none).toBeCloseTo(Math.log(0.5), 6);
    expect(all).toBeCloseTo(Math.log(1.5), 6);
  });
});
