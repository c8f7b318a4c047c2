import {deviation, mean, sum} from "d3-array";
import {randomLcg} from "d3-random";
import fc from "fast-check";
import {beforeAll, describe, expect, it} from "vitest";
import {compileKernels} from "../../../loaders/kernels.js";
import {normalize, PIXELS, SIDE} from "../../../src/ink/image/grid.js";
import {plainKernels} from "../../../src/kernels/kernels.js";
import {writeDigit} from "../../../src/pen/handwriting.js";
import {preprocessStrokes} from "../../../src/pen/strokes.js";
import {distortImages, planDistortion} from "../../../src/training/distortion/distortion.js";
import {DISTORTION, type DistortionOptions} from "../../../src/training/distortion/options.js";
import {SIMARD_DISTORTION} from "../../../src/training/distortion/augmentation.js";
import {distortNaively} from "./naiveDistortion.js";

let module: WebAssembly.Module;
beforeAll(async () => {
  module = await WebAssembly.compile(await compileKernels());
});

const NONE = Object.fromEntries(Object.keys(DISTORTION).map((name) => [name, 0])) as DistortionOptions;
const random = randomLcg(0.7);
const digits = concatenate(
  Array.from({length: 50}, (_, i) => preprocessStrokes(writeDigit(i % 10, random))!.image.slice())
);

function concatenate(images: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(images.flatMap((image) => [...image]));
}

function paint(level: (x: number, y: number) => number): Uint8Array {
  return Uint8Array.from({length: PIXELS}, (_, i) => level(i % SIDE, Math.floor(i / SIDE)));
}

/** A dot of 4 × 4 pixels with the center (*x* + 0.5, *y* + 0.5). */
const dot = (x: number, y: number) => paint((u, v) => (u >= x - 1 && u <= x + 2 && v >= y - 1 && v <= y + 2 ? 255 : 0));

/** Distorts *n* copies of an image and returns them. */
function copies(image: Uint8Array, n: number, options: Partial<DistortionOptions>, seed = 1): Float32Array[] {
  const all = distortImages(concatenate(new Array<Uint8Array>(n).fill(image)), {...NONE, ...options}, seed, module);
  return Array.from({length: n}, (_, i) => all.subarray(i * PIXELS, (i + 1) * PIXELS));
}

/** The center of the ink, relative to the middle of the image. */
function center(image: Float32Array): [x: number, y: number] {
  let [ink, x, y] = [0, 0, 0];
  for (let i = 0; i < PIXELS; ++i) {
    ink += image[i]!;
    x += image[i]! * ((i % SIDE) - 13.5);
    y += image[i]! * (Math.floor(i / SIDE) - 13.5);
  }
  return [x / ink, y / ink];
}

/** Expects a uniform distribution within *most* of *middle*: its mean, its standard deviation, and its range. */
function expectUniform(values: readonly number[], most: number, middle = 0): void {
  expect(Math.abs(mean(values)! - middle)).toBeLessThan((4 * most) / Math.sqrt(3 * values.length));
  expect(Math.abs(deviation(values)! / (most / Math.sqrt(3)) - 1)).toBeLessThan(0.05);
  expect(Math.max(...values.map((value) => Math.abs(value - middle)))).toBeLessThan(1.03 * most);
}

