import {deviation, mean, sum} from "d3-array";
import {randomLcg} from "d3-random";
import fc from "fast-check";
import {beforeAll, describe, expect, it} from "vitest";
import {normalize, PIXELS, SIDE} from "../../src/ink/image/grid.js";
import {
  changeWidth,
  createDistorter,
  DISTORTION,
  FIELD_SIDE,
  inverseAffine,
  PADDED_SIDE,
  smoothField,
  warp,
  type DistortionOptions,
  type Matrix
} from "../../src/characters/distort.js";
import {writeDigit} from "../../src/pen/handwriting.js";
import {preprocessStrokes} from "../../src/pen/strokes.js";

beforeAll(() => fc.configureGlobal({seed: 20_030_803, numRuns: 60}));

const NONE = Object.fromEntries(Object.keys(DISTORTION).map((name) => [name, 0])) as DistortionOptions;
const IDENTITY: Matrix = [1, 0, 0, 0, 1, 0];
const field = smoothField(5, randomLcg(0.3));
const still = {field, xStart: 0, yStart: 0, amount: 0};
const random = randomLcg(0.7);
const digits: Uint8Array[] = Array.from({length: 50}, (_, i) =>
  preprocessStrokes(writeDigit(i % 10, random))!.image.slice()
);

/** Any image: blank, with ink up to the edges, or with a single spot. */
const anyImage = fc
  .tuple(fc.integer({min: 0, max: SIDE}), fc.integer({min: 0, max: SIDE}), fc.integer({min: 0, max: 1e6}))
  .map(([right, bottom, seed]) => {
    const next = randomLcg(seed);
    return paint((x, y) => (x < right && y < bottom && next() < 0.6 ? Math.floor(256 * next()) : 0));
  });

const anyAffine = fc.record({
  rotation: fc.double({min: -180, max: 180, noNaN: true}),
  scaleX: fc.double({min: 0.3, max: 3, noNaN: true}),
  scaleY: fc.double({min: 0.3, max: 3, noNaN: true}),
  shear: fc.double({min: -1, max: 1, noNaN: true}),
  shiftX: fc.double({min: -30, max: 30, noNaN: true}),
  shiftY: fc.double({min: -30, max: 30, noNaN: true})
});

function paint(level: (x: number, y: number) => number): Uint8Array {
  return Uint8Array.from({length: PIXELS}, (_, i) => level(i % SIDE, Math.floor(i / SIDE)));
}

function warped(image: Uint8Array, matrix: Matrix, displacement = still): Float32Array {
  const target = new Float32Array(PIXELS).fill(NaN);
  warp(changeWidth(image, 0), matrix, displacement, target);
  return target;
}

/** Returns the 784 levels of a padded image, in [0, 1]. */
function unpad(levels: Float32Array): Float32Array {
  return Float32Array.from(
    {length: PIXELS},
    (_, i) => levels[(Math.floor(i / SIDE) + 1) * PADDED_SIDE + (i % SIDE) + 1]!
  );
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a, (v, i) => Math.abs(v - b[i]!)).reduce((x, y) => Math.max(x, y), 0);
}

/** Returns an image's level at any position, in [0, 1]: the sum over all pixels, each weighted by its tent function. */
function tentSum(image: Uint8Array, x: number, y: number): number {
  let total = 0;
  for (let row = Math.floor(y); row <= Math.floor(y) + 1; ++row) {
    for (let column = Math.floor(x); column <= Math.floor(x) + 1; ++column) {
      if (row < 0 || row >= SIDE || column < 0 || column >= SIDE) continue;
      total += (1 - Math.abs(x - column)) * (1 - Math.abs(y - row)) * (image[row * SIDE + column]! / 255);
    }
  }
  return total;
}

