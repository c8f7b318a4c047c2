import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {NO_CLASS} from "../../src/characters/alphabet.js";
import {countAnswers, countOnlyRight, imagesReadBy, paretoFront} from "../../src/stats/ladder.js";

// Five images, counted by hand.
const LABELS = [0, 1, 2, 3, 4];
const A = [0, 1, 2, 9, 9]; // right: 0, 1, 2
const B = [0, 9, NO_CLASS, 3, 9]; // right: 0, 3
const C = [9, 1, 9, 9, NO_CLASS]; // right: 1

describe("countOnlyRight(labels, systems)", () => {
  it("counts what the row reads right and the column does not; no answer is not right", () => {
    expect(countOnlyRight(LABELS, [A, B, C])).toEqual([
      [0, 2, 2],
      [1, 0, 2],
      [0, 1, 0]
    ]);
  });
});

describe("countAnswers(labels, answers)", () => {
  it("counts right answers and missing ones", () => {
    expect([A, B, C].map((answers) => countAnswers(LABELS, answers))).toEqual([
      {right: 3, unanswered: 0},
      {right: 2, unanswered: 1},
      {right: 1, unanswered: 1}
    ]);
  });
});

describe("imagesReadBy(labels, systems, many)", () => {
  it("finds the images that none, one or two read right", () => {
    expect([0, 1, 2, 3].map((many) => imagesReadBy(LABELS, [A, B, C], many))).toEqual([[4], [2, 3], [0, 1], []]);
  });
});

describe("paretoFront(points, {cost, error})", () => {
  const by = {cost: ([cost]: readonly number[]) => cost, error: ([, error]: readonly number[]) => error!};

  it("keeps the points that no other one beats, cheapest first; of equals the first", () => {
    const points = [
      [10, 1],
      [1, 9],
      [5, 5],
      [5, 6],
      [20, 1],
      [NaN, 0]
    ];
    expect(paretoFront(points, by)).toEqual([
      [1, 9],
      [5, 5],
      [10, 1]
    ]);
  });

  it("leaves no point that is beaten, and beats every point that it leaves out", () => {
    const point = fc.tuple(fc.integer({min: 0, max: 20}), fc.integer({min: 0, max: 20}));
    const beats = (a: readonly number[], b: readonly number[]) =>
      a[0]! <= b[0]! && a[1]! <= b[1]! && (a[0]! < b[0]! || a[1]! < b[1]!);
    const isSame = (a: readonly number[], b: readonly number[]) => a[0] === b[0] && a[1] === b[1];
    fc.assert(
      fc.property(fc.array(point, {minLength: 1, maxLength: 30}), (points) => {
        const front = paretoFront(points, by);
        for (const one of points) expect(front.some((other) => beats(other, one) || isSame(other, one))).toBe(true);
        for (const one of front) expect(points.some((other) => beats(other, one))).toBe(false);
      })
    );
  });
});