describe("distortImages(images, options, seed, module)", () => {
  it("gives the same bits with compiled kernels and without, for our distortion and Simard's", () => {
    for (const options of [DISTORTION, SIMARD_DISTORTION])
      expect(distortImages(digits, options, 3)).toEqual(distortImages(digits, options, 3, module));
  });

  it("returns exactly the images divided by 255 with all options at 0", () => {
    const everyLevel = paint((x, y) => (y * SIDE + x) % 256);
    const images = concatenate([digits, everyLevel, new Uint8Array(PIXELS), new Uint8Array(PIXELS).fill(255)]);
    expect(distortImages(images, NONE, 1, module)).toEqual(normalize(images));
  });

  it("returns numbers in [0, 1] for any options, and nothing for a blank image", () => {
    const upTo = (max: number) => fc.double({min: 0, max, noNaN: true});
    const options = fc.record({
      rotation: upTo(180),
      scale: upTo(0.99),
      shear: upTo(10),
      shift: upTo(1000),
      elastic: upTo(1000),
      smoothness: upTo(32),
      stroke: upTo(2),
      noise: upTo(3)
    });
    fc.assert(
      fc.property(options, fc.nat(), (options, seed) => {
        const images = concatenate([digits.subarray(0, 20 * PIXELS), new Uint8Array(PIXELS)]);
        const distorted = distortImages(images, options, seed, module);
        expect(distorted.every((v) => v >= 0 && v <= 1)).toBe(true);
        expect(sum(distorted.subarray(20 * PIXELS))).toBe(0);
      }),
      {numRuns: 50}
    );
  });

  it("distorts each image in another way, by the seed", () => {
    const [first, second] = copies(digits.subarray(0, PIXELS), 2, DISTORTION);
    expect(first).not.toEqual(second);
    expect(distortImages(digits, {}, 1, module)).toEqual(distortImages(digits, {}, 1, module));
    expect(distortImages(digits, {}, 1, module)).not.toEqual(distortImages(digits, {}, 1.5, module));
  });

  it("does not modify the images", () => {
    const copy = digits.slice();
    distortImages(digits, {noise: 0.5}, 1, module);
    expect(digits).toEqual(copy);
  });

  it("rotates, scales, shears and shifts as the formulas say, uniformly within the given amounts", () => {
    const east = dot(21, 13);
    const rotated = copies(east, 4000, {rotation: 12}).map(center);
    const angles = rotated.map(([x, y]) => (Math.atan2(y, x) * 180) / Math.PI);
    expectUniform(angles, 12);
    expect(Math.max(...rotated.map(([x, y]) => Math.abs(Math.hypot(x, y) - 8)))).toBeLessThan(0.1);
    const scaled = copies(dot(19, 7), 4000, {scale: 0.15}).map(center);
    expectUniform(scaled.map(([x]) => x / 6), 0.15, 1); // prettier-ignore
    expectUniform(scaled.map(([, y]) => -y / 6), 0.15, 1); // prettier-ignore
    expect(Math.abs(mean(scaled, ([x, y]) => (x / 6 - 1) * (-y / 6 - 1))!)).toBeLessThan(0.0006); // independent
    expectUniform(copies(dot(13, 19), 4000, {shear: 0.2}).map((image) => center(image)[0] / 6), 0.2); // prettier-ignore
    const shifted = copies(dot(13, 13), 4000, {shift: 1.5}).map(center);
    expectUniform(shifted.map(([x]) => x), 1.5); // prettier-ignore
    expectUniform(shifted.map(([, y]) => y), 1.5); // prettier-ignore
  });

  it("changes the width of strokes uniformly within the given amount", () => {
    const upright = copies(paint((x) => (x > 9 && x < 14 ? 255 : 0)), 4000, {stroke: 0.5}); // prettier-ignore
    expectUniform(upright.map((image) => sum(image.subarray(12 * SIDE, 13 * SIDE)) - 4), 0.5); // prettier-ignore
    const level = copies(paint((_, y) => (y > 9 && y < 14 ? 255 : 0)), 4000, {stroke: 0.5}); // prettier-ignore
    expectUniform(level.map((image) => sum(image.filter((_, i) => i % SIDE === 12)) - 4), 0.5); // prettier-ignore
  });

  it("adds noise with the given standard deviation to ink only", () => {
    const image = paint((x, y) => (x > 3 && x < 24 && y > 3 && y < 24 ? 128 : 0));
    const results = copies(image, 200, {noise: 0.1});
    const ink = results.flatMap((result) => [...result.filter((_, i) => image[i])]);
    expect(Math.abs(mean(ink)! - 128 / 255)).toBeLessThan(0.005);
    expect(Math.abs(deviation(ink)! - 0.1)).toBeLessThan(0.005);
    expect(sum(results, (result) => sum(result.filter((_, i) => !image[i])))).toBe(0);
  });

  it("displaces smoothly by the given standard deviation, measured on slopes", () => {
    // If the level rises by 9 for each pixel to the right, a displacement of one pixel changes it by 9. A field has about
    // 209 independent positions, and each seed has its own.
    for (const slope of [paint((x) => 9 * x), paint((_, y) => 9 * y)]) {
      const results = Array.from({length: 12}, (_, seed) => copies(slope, 50, {elastic: 1.2, smoothness: 5}, seed));
      const moves = results
        .flat()
        .flatMap((result) =>
          [...result]
            .map((v, i) => (255 * v - slope[i]!) / 9)
            .filter((_, i) => i % SIDE > 9 && i % SIDE < 18 && i > 10 * SIDE && i < 18 * SIDE)
        );
      expect(Math.abs(mean(moves)!)).toBeLessThan(0.1);
      expect(Math.abs(deviation(moves)! - 1.2)).toBeLessThan(0.08);
    }
  });

  it("distorts as the formulas do in turn, computed naively: the same ink, moments and spread of each pixel", () => {
    for (const options of [DISTORTION, SIMARD_DISTORTION]) {
      const n = 1500;
      const image = digits.subarray(3 * PIXELS, 4 * PIXELS);
      const ours = Array.from({length: 5}, (_, seed) => copies(image, n / 5, options, seed)).flat();
      const random = randomLcg(0.3);
      const theirs = Array.from({length: n}, () => distortNaively(image, options, random));
      const differences = Array.from({length: PIXELS}, (_, i) => {
        const [a, b] = [ours, theirs].map((images) => images.map((one) => one[i]!));
        return Math.max(Math.abs(mean(a!)! - mean(b!)!), Math.abs(deviation(a!)! - deviation(b!)!));
      });
      expect(Math.max(...differences)).toBeLessThan(0.08);
      const [ink, their] = [ours, theirs].map((images) => images.map((one) => sum(one)));
      expect(Math.abs(mean(ink!)! / mean(their!)! - 1)).toBeLessThan(0.02);
      expect(Math.abs(deviation(ink!)! / deviation(their!)! - 1)).toBeLessThan(0.1);
    }
  });

  it("keeps between half and 1.8 times the ink", () => {
    for (const seed of [1, 2, 3, 4]) {
      const distorted = distortImages(digits, DISTORTION, seed, module);
      const ratios = Array.from({length: 50}, (_, i) => {
        const [from, end] = [i * PIXELS, (i + 1) * PIXELS];
        return (255 * sum(distorted.subarray(from, end))) / sum(digits.subarray(from, end));
      });
      expect(Math.min(...ratios)).toBeGreaterThan(0.5);
      expect(Math.max(...ratios)).toBeLessThan(1.8);
      expect(Math.abs(mean(ratios)! - 1)).toBeLessThan(0.1);
    }
  });

  it("throws for an option outside its range", () => {
    const message = (options: Partial<DistortionOptions>) => () => distortImages(digits, options, 1);
    expect(message({rotation: -1})).toThrow(new RangeError("rotation: expected 0 to 180, got -1"));
    expect(message({scale: 1})).toThrow("scale: expected 0 to 0.99, got 1");
    expect(message({stroke: 2.5})).toThrow("stroke: expected 0 to 2, got 2.5");
    expect(message({smoothness: 33})).toThrow("smoothness: expected 0 to 32, got 33");
    expect(message({noise: NaN})).toThrow("noise: expected 0 to 1000, got NaN");
  });
});

describe("planDistortion(most, take)", () => {
  it("distorts an image by the seed, the epoch and its position alone, whatever the batches", () => {
    let size = 0;
    const take = (count: number) => (size += count) - count;
    const distortion = planDistortion(16, take);
    const output = take(16 * PIXELS);
    const kernels = plainKernels(size);
    const batch = (indices: number[], first: number) => {
      distortion.write(kernels, digits, indices, first, output);
      return kernels.numbers.slice(output, output + indices.length * PIXELS);
    };
    distortion.begin(kernels, DISTORTION, 7, 2);
    const whole = batch([5, 9, 0, 9, 33], 100);
    expect(batch([9, 33], 103)).toEqual(whole.subarray(3 * PIXELS));
    expect(batch([9], 101)).toEqual(whole.subarray(PIXELS, 2 * PIXELS));
    distortion.begin(kernels, DISTORTION, 7, 3);
    expect(batch([9], 101)).not.toEqual(whole.subarray(PIXELS, 2 * PIXELS));
  });
});
