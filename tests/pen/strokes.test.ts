import fc from "fast-check";
import {beforeAll, describe, expect, it} from "vitest";
import type {GrayImage} from "../../src/ink/image/image.js";
import type {Stroke} from "../../src/pen/pen.js";
import {normalizeInk} from "../../src/ink/normalize.js";
import {findExtent, isDot, preprocessStrokes, rasterizeStrokes} from "../../src/pen/strokes.js";

beforeAll(() => fc.configureGlobal({seed: 20_250_102, numRuns: 40}));

const drawing: fc.Arbitrary<Stroke[]> = fc
  .array(
    fc.array(fc.tuple(fc.integer({min: 0, max: 300}), fc.integer({min: 0, max: 300})), {minLength: 1, maxLength: 6}),
    {minLength: 1, maxLength: 3}
  )
  .filter((strokes) => strokes.flat().some(([x, y]) => x !== strokes[0]![0]![0] || y !== strokes[0]![0]![1]));

function move(strokes: readonly Stroke[], scale: number, dx: number, dy: number): Stroke[] {
  return strokes.map((stroke) => stroke.map(([x, y]) => [x * scale + dx, y * scale + dy] as const));
}

function sum(data: ArrayLike<number>): number {
  return Array.from(data).reduce((a, b) => a + b, 0);
}

/** Expects two images to be equal; faster than toEqual for thousands of pixels. */
function expectSame(a: GrayImage | undefined, b: GrayImage | undefined): void {
  expect([a!.width, a!.height]).toEqual([b!.width, b!.height]);
  expect(largest(a!.data, b!.data)).toBe(0);
}

function largest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a, (v, i) => Math.abs(v - b[i]!)).reduce((x, y) => Math.max(x, y), 0);
}

describe("rasterizeStrokes(strokes)", () => {
  it("is invariant to the drawing's position", () => {
    fc.assert(
      fc.property(drawing, fc.integer({min: -500, max: 500}), fc.integer({min: -500, max: 500}), (strokes, dx, dy) => {
        expectSame(rasterizeStrokes(move(strokes, 1, dx, dy)), rasterizeStrokes(strokes));
      })
    );
  });

  it("is invariant to the drawing's size", () => {
    // Scaling by powers of two is exact in floating point.
    fc.assert(
      fc.property(drawing, fc.constantFrom(1 / 256, 0.5, 2, 1024), (strokes, scale) => {
        expectSame(rasterizeStrokes(move(strokes, scale, 0, 0)), rasterizeStrokes(strokes));
      })
    );
  });

  it("matches the distance of each pixel's center from the pen's path, sampled by brute force", () => {
    fc.assert(
      fc.property(drawing, (strokes) => {
        const {width, height, data} = rasterizeStrokes(strokes, {penWidth: 13})!;
        const way = pointsAlong(strokes, {step: 0.4});
        const [left, top] = [Math.min(...way.map(([x]) => x)), Math.min(...way.map(([, y]) => y))];
        const expected = Array.from({length: width * height}, (_, i) => {
          const [x, y] = [(i % width) + 0.5 - 8 + left, Math.floor(i / width) + 0.5 - 8 + top];
          const distance = Math.sqrt(
            way.reduce((least, [u, v]) => Math.min(least, (u - x) ** 2 + (v - y) ** 2), Infinity)
          );
          return 255 * Math.min(1, Math.max(0, 6.5 + 0.5 - distance)); // a straight edge's coverage of a pixel
        });
        // A step of 0.4 causes an error of at most √(d² + 0.2²) − d: under 0.9 of a level for an edge at d = 6 to 7;
        // plus rounding.
        expect(largest(data, expected)).toBeLessThan(1.5);
      }),
      {numRuns: 8}
    );
  });

  it("scales the longer side of the points' bounding box to 100 pixels and keeps the aspect ratio", () => {
    const strokes: Stroke[] = [
      [
        [10, 20],
        [10, 60],
        [30, 60]
      ]
    ];
    // 100 × 50 and, on each side, half a pen of 13 and the margin: ⌈6.5⌉ + 1 = 8
    const {width, height} = rasterizeStrokes(strokes, {penWidth: 13})!;
    expect([width, height]).toEqual([66, 116]);
  });

  it("draws a line as wide as the pen", () => {
    for (const penWidth of [3, 8, 13, 20.5]) {
      const {width, height, data} = rasterizeStrokes([[[0, 0], [0, 9]]], {penWidth})!; // prettier-ignore
      const row = data.slice((height >> 1) * width, ((height >> 1) + 1) * width);
      expect(Math.abs(sum(row) / 255 - penWidth)).toBeLessThan(0.01);
    }
  });

  it("draws a dot as a disk as wide as the pen", () => {
    const image = rasterizeStrokes([[[42, 17]]], {penWidth: 13})!;
    expect([image.width, image.height]).toEqual([16, 16]);
    expect(Math.abs(sum(image.data) / 255 / (Math.PI * 6.5 ** 2) - 1)).toBeLessThan(0.01);
    for (let i = 0; i < 256; ++i) {
      const [x, y] = [i % 16, i >> 4];
      expect(image.data[i]).toBe(image.data[y * 16 + (15 - x)]);
      expect(image.data[i]).toBe(image.data[x * 16 + y]);
      if (Math.hypot(x - 7.5, y - 7.5) > 7) expect(image.data[i]).toBe(0);
    }
  });

  it("draws a pen that did not move as a dot", () => {
    const points: Stroke = [
      [5, 5],
      [5, 5],
      [5, 5]
    ];
    expect(rasterizeStrokes([points])).toEqual(rasterizeStrokes([[[5, 5]]]));
  });

  it("joins points within a stroke but lifts the pen between strokes", () => {
    const [a, b] = [[0, 0] as const, [100, 0] as const];
    const middle = (strokes: Stroke[]) => {
      const {width, height, data} = rasterizeStrokes(strokes)!;
      return data[(height >> 1) * width + (width >> 1)];
    };
    expect([middle([[a, b]]), middle([[a], [b]])]).toEqual([255, 0]);
  });

  it("does not darken where strokes cross", () => {
    const cross: Stroke[] = [
      [
        [0, 0],
        [100, 100]
      ],
      [
        [0, 100],
        [100, 0]
      ]
    ];
    const [both, one, other] = [cross, [cross[0]!], [cross[1]!]].map((strokes) => rasterizeStrokes(strokes)!.data);
    expect([...both!]).toEqual(Array.from(one!, (v, i) => Math.max(v, other![i]!)));
  });

  it("returns undefined for no points", () => {
    expect(rasterizeStrokes([])).toBeUndefined();
  });
});