describe("warp(source, matrix, displacement, target)", () => {
  it("returns exactly the image divided by 255 for the identity", () => {
    fc.assert(
      fc.property(anyImage, (image) => {
        expect(warped(image, IDENTITY)).toEqual(normalize(image));
      })
    );
    const everyLevel = paint((x, y) => (y * SIDE + x) % 256);
    expect(warped(everyLevel, IDENTITY)).toEqual(normalize(everyLevel));
  });

  it("shifts by whole pixels and fills in background from beyond the edge", () => {
    fc.assert(
      fc.property(anyImage, fc.integer({min: -30, max: 30}), fc.integer({min: -30, max: 30}), (image, dx, dy) => {
        const expected = paint((x, y) =>
          x - dx >= 0 && x - dx < SIDE && y - dy >= 0 && y - dy < SIDE ? image[(y - dy) * SIDE + x - dx]! : 0
        );
        expect(warped(image, inverseAffine({shiftX: dx, shiftY: dy}))).toEqual(normalize(expected));
      })
    );
  });

  it("rotates clockwise: a quarter turn moves the top row to the right column", () => {
    const image = paint((x, y) => (x * 9 + y * 31) % 256);
    const expected = normalize(paint((x, y) => image[(SIDE - 1 - x) * SIDE + y]!));
    expect(largestDifference(warped(image, inverseAffine({rotation: 90})), expected)).toBeLessThan(1e-6);
    const half = normalize(image.slice().reverse());
    expect(largestDifference(warped(image, inverseAffine({rotation: 180})), half)).toBeLessThan(1e-6);
  });

  it("equals SciPy 1.17.1's affine_transform", () => {
    // affine_transform(image / 255, P M⁻¹ P, offset, order=1, mode="grid-constant") of image = (37vu + 11u + 5v) mod
    // 256 with M = R(rotation) · [[1, shear], [0, 1]] · diag(scaleX, scaleY) about (13.5, 13.5), where P swaps rows and
    // columns: its pixels 5, 102, 199, …, 781, and the sum of all pixels.
    const image = paint((u, v) => (v * u * 37 + u * 11 + v * 5) % 256);
    const cases = [
      [
        {rotation: 12, scaleX: 1.15, scaleY: 0.85, shear: 0.2, shiftX: 1.5, shiftY: -1.5},
        [0.559641, 0.48822, 0.307075, 0.302187, 0.262151, 0.627034, 0.665092, 0, 0],
        327.7072
      ],
      [
        {rotation: -7, scaleX: 0.9, scaleY: 1.1, shear: -0.13, shiftX: -0.4, shiftY: 0.7},
        [0.146879, 0.77933, 0.891833, 0.372544, 0.221065, 0.494733, 0, 0.280796, 0.110075],
        339.3047
      ],
      [
        {rotation: 33, scaleX: 0.6, scaleY: 0.5, shear: 0.4, shiftX: -3, shiftY: 2},
        [0, 0, 0, 0, 0, 0.729873, 0, 0.677395, 0],
        115.0577
      ],
      [
        {scaleX: 1.3, scaleY: 1.4, shiftX: 0.25, shiftY: 0.5},
        [0.51629, 0.454062, 0.472549, 0.545551, 0.590498, 0.379509, 0.595152, 0.441349, 0.538483],
        398.5686
      ]
    ] as const;
    for (const [map, pixels, total] of cases) {
      const target = warped(image, inverseAffine(map));
      const every97th = target.filter((_, i) => i % 97 === 5);
      expect(largestDifference(every97th, pixels)).toBeLessThan(2e-6);
      expect(Math.abs(sum(target) - total)).toBeLessThan(2e-4);
    }
  });

  it("equals a naive sum of tent functions in double precision, with displacements that wrap around", () => {
    const start = fc.integer({min: 0, max: FIELD_SIDE ** 2 - 1});
    const amount = fc.double({min: 0, max: 4, noNaN: true});
    fc.assert(
      fc.property(anyImage, anyAffine, start, start, amount, (image, map, xStart, yStart, amount) => {
        const matrix = inverseAffine(map);
        const [a, b, e, c, d, f] = matrix;
        const at = (from: number, u: number, v: number) => {
          const row = (Math.floor(from / FIELD_SIDE) + v) % FIELD_SIDE;
          return amount * field[row * FIELD_SIDE + (((from % FIELD_SIDE) + u) % FIELD_SIDE)]!;
        };
        const expected = Array.from({length: PIXELS}, (_, i) => {
          const [u, v] = [i % SIDE, Math.floor(i / SIDE)];
          return tentSum(image, a * u + b * v + e + at(xStart, u, v), c * u + d * v + f + at(yStart, u, v));
        });
        const target = warped(image, matrix, {field, xStart, yStart, amount});
        expect(largestDifference(target, expected)).toBeLessThan(1e-6);
      })
    );
  });
});

