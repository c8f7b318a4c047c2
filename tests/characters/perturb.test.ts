import {deviation, mean, sum} from "d3-array";
import {randomLcg} from "d3-random";
import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {normalize, PIXELS, SIDE} from "../../src/ink/image/grid.js";
import {imageAt} from "../../src/characters/digits.js";
import {writeDigit} from "../../src/pen/handwriting.js";
import {AMOUNTS, CANVAS_SIDE, perturb, perturbDigits, PERTURBATIONS} from "../../src/characters/perturb.js";
import {preprocess} from "../../src/ink/preprocess.js";
import {centerOfMass, findInkBox} from "../../src/ink/normalize.js";
import {preprocessStrokes} from "../../src/pen/strokes.js";

/** Amounts that leave an image unchanged. */
const NOTHING = {shift: 0, rotation: 0, scale: 1, stroke: 0, noise: 0} as const;

const random = randomLcg(0.7);
const digits: Uint8Array[] = Array.from({length: 20}, (_, i) =>
  preprocessStrokes(writeDigit(i % 10, random))!.image.slice()
);
const pattern = paint((x, y) => (y * 37 * x + x * 11 + y * 5) % 256);
const full = new Uint8Array(PIXELS).fill(255);

function paint(level: (x: number, y: number) => number): Uint8Array {
  return Uint8Array.from({length: PIXELS}, (_, i) => level(i % SIDE, Math.floor(i / SIDE)));
}

/** Returns the canvas's 56 × 56 levels, given by position in the image: column and row −14 to 41. */
function paintCanvas(level: (x: number, y: number) => number): Uint8Array {
  return Uint8Array.from({length: CANVAS_SIDE ** 2}, (_, i) => {
    return level((i % CANVAS_SIDE) - 14, Math.floor(i / CANVAS_SIDE) - 14);
  });
}

function levelOf(image: Uint8Array, x: number, y: number): number {
  return x >= 0 && y >= 0 && x < SIDE && y < SIDE ? image[y * SIDE + x]! : 0;
}

const kinds = fc.constantFrom(...PERTURBATIONS);
const seeds = fc.integer({min: 1, max: 1e6});

