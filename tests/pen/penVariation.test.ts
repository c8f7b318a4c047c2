import {randomLcg} from "d3-random";
import fc from "fast-check";
import {beforeAll, describe, expect, it} from "vitest";
import {PIXELS} from "../../src/ink/image/grid.js";
import {imageAt} from "../../src/characters/digits.js";
import type {Box} from "../../src/ink/image/image.js";
import type {Stroke} from "../../src/pen/pen.js";
import {renderPenDigit, renderPenDigits, writePair, type PenVariation} from "../../src/pen/penVariation.js";
import {findExtent, PEN_WIDTH, preprocessStrokes} from "../../src/pen/strokes.js";

beforeAll(() => fc.configureGlobal({seed: 20_250_102, numRuns: 40}));

/** Points on whole pixels, in a bounding box with a longer side of 100 pixels. */
const drawing: fc.Arbitrary<Stroke[]> = fc
  .array(fc.tuple(fc.integer({min: 0, max: 100}), fc.integer({min: 0, max: 100})), {maxLength: 30})
  .map((points) => [[[0, 0], ...points], [[100, 100]]]);

const seed = fc.integer({min: 0, max: 1e9}).map((n) => n / 1e9);

/** No variation: the page's pen, a drawing of 100 pixels, every point. */
const PLAIN: PenVariation = {penWidths: [PEN_WIDTH, PEN_WIDTH], sizes: [100, 100], strides: [1]};

function line(points: number): Stroke {
  return Array.from({length: points}, (_, i) => [(i * 37) % 101, (i * 100) / (points - 1)] as const);
}

/** Returns the largest difference between two images. */
function largest(a: Uint8Array | undefined, b: Uint8Array | undefined): number {
  return a!.reduce((most, v, i) => Math.max(most, Math.abs(v - b![i]!)), 0);
}

describe("renderPenDigit(strokes, random)", () => {
  it("equals the drawing page's input if nothing varies and the points are on whole pixels", () => {
    fc.assert(
      fc.property(drawing, seed, (strokes, s) => {
        expect(largest(renderPenDigit(strokes, randomLcg(s), PLAIN), preprocessStrokes(strokes)!.image)).toBe(0);
      })
    );
  });

  it("returns the same image for the same random numbers, and another for others", () => {
    const strokes = [line(60)];
    const image = (s: number) => renderPenDigit(strokes, randomLcg(s));
    expect(image(0.5)).toEqual(image(0.5));
    expect(image(0.5)).not.toEqual(image(0.6));
  });

  it("does not modify the strokes", () => {
    const strokes = [line(60)];
    const before = structuredClone(strokes);
    renderPenDigit(strokes, randomLcg(1));
    expect(strokes).toEqual(before);
  });

  it("varies the pen's width over the full range from 10 to 18 hundredths", () => {
    // An upright line of 100 and a round pen of w are 100 + w tall, which become 20: the line is 20 w / (100 + w) wide.
    const upright: Stroke[] = [[[0, 0], [0, 500]]]; // prettier-ignore
    const random = randomLcg(2026);
    const widths = Array.from({length: 300}, () => {
      const row = renderPenDigit(upright, random)!.subarray(14 * 28, 15 * 28);
      return row.reduce((sum, v) => sum + v, 0) / 255;
    });
    const [least, most] = [(20 * 10) / 110, (20 * 18) / 118]; // 1.82 and 3.05
    expect(Math.min(...widths)).toBeGreaterThan(least - 0.05);
    expect(Math.min(...widths)).toBeLessThan(least + 0.1);
    expect(Math.max(...widths)).toBeLessThan(most + 0.05);
    expect(Math.max(...widths)).toBeGreaterThan(most - 0.1);
  });

  it("rounds points to whole pixels of a drawing of the chosen size", () => {
    // 2 pixels for a box of 100: points at 0 and 100 are 2 pixels apart at any position. A point at 10, or 0.2 pixels,
    // is on the same pixel as 0 or on the next, depending on the position.
    const tenth: Stroke[] = [[[0, 0], [100, 100], [100, 0], [10, 0]]]; // prettier-ignore
    const readings = [0, 1].map((x) => preprocessStrokes([[[0, 0], [2, 2], [2, 0], [x, 0]]])!.image); // prettier-ignore
    const random = randomLcg(0.3);
    const seen = new Set(
      Array.from({length: 60}, () => {
        const image = renderPenDigit(tenth, random, {...PLAIN, sizes: [2, 2]});
        return readings.findIndex((reading) => largest(image, reading) === 0);
      })
    );
    expect(seen).toEqual(new Set([0, 1]));
  });

  it("is invariant to the recording's size and position", () => {
    fc.assert(
      fc.property(drawing, seed, fc.constantFrom(0.25, 2, 64), fc.integer(), (strokes, s, scale, shift) => {
        const moved = strokes.map((stroke) => stroke.map(([x, y]) => [x * scale + shift, y * scale - shift] as const));
        expect(largest(renderPenDigit(moved, randomLcg(s)), renderPenDigit(strokes, randomLcg(s)))).toBe(0);
      })
    );
  });

  it("keeps every nth point of each stroke, from the first one on, and the last point", () => {
    const zigzag = line(60);
    const kept = (n: number) => zigzag.filter((_, i) => [0, 59].includes(i) || i % n === 0);
    for (const n of [2, 3, 5]) {
      const varied = renderPenDigit([zigzag, zigzag], randomLcg(1), {
        ...PLAIN,
        strides: [n],
        sizes: [2 ** 20, 2 ** 20]
      });
      // At a million pixels, rounding is negligible.
      expect(largest(varied, preprocessStrokes([kept(n), kept(n)])!.image)).toBeLessThanOrEqual(1);
      expect(largest(varied, preprocessStrokes([zigzag, zigzag])!.image)).toBeGreaterThan(50);
    }
  });

  it("leaves at least twelve points, and all of them if there are fewer than 24", () => {
    const options = {...PLAIN, strides: [5], sizes: [2 ** 20, 2 ** 20]} as const;
    const reading = (points: Stroke) => preprocessStrokes([points])!.image;
    const [short, middling] = [line(23), line(35)];
    expect(largest(renderPenDigit([short], randomLcg(1), options), reading(short))).toBeLessThanOrEqual(1);
    // 35 / 12 is more than 2 and less than 3.
    const second = middling.filter((_, i) => i % 2 === 0);
    expect(largest(renderPenDigit([middling], randomLcg(1), options), reading(second))).toBeLessThanOrEqual(1);
  });

  it("returns ink from 0 to 255 in 784 pixels, even for a dot, and undefined for no points", () => {
    const image = renderPenDigit([[[7, 7]]], randomLcg(1))!;
    expect([image.length, Math.max(...image)]).toEqual([PIXELS, 255]);
    expect(renderPenDigit([], randomLcg(1))).toBeUndefined();
  });
});