describe("inverseAffine(map)", () => {
  it("inverts the map: scaling, shearing, rotating and shifting in turn, it reads each point at its origin", () => {
    const place = fc.double({min: 0, max: 27, noNaN: true});
    fc.assert(
      fc.property(anyAffine, place, place, (map, x, y) => {
        let [u, v] = [(x - 13.5) * map.scaleX, (y - 13.5) * map.scaleY];
        u += map.shear * v;
        const [radius, angle] = [Math.hypot(u, v), Math.atan2(v, u) + (map.rotation / 180) * Math.PI];
        u = 13.5 + radius * Math.cos(angle) + map.shiftX;
        v = 13.5 + radius * Math.sin(angle) + map.shiftY;
        const [a, b, e, c, d, f] = inverseAffine(map);
        expect(Math.abs(a * u + b * v + e - x)).toBeLessThan(1e-9);
        expect(Math.abs(c * u + d * v + f - y)).toBeLessThan(1e-9);
      })
    );
  });
});

describe("changeWidth(image, pixels, target)", () => {
  it("changes the width of upright and level bars by the given number of pixels", () => {
    for (const pixels of [-2, -1.1, -0.5, 0, 0.25, 0.5, 1, 2]) {
      for (const bar of [paint((x) => (x > 9 && x < 14 ? 255 : 0)), paint((_, y) => (y > 9 && y < 14 ? 255 : 0))]) {
        const levels = unpad(changeWidth(bar, pixels).levels);
        // One of the lines runs across the bar, the other along it.
        const column = sum(levels.filter((_, i) => i % SIDE === 12));
        const row = sum(levels.filter((_, i) => Math.floor(i / SIDE) === 12));
        expect(Math.abs(Math.min(column, row) - (4 + pixels))).toBeLessThan(1e-5);
      }
    }
  });

  it("equals a brute-force blend with the highest or lowest level among a pixel and its four neighbors", () => {
    fc.assert(
      fc.property(anyImage, fc.double({min: -2, max: 2, noNaN: true}), (image, pixels) => {
        const at = (x: number, y: number) =>
          x < 0 || y < 0 || x >= SIDE || y >= SIDE ? 0 : image[y * SIDE + x]! / 255;
        const expected = Array.from({length: PIXELS}, (_, i) => {
          const [x, y] = [i % SIDE, Math.floor(i / SIDE)];
          const cross = [at(x, y), at(x - 1, y), at(x + 1, y), at(x, y - 1), at(x, y + 1)];
          const share = Math.abs(pixels) / 2;
          return (1 - share) * at(x, y) + share * (pixels > 0 ? Math.max(...cross) : Math.min(...cross));
        });
        const {levels} = changeWidth(image, pixels);
        expect(largestDifference(unpad(levels), expected)).toBeLessThan(1e-6);
        expect(Math.abs(sum(levels) - sum(expected))).toBeLessThan(1e-3); // no ink around the image
      })
    );
  });

  it("leaves nothing of the target's previous image", () => {
    const target = changeWidth(new Uint8Array(PIXELS).fill(255), 0.5);
    for (const image of [digits[1]!, new Uint8Array(PIXELS)]) {
      expect(changeWidth(image, 0.3, target)).toEqual(changeWidth(image, 0.3));
    }
    const written = new Float32Array(PIXELS).fill(1);
    warp(target, IDENTITY, {...still, amount: 3}, written);
    expect(sum(written)).toBe(0);
  });
});