/**
 * Returns points on the pen's path, at most *step* pixels apart, scaled to a bounding box with a longer side of 100
 * pixels.
 */
function pointsAlong(strokes: Stroke[], {step}: {step: number}): [number, number][] {
  const [xs, ys] = [strokes.flat().map(([x]) => x), strokes.flat().map(([, y]) => y)];
  const scale = 100 / Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
  return strokes.flatMap((stroke) =>
    stroke.flatMap(([x, y], i) => {
      const [u, v] = stroke[i + 1] ?? [x, y];
      const steps = Math.max(1, Math.ceil((Math.hypot(u - x, v - y) * scale) / step));
      return Array.from({length: steps + 1}, (_, k): [number, number] => [
        scale * (x + ((u - x) * k) / steps),
        scale * (y + ((v - y) * k) / steps)
      ]);
    })
  );
}

describe("preprocessStrokes(strokes)", () => {
  it("returns the rasterized strokes in MNIST's format", () => {
    const strokes: Stroke[] = [
      [
        [0, 0],
        [30, 80]
      ]
    ];
    expect(preprocessStrokes(strokes)).toEqual(normalizeInk(rasterizeStrokes(strokes)!));
    expect(preprocessStrokes(strokes, {penWidth: 5})).toEqual(normalizeInk(rasterizeStrokes(strokes, {penWidth: 5})!));
  });

  it("is invariant to the drawing's size and position, within two levels of rounding", () => {
    const scale = fc.double({min: 1e-3, max: 1e3, noNaN: true});
    const shift = fc.double({min: -1e4, max: 1e4, noNaN: true});
    fc.assert(
      fc.property(drawing, scale, shift, shift, (strokes, by, dx, dy) => {
        // So far out that floating-point precision runs out, it is a different drawing.
        fc.pre(by > 1e-2 || Math.abs(dx) + Math.abs(dy) < 100);
        const [before, after] = [preprocessStrokes(strokes)!, preprocessStrokes(move(strokes, by, dx, dy))!];
        expect(largest(before.image, after.image)).toBeLessThanOrEqual(2);
      })
    );
  });

  it("returns undefined for no points", () => {
    expect(preprocessStrokes([])).toBeUndefined();
  });
});

describe("findExtent(strokes)", () => {
  it("returns the bounding box of all points", () => {
    expect(findExtent([[[3, -4], [7, 2]], [[5, 9]]])).toEqual({x: 3, y: -4, width: 4, height: 13}); // prettier-ignore
  });

  it("returns a box without extent for one point, and undefined for none", () => {
    expect(findExtent([[[3, 4]]])).toEqual({x: 3, y: 4, width: 0, height: 0});
    expect(findExtent([])).toBeUndefined();
  });
});

describe("isDot(stroke)", () => {
  it("is true only for a tap: one or more points at one position", () => {
    expect(isDot([[0.5, 0.5]])).toBe(true);
    expect(isDot([[0.5, 0.5], [0.5, 0.5]])).toBe(true); // prettier-ignore
    expect(isDot([[0.5, 0.5], [0.5, 0.5001]])).toBe(false); // prettier-ignore
    expect(isDot([])).toBe(false);
  });
});