describe("perturb(image, kind, amount, random)", () => {
  it("returns the exact image centered in a blank canvas if nothing changes", () => {
    const expected = paintCanvas((x, y) => levelOf(pattern, x, y));
    for (const kind of PERTURBATIONS) {
      expect(perturb(pattern, kind, NOTHING[kind], random)).toEqual({width: 56, height: 56, data: expected});
    }
  });

  it("maps the random number to the direction of the shift, a share of a clockwise turn from the right", () => {
    for (const [share, dx, dy] of [
      [0, 1, 0],
      [0.25, 0, 1],
      [0.5, -1, 0],
      [0.75, 0, -1]
    ] as const) {
      const expected = paintCanvas((x, y) => levelOf(pattern, x - 3 * dx, y - 3 * dy));
      expect(perturb(pattern, "shift", 3, () => share).data).toEqual(expected);
    }
  });

  it("moves the center of mass by exactly the amount, in any direction", () => {
    const before = centerOfMass(perturb(digits[3]!, "shift", 0, random))!;
    const shifts = fc.double({min: 0, max: 14, noNaN: true});
    fc.assert(
      fc.property(shifts, seeds, (amount, seed) => {
        const after = centerOfMass(perturb(digits[3]!, "shift", amount, randomLcg(seed)))!;
        expect(Math.hypot(after.x - before.x, after.y - before.y)).toBeCloseTo(amount, 1); // levels are whole
      })
    );
  });

  it("rotates either way, a quarter turn exactly", () => {
    const clockwise = paintCanvas((x, y) => levelOf(pattern, y, SIDE - 1 - x));
    const counterclockwise = paintCanvas((x, y) => levelOf(pattern, SIDE - 1 - y, x));
    expect(perturb(pattern, "rotation", 90, () => 0.5).data).toEqual(clockwise);
    expect(perturb(pattern, "rotation", 90, () => 0.49).data).toEqual(counterclockwise);
  });

  it("rotates a bar by the amount, measured by its second moments", () => {
    const bar = paint((x, y) => (x > 12 && x < 15 && y > 3 && y < 24 ? 255 : 0));
    for (const [share, sign] of [
      [0, -1],
      [0.9, 1]
    ] as const) {
      for (const amount of [0, 5, 17, 30, 45]) {
        const {data} = perturb(bar, "rotation", amount, () => share);
        let [xx, yy, xy] = [0, 0, 0];
        data.forEach((level, i) => {
          const [x, y] = [(i % CANVAS_SIDE) - 27.5, Math.floor(i / CANVAS_SIDE) - 27.5];
          [xx, yy, xy] = [xx + level * x * x, yy + level * y * y, xy + level * x * y];
        });
        // The principal axis of an upright bar is at 90°; y points down, so clockwise is positive.
        const degrees = ((Math.atan2(2 * xy, xx - yy) / 2) * 180) / Math.PI;
        const turned = (degrees - 90 + 360) % 180;
        expect(Math.abs(turned - ((sign * amount + 180) % 180))).toBeLessThan(0.3);
      }
    }
  });

  it("halves an image to the means of four pixels", () => {
    // Pixel 14 of 28 is 0.5 from the center. At half size, it shows the point at distance 1, between pixels 14 and 15.
    const expected = paintCanvas((x, y) => {
      const [u, v] = [2 * x - 14, 2 * y - 14];
      const corners = [levelOf(pattern, u, v), levelOf(pattern, u + 1, v), levelOf(pattern, u, v + 1)];
      return Math.round((sum(corners) + levelOf(pattern, u + 1, v + 1)) / 4);
    });
    const {data} = perturb(pattern, "scale", 0.5, random);
    expect(Math.max(...data.map((level, i) => Math.abs(level - expected[i]!)))).toBeLessThanOrEqual(1); // rounding
  });

  it("scales the ink's area by the square of the amount, about the same center", () => {
    for (const amount of [0.6, 0.8, 1.2, 1.4, 1.9]) {
      const canvas = perturb(full, "scale", amount, random);
      const area = sum(canvas.data) / 255 / 784;
      expect(Math.abs(area / amount ** 2 - 1)).toBeLessThan(0.02); // samples of a hard edge
      expect(centerOfMass(canvas)!.x).toBeCloseTo(27.5, 9);
      expect(centerOfMass(canvas)!.y).toBeCloseTo(27.5, 9);
    }
  });

  it("changes a bar's width by the given number of pixels", () => {
    const bar = paint((x, y) => (x > 9 && x < 15 && y > 3 && y < 24 ? 255 : 0));
    for (const amount of AMOUNTS.stroke) {
      const {data} = perturb(bar, "stroke", amount, random);
      const row = data.subarray(28 * CANVAS_SIDE, 29 * CANVAS_SIDE);
      expect(Math.abs(sum(row) / 255 - (5 + amount))).toBeLessThan(0.01); // two edges with whole levels
    }
  });

  it("adds normal noise with the given standard deviation to ink, background and canvas alike", () => {
    const gray = new Uint8Array(PIXELS).fill(127);
    const draw = randomLcg(0.3);
    const canvases = Array.from({length: 20}, () => perturb(gray, "noise", 0.1, draw).data);
    const isImage = paintCanvas((x, y) => levelOf(full, x, y));
    const inside = canvases.flatMap((data) => [...data.filter((_, i) => isImage[i])]);
    // 15,680 numbers: standard errors of 0.2 (mean) and 0.14 (deviation) levels
    expect(Math.abs(mean(inside)! - 127)).toBeLessThan(1);
    expect(Math.abs(deviation(inside)! - 25.5)).toBeLessThan(0.7);
    // Normal noise clamped at 0: its mean is σ / √2π, and about half of it is 0.
    const outside = canvases.flatMap((data) => [...data.filter((_, i) => !isImage[i])]);
    expect(Math.abs(mean(outside)! - 25.5 / Math.sqrt(2 * Math.PI))).toBeLessThan(0.5);
    expect(Math.abs(mean(outside, (v) => Number(v === 0))! - 0.5)).toBeLessThan(0.02);
  });

  it("cuts nothing off at any measured amount: a full image keeps its area and the canvas a blank edge", () => {
    for (const kind of ["shift", "rotation", "scale"] as const) {
      for (const amount of AMOUNTS[kind]) {
        const canvas = perturb(full, kind, amount, random);
        const area = sum(canvas.data) / 255 / 784;
        expect(Math.abs(area / (kind === "scale" ? amount ** 2 : 1) - 1)).toBeLessThan(0.02); // samples of a hard edge
        const box = findInkBox(canvas)!;
        expect(Math.min(box.x, box.y)).toBeGreaterThan(0);
        expect(Math.max(box.x + box.width, box.y + box.height)).toBeLessThan(CANVAS_SIDE);
      }
    }
  });

  it("depends on the random numbers only, and does not modify the image", () => {
    const copy = pattern.slice();
    fc.assert(
      fc.property(kinds, fc.nat(3), seeds, (kind, index, seed) => {
        const draw = () => perturb(pattern, kind, AMOUNTS[kind][index]!, randomLcg(seed));
        expect(draw()).toEqual(draw());
      }),
      {numRuns: 20}
    );
    expect(pattern).toEqual(copy);
  });

  it("draws one random number to shift or rotate by any amount, and none to scale or change strokes", () => {
    for (const [kind, expected] of [
      ["shift", 1] as const,
      ["rotation", 1] as const,
      ["scale", 0] as const,
      ["stroke", 0] as const
    ]) {
      for (const amount of AMOUNTS[kind]) {
        let taken = 0;
        perturb(pattern, kind, amount, () => (++taken, 0.3));
        expect(taken).toBe(expected);
      }
    }
  });

  it("throws for amounts outside the limits", () => {
    const call = (kind: (typeof PERTURBATIONS)[number], amount: number) => () => perturb(full, kind, amount, random);
    expect(call("shift", 15)).toThrow(new RangeError("shift: expected 0 to 14, got 15"));
    expect(call("scale", 2)).toThrow(new RangeError("scale: expected 0.1 to 1.9, got 2"));
    expect(call("scale", 0)).toThrow(RangeError);
    expect(call("rotation", -5)).toThrow(RangeError);
    expect(call("stroke", -3)).toThrow(RangeError);
    expect(call("noise", NaN)).toThrow(RangeError);
  });
});

