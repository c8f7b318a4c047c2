import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {answerAt, countPoints, drawnUntil} from "../../src/run/demonstration.js";
import type {Point} from "../../src/pen/pen.js";

const point = fc.tuple(fc.double({min: 0, max: 1}), fc.double({min: 0, max: 1})) as fc.Arbitrary<Point>;
const strokes = fc.array(fc.array(point, {minLength: 1, maxLength: 9}), {maxLength: 5});

describe("drawnUntil(strokes, points)", () => {
  it("has the first points of the drawing, in order, and no stroke without any", () => {
    fc.assert(
      fc.property(strokes, fc.integer({min: -2, max: 50}), (drawing, points) => {
        const drawn = drawnUntil(drawing, points);
        expect(drawn.flat()).toEqual(drawing.flat().slice(0, Math.max(0, points)));
        expect(drawn.every(({length}) => length > 0)).toBe(true);
      })
    );
  });

  it("keeps whole strokes as they are, and the points themselves: what is painted already is not painted again", () => {
    const drawing: Point[][] = [
      [
        [0, 0],
        [1, 1]
      ],
      [
        [0, 1],
        [1, 0]
      ]
    ];
    const drawn = drawnUntil(drawing, 3);
    expect(drawn[0]).toBe(drawing[0]);
    expect(drawn[1]![0]).toBe(drawing[1]![0]);
    expect(countPoints(drawn)).toBe(3);
  });
});

describe("answerAt(demonstration, points)", () => {
  const answer = (points: number) => ({points, text: "3", confidence: 1, probabilities: [], label: 3, likelihood: 1});
  const answers = [answer(3), answer(6), answer(7)];

  it("is the last answer about ink that is there", () => {
    const at = [0, 2, 3, 5, 6, 7, 99].map((points) => answerAt({answers}, points)?.points);
    expect(at).toEqual([undefined, undefined, 3, 3, 6, 7, 7]);
  });
});