describe("smoothField(sigma, random)", () => {
  it("has mean 0 and standard deviation 1", () => {
    for (const sigma of [0, 1, 5, 12]) {
      const values = smoothField(sigma, randomLcg(0.2));
      expect(values.length).toBe(FIELD_SIDE ** 2);
      expect(Math.abs(mean(values)!)).toBeLessThan(1e-4);
      expect(Math.abs(deviation(values)! - 1)).toBeLessThan(1e-4);
    }
  });

  it("has the autocorrelation of Gaussian-smoothed noise, exp(−d² / 4σ²), along rows, columns and around", () => {
    // A field has about 256² / 4πσ² independent positions: 328 for σ = 4, so six fields give a correlation to about
    // 0.03.
    const sigma = 4;
    const fields = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6].map((seed) => smoothField(sigma, randomLcg(seed)));
    for (const [dx, dy] of [
      [1, 0],
      [0, 1],
      [4, 0],
      [0, 4],
      [3, 4],
      [8, 0],
      [0, 8],
      [0, 20],
      [20, 0]
    ] as const) {
      const correlation = mean(fields, (values) =>
        mean(values, (v, i) => {
          const [x, y] = [((i % FIELD_SIDE) + dx) % FIELD_SIDE, (Math.floor(i / FIELD_SIDE) + dy) % FIELD_SIDE];
          return v * values[y * FIELD_SIDE + x]!;
        })
      )!;
      expect(Math.abs(correlation - Math.exp(-(dx ** 2 + dy ** 2) / (4 * sigma ** 2)))).toBeLessThan(0.08);
    }
  });

  it("is as smooth across its edges as inside", () => {
    const rows = Array.from({length: FIELD_SIDE}, (_, y) => y);
    const steps = (column: number) =>
      mean(rows, (y) => (field[y * FIELD_SIDE + column]! - field[y * FIELD_SIDE + 255]!) ** 2)!;
    // The mean square of a step is 2 (1 − exp(−1 / 4σ²)) = 0.0199 for σ = 5, within the sampling error of one column.
    expect(steps(0)).toBeLessThan(0.05);
    expect(steps(254)).toBeLessThan(0.05);
  });
});

