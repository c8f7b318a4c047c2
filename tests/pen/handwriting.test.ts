import {randomLcg} from "d3-random";
import {describe, expect, it} from "vitest";
import {CLASSES} from "../../src/characters/digits.js";
import {GLYPHS} from "../../src/pen/glyphs.js";
import {writeDigit} from "../../src/pen/handwriting.js";
import {findExtent, preprocessStrokes} from "../../src/pen/strokes.js";

describe("writeDigit(digit, random)", () => {
  it("writes the same strokes for the same random numbers", () => {
    for (const digit of CLASSES) expect(writeDigit(digit, randomLcg(0.3))).toEqual(writeDigit(digit, randomLcg(0.3)));
  });

  it("writes a different digit in each call", () => {
    const random = randomLcg(0.3);
    const written = Array.from({length: 50}, () => JSON.stringify(writeDigit(2, random)));
    expect(new Set(written).size).toBe(50);
  });

  it("writes finite points, in strokes of at least two, about 100 units high", () => {
    const random = randomLcg(0.7);
    for (const digit of CLASSES) {
      for (let i = 0; i < 200; ++i) {
        const strokes = writeDigit(digit, random);
        for (const stroke of strokes) expect(stroke.length).toBeGreaterThanOrEqual(2);
        expect(strokes.flat(2).every(Number.isFinite)).toBe(true);
        const {height} = findExtent(strokes)!;
        expect(height).toBeGreaterThan(50);
        expect(height).toBeLessThan(170);
      }
    }
  });

  it("lifts the pen in some 4s, 5s and 7s, but never in a 3 or a 6", () => {
    const random = randomLcg(0.1);
    const counts = CLASSES.map((digit) => new Set(Array.from({length: 100}, () => writeDigit(digit, random).length)));
    for (const digit of [4, 5, 7]) expect(counts[digit]).toEqual(new Set([1, 2]));
    for (const digit of [3, 6]) expect(counts[digit]).toEqual(new Set([1]));
  });

  it("slants to either side, more often to the right", () => {
    const random = randomLcg(0.5);
    const slants = Array.from({length: 500}, () => {
      const [stroke] = writeDigit(1, random);
      return stroke![0]![0] - stroke!.at(-1)![0]; // how far a plain 1's top is to the right of its foot
    });
    const right = slants.filter((slant) => slant > 0).length / slants.length;
    expect(right).toBeGreaterThan(0.6);
    expect(right).toBeLessThan(0.95);
  });

  it("gives each digit a distinct mean image: most digits are nearest to their own class's mean", () => {
    const random = randomLcg(0.9);
    const draw = (digit: number) => preprocessStrokes(writeDigit(digit, random))!.image;
    const means = CLASSES.map((digit) => meanOf(Array.from({length: 60}, () => draw(digit))));
    let right = 0;
    for (const digit of CLASSES) for (let i = 0; i < 20; ++i) if (nearest(means, draw(digit)) === digit) ++right;
    expect(right / 200).toBeGreaterThan(0.7);
  });

  it("throws for anything but a digit", () => {
    for (const digit of [-1, 10, 1.5, NaN]) {
      expect(() => writeDigit(digit, randomLcg(0))).toThrow(new RangeError(`digit: expected 0 to 9, got ${digit}`));
    }
  });
});

describe("GLYPHS", () => {
  it("contains several forms of each digit, each with a weight and points", () => {
    expect(GLYPHS).toHaveLength(10);
    for (const forms of GLYPHS) {
      expect(forms.length).toBeGreaterThanOrEqual(5);
      for (const [weight, way] of forms) {
        expect(weight).toBeGreaterThan(0);
        expect(way).toMatch(/^-?\d+,-?\d+\*?( \/)?( -?\d+,-?\d+\*?( \/)?)* -?\d+,-?\d+$/);
      }
    }
  });
});

function meanOf(images: Uint8Array[]): Float64Array {
  const mean = new Float64Array(images[0]!.length);
  for (const image of images) image.forEach((v, p) => (mean[p]! += v / images.length));
  return mean;
}

function nearest(means: Float64Array[], image: Uint8Array): number {
  const distances = means.map((mean) => mean.reduce((sum, v, p) => sum + (v - image[p]!) ** 2, 0));
  return distances.indexOf(Math.min(...distances));
}