describe("writePair(left, right, random)", () => {
  const square: Stroke[] = [[[0, 0], [50, 0], [50, 50], [0, 50]]]; // prettier-ignore

  it("writes two digits side by side, about equally high and on the same line, with a gap", () => {
    const random = randomLcg(1);
    for (let i = 0; i < 200; ++i) {
      const pair = writePair(square, square, random).map((stroke) => findExtent([stroke])!);
      expect(pair).toHaveLength(2);
      const [left, right] = pair as [Box, Box];
      const gap = right.x - left.x - left.width;
      expect(gap).toBeGreaterThanOrEqual(2 - 1e-9);
      expect(gap).toBeLessThanOrEqual(42 + 1e-9);
      for (const {height, y} of pair) {
        expect(height).toBeGreaterThanOrEqual(80 - 1e-9);
        expect(height).toBeLessThanOrEqual(120 + 1e-9);
        expect(Math.abs(y + height)).toBeLessThanOrEqual(10 + 1e-9);
      }
    }
  });

  it("accepts a dot and a flat bar", () => {
    for (const [x] of writePair([[[5, 5]]], [[[0, 3], [90, 3]]], randomLcg(1)).flat()) expect(x).toBeGreaterThanOrEqual(0); // prettier-ignore
  });
});

describe("renderPenDigits(digits, random, copies)", () => {
  const digits = [
    {label: 7, strokes: [line(30)]},
    {label: 0, strokes: [[[3, 3] as const]]},
    {label: 1, strokes: [line(2)]}
  ];

  it("renders all digits once, then all again with new variations, with labels", () => {
    const rendered = renderPenDigits(digits, randomLcg(0.5), 3);
    expect(rendered.length).toBe(9);
    expect([...rendered.labels!]).toEqual([7, 0, 1, 7, 0, 1, 7, 0, 1]);
    const random = randomLcg(0.5);
    for (let i = 0; i < 9; ++i) {
      expect(imageAt(rendered, i)).toEqual(renderPenDigit(digits[i % 3]!.strokes, random));
    }
    expect(imageAt(rendered, 0)).not.toEqual(imageAt(rendered, 3));
  });

  it("renders each digit once by default, and none from an empty list", () => {
    expect(renderPenDigits(digits, randomLcg(0.5)).length).toBe(3);
    expect(renderPenDigits([], randomLcg(0.5), 4)).toEqual({
      length: 0,
      images: new Uint8Array(0),
      labels: new Uint8Array(0)
    });
  });

  it("throws for a digit without points", () => {
    expect(() => renderPenDigits([digits[0]!, {label: 4, strokes: []}], randomLcg(0.5))).toThrow(
      new TypeError("digit 1 has no points")
    );
  });
});