describe("perturbDigits(digits, kind, amount, random)", () => {
  const images = new Uint8Array(digits.length * PIXELS);
  digits.forEach((image, i) => images.set(image, i * PIXELS));
  const set = {length: digits.length, images};

  it("returns normalized digits unchanged if nothing changes", () => {
    for (const kind of PERTURBATIONS) {
      const {images: read, hasInk} = perturbDigits(set, kind, NOTHING[kind], random);
      expect(read).toEqual(normalize(images));
      expect(hasInk).toEqual(new Uint8Array(digits.length).fill(1));
    }
  });

  it("preprocesses each perturbed image, drawing random numbers in sequence", () => {
    const draw = randomLcg(0.2);
    const expected = digits.map((_, i) => preprocess(perturb(imageAt(set, i), "rotation", 20, draw))!.image);
    const {images: read} = perturbDigits(set, "rotation", 20, randomLcg(0.2));
    expected.forEach((image, i) => expect(read.slice(i * PIXELS, (i + 1) * PIXELS)).toEqual(normalize(image)));
  });

  it("marks digits without ink and leaves them blank", () => {
    const two = {length: 2, images: new Uint8Array(2 * PIXELS)};
    two.images.set(digits[0]!, PIXELS);
    const {images: read, hasInk} = perturbDigits(two, "scale", 0.8, random);
    expect(hasInk).toEqual(Uint8Array.of(0, 1));
    expect(sum(read.subarray(0, PIXELS))).toBe(0);
    expect(sum(read.subarray(PIXELS))).toBeGreaterThan(0);
  });
});