describe("createDistorter(random, options)", () => {
  const target = () => new Float32Array(PIXELS);
  const distorted = (seed: number, options: Partial<DistortionOptions> = {}, images = digits) => {
    const distort = createDistorter(randomLcg(seed), options);
    return images.map((image) => {
      const result = target().fill(NaN);
      distort(image, result);
      return result;
    });
  };

  it("returns exactly the image divided by 255 with all options at 0", () => {
    expect(distorted(0.1, NONE)).toEqual(digits.map((image) => normalize(image)));
  });

  it("returns numbers in [0, 1] for any options and any image", () => {
    const options = fc.record({
      rotation: fc.double({min: 0, max: 180, noNaN: true}),
      scale: fc.double({min: 0, max: 0.99, noNaN: true}),
      shear: fc.double({min: 0, max: 2, noNaN: true}),
      shift: fc.double({min: 0, max: 40, noNaN: true}),
      elastic: fc.double({min: 0, max: 30, noNaN: true}),
      stroke: fc.double({min: 0, max: 2, noNaN: true}),
      noise: fc.double({min: 0, max: 3, noNaN: true})
    });
    fc.assert(
      fc.property(anyImage, options, fc.integer({min: 1, max: 1e6}), (image, options, seed) => {
        const results = distorted(seed, {...options, smoothness: 1}, [image, image, image]);
        expect(results.every((result) => result.every((v) => v >= 0 && v <= 1))).toBe(true);
      }),
      {numRuns: 25}
    );
  });

  it("depends on the random numbers only, and distorts differently in each call", () => {
    expect(distorted(0.1)).toEqual(distorted(0.1));
    expect(distorted(0.1)[0]).not.toEqual(distorted(0.2)[0]);
    const [first, second] = distorted(0.1, {}, [digits[3]!, digits[3]!]);
    expect(first).not.toEqual(second);
  });

  it("draws ten random numbers for any image", () => {
    let taken = 0;
    const next = randomLcg(0.1);
    const distort = createDistorter(() => (++taken, next()));
    for (const image of [digits[0]!, new Uint8Array(PIXELS), new Uint8Array(PIXELS).fill(255)]) {
      taken = 0;
      distort(image, target());
      expect(taken).toBe(10);
    }
  });

  it("changes the image by each option alone", () => {
    for (const name of Object.keys(DISTORTION) as (keyof DistortionOptions)[]) {
      if (name === "smoothness") continue; // it smooths displacements, which are 0 here
      const [result] = distorted(0.1, {...NONE, smoothness: 5, [name]: DISTORTION[name]});
      expect(result, name).not.toEqual(normalize(digits[0]!));
    }
    expect(distorted(0.1, {smoothness: 3})[0]).not.toEqual(distorted(0.1)[0]);
  });

  it("does not modify the image", () => {
    const copies = digits.map((image) => image.slice());
    distorted(0.1, {noise: 0.5});
    expect(digits).toEqual(copies);
  });

  it("keeps between half and 1.8 times the ink", () => {
    for (const seed of [0.1, 0.2, 0.3, 0.4]) {
      const ratios = distorted(seed).map((result, i) => (255 * sum(result)) / sum(digits[i]!));
      expect(Math.min(...ratios)).toBeGreaterThan(0.5);
      expect(Math.max(...ratios)).toBeLessThan(1.8);
      expect(Math.abs(mean(ratios)! - 1)).toBeLessThan(0.1);
    }
  });

  it("adds noise with the given standard deviation to ink only", () => {
    const image = paint((x, y) => (x > 3 && x < 24 && y > 3 && y < 24 ? 128 : 0));
    const results = distorted(0.1, {...NONE, noise: 0.1}, new Array<Uint8Array>(30).fill(image));
    const ink = results.flatMap((result) => [...result.filter((_, i) => image[i])]);
    expect(Math.abs(mean(ink)! - 128 / 255)).toBeLessThan(0.005); // 12,000 numbers: a standard error of 0.0009
    expect(Math.abs(deviation(ink)! - 0.1)).toBeLessThan(0.005);
    expect(sum(results, (result) => sum(result.filter((_, i) => !image[i])))).toBe(0);
  });

  it("displaces by the given standard deviation, measured on a slope", () => {
    // If the level rises by 9 for each pixel to the right, a displacement of one pixel changes it by 9.
    const slope = paint((x) => 9 * x);
    const results = distorted(0.1, {...NONE, smoothness: 5, elastic: 1}, new Array<Uint8Array>(300).fill(slope));
    const moves = results.flatMap((result) =>
      [...result]
        .map((v, i) => (255 * v) / 9 - (i % SIDE))
        .filter((_, i) => i % SIDE > 8 && i % SIDE < 19 && i > 224 && i < 560)
    );
    expect(Math.abs(mean(moves)!)).toBeLessThan(0.12);
    expect(Math.abs(deviation(moves)! - 1)).toBeLessThan(0.12);
  });

  it("throws for an option outside its range", () => {
    const message = (options: Partial<DistortionOptions>) => () => createDistorter(random, options);
    expect(message({rotation: -1})).toThrow(/^rotation: expected 0 to .*, got -1$/);
    expect(message({scale: 1})).toThrow(RangeError);
    expect(message({stroke: 2.5})).toThrow("stroke: expected 0 to 2, got 2.5");
    expect(message({smoothness: 33})).toThrow("smoothness: expected 0 to 32, got 33");
    expect(message({noise: NaN})).toThrow(RangeError);
  });
});
