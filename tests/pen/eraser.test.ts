import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {eraseAlong, eraseAt} from "../../src/pen/eraser.js";
import type {Point, Stroke} from "../../src/pen/pen.js";

const coordinate = fc.integer({min: 0, max: 64}).map((n) => n / 64);
const point = fc.tuple(coordinate, coordinate);
const drawing = fc.array(fc.array(point, {minLength: 1, maxLength: 8}), {maxLength: 5});
const radius = fc.double({min: 0.01, max: 0.4, noNaN: true});

/** Returns points on the strokes, 8 on each segment, as their visible trace. */
function sample(strokes: readonly Stroke[]): Point[] {
  return strokes.flatMap((stroke) =>
    stroke.flatMap(([x, y], i) => {
      const [u, v] = stroke[i + 1] ?? [x, y];
      return Array.from({length: 8}, (_, k): Point => [x + ((u - x) * k) / 8, y + ((v - y) * k) / 8]);
    })
  );
}

function distance([x, y]: Point, [u, v]: Point): number {
  return Math.hypot(x - u, y - v);
}

/** Returns the distance of a point from a segment, by ternary search: it is convex along the segment. */
function distanceFromWay(p: Point, [x, y]: Point, [u, v]: Point): number {
  const at = (t: number) => distance(p, [x + t * (u - x), y + t * (v - y)]);
  let [low, high] = [0, 1];
  for (let i = 0; i < 45; ++i) {
    const [a, b] = [low + (high - low) / 3, high - (high - low) / 3];
    if (at(a) < at(b)) high = b;
    else low = a;
  }
  return at((low + high) / 2);
}

/** Is the point on one of the strokes, up to rounding? */
function isOn(p: Point, strokes: readonly Stroke[]): boolean {
  return strokes.some((stroke) => stroke.some((a, i) => distanceFromWay(p, a, stroke[i + 1] ?? a) < 1e-6));
}

describe("eraseAt(strokes, center, radius)", () => {
  it("cuts a part out of the middle of a stroke, leaving two strokes", () => {
    const line: Stroke = [
      [0, 0.5],
      [1, 0.5]
    ];
    expect(eraseAt([line], [0.5, 0.5], 0.25)).toEqual([
      [
        [0, 0.5],
        [0.25, 0.5]
      ],
      [
        [0.75, 0.5],
        [1, 0.5]
      ]
    ]);
  });

  it("cuts where the circle crosses the line: 4 to each side for a radius of 5 at a distance of 3", () => {
    const line: Stroke = [
      [0, 0],
      [20, 0]
    ];
    expect(eraseAt([line], [10, 3], 5)).toEqual([[[0, 0], [6, 0]], [[14, 0], [20, 0]]]); // prettier-ignore
  });

  it("shortens a stroke at its end and removes a stroke that is completely covered", () => {
    const strokes: Stroke[] = [
      [
        [0, 0],
        [4, 0],
        [8, 0]
      ],
      [
        [8, 1],
        [9, 0]
      ]
    ];
    expect(eraseAt(strokes, [9, 0], 2)).toEqual([[[0, 0], [4, 0], [7, 0]]]); // prettier-ignore
  });

  it("erases a dot closer than the radius, and no other", () => {
    expect(eraseAt([[[3, 4]]], [0, 0], 5.01)).toEqual([]);
    expect(eraseAt([[[3, 4]]], [0, 0], 5)).toEqual([[[3, 4]]]);
  });

  it("erases almost coincident points like a dot", () => {
    const dwarf: Stroke = [
      [0, 0],
      [0, Number.MIN_VALUE]
    ];
    expect(eraseAt([dwarf], [0, 0], 0.01)).toEqual([]);
  });

  it("cuts a stroke at every pass through the eraser", () => {
    const zigzag: Stroke = [
      [0, 0],
      [10, 0],
      [10, 1],
      [0, 1]
    ];
    expect(eraseAt([zigzag], [5, 0.5], 2)).toHaveLength(3);
  });

  it("returns identical strokes and points where it erases nothing", () => {
    const strokes: Stroke[] = [[[0, 0], [1, 0]], [[0, 1]]]; // prettier-ignore
    expect(eraseAt(strokes, [5, 5], 1)).toBe(strokes);
    const [touched, ...others] = eraseAt([[[5, 5], [9, 5]], ...strokes], [5, 5], 1); // prettier-ignore
    expect(touched).toEqual([[6, 5], [9, 5]]); // prettier-ignore
    expect(others.every((stroke, i) => stroke === strokes[i])).toBe(true);
  });

  it("keeps the identity and order of the remaining points", () => {
    fc.assert(
      fc.property(drawing, point, radius, (strokes, center, r) => {
        const before = strokes.flat();
        const places = eraseAt(strokes, center, r)
          .flat()
          .map((p) => before.indexOf(p as [number, number]))
          .filter((place) => place >= 0);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        const outside = before.filter((p) => distance(p, center) > r);
        expect(places.map((place) => before[place])).toEqual(expect.arrayContaining(outside));
      })
    );
  });

  it("leaves nothing closer than the radius", () => {
    fc.assert(
      fc.property(drawing, point, radius, (strokes, center, r) => {
        const left = sample(eraseAt(strokes, center, r));
        expect(left.filter((p) => distance(p, center) < r - 1e-6)).toEqual([]);
      })
    );
  });

  it("leaves everything farther than the radius", () => {
    fc.assert(
      fc.property(drawing, point, radius, (strokes, center, r) => {
        const left = eraseAt(strokes, center, r);
        const outside = sample(strokes).filter((p) => distance(p, center) > r + 1e-6);
        expect(outside.filter((p) => !isOn(p, left))).toEqual([]);
      })
    );
  });

  it("adds nothing, and leaves no stroke without points", () => {
    fc.assert(
      fc.property(drawing, point, radius, (strokes, center, r) => {
        const left = eraseAt(strokes, center, r);
        expect(left.every(({length}) => length > 0)).toBe(true);
        expect(sample(left).filter((p) => !isOn(p, strokes))).toEqual([]);
      })
    );
  });

  it("is idempotent", () => {
    fc.assert(
      fc.property(drawing, point, radius, (strokes, center, r) => {
        const once = eraseAt(strokes, center, r);
        expect(eraseAt(once, center, r)).toBe(once);
      })
    );
  });
});

describe("eraseAlong(strokes, from, to, radius)", () => {
  it("erases everything between two positions, for an eraser of any speed", () => {
    const line: Stroke = [
      [5, -5],
      [5, 5]
    ];
    expect(eraseAlong([line], [0, 0], [10, 0], 1)).toEqual([[[5, -5], [5, -1]], [[5, 1], [5, 5]]]); // prettier-ignore
  });

  it("erases exactly the parts closer to its path than the radius", () => {
    fc.assert(
      fc.property(drawing, point, point, radius, (strokes, from, to, r) => {
        const left = eraseAlong(strokes, from, to, r);
        expect(sample(left).filter((p) => distanceFromWay(p, from, to) < r - 1e-6)).toEqual([]);
        const outside = sample(strokes).filter((p) => distanceFromWay(p, from, to) > r + 1e-6);
        expect(outside.filter((p) => !isOn(p, left))).toEqual([]);
      })
    );
  });

  it("equals eraseAt for an eraser at rest", () => {
    fc.assert(
      fc.property(drawing, point, radius, (strokes, at, r) => {
        expect(eraseAlong(strokes, at, at, r)).toEqual(eraseAt(strokes, at, r));
      })
    );
  });
});
