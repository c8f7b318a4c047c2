import {randomLcg, randomNormal} from "d3-random";
import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {findInk} from "../../src/ink/findInk.js";
import {otsuThreshold} from "../../src/ink/image/otsu.js";
import type {GrayImage} from "../../src/ink/image/image.js";
import {findInkBox} from "../../src/ink/normalize.js";

/** A page of one level with a centered square of another, 10 pixels wide, in 40×40 pixels. */
function page(paper: number, ink: number): GrayImage {
  const data = new Uint8Array(1600).fill(paper);
  for (let y = 15; y < 25; ++y) data.fill(ink, y * 40 + 15, y * 40 + 25);
  return {width: 40, height: 40, data};
}

function invert({width, height, data}: GrayImage): GrayImage {
  return {width, height, data: Uint8Array.from(data, (v) => 255 - v)};
}

/** Adds noise with the given standard deviation, in gray levels. */
function addNoise({width, height, data}: GrayImage, deviation: number): GrayImage {
  const normal = randomNormal.source(randomLcg(0.6))(0, deviation);
  return {width, height, data: Uint8ClampedArray.from(data, (v) => v + normal())};
}

describe("otsuThreshold(histogram)", () => {
  it("splits the worked example of Greensted's Lab Book Pages between levels 2 and 3", () => {
    // http://www.labbookpages.co.uk/software/imgProc/otsuThreshold.html: 36 pixels on six levels; the best threshold
    // is 3, with levels 0 to 2 in the background (within-class variance 0.4909).
    const histogram = new Uint32Array(256);
    histogram.set([8, 7, 2, 6, 9, 4]);
    expect(otsuThreshold(histogram)).toBe(2);
  });

  it("minimizes the variance within the two sides, as Otsu defines it", () => {
    const random = randomLcg(0.2);
    for (let round = 0; round < 20; ++round) {
      const histogram = Uint32Array.from({length: 256}, () => Math.floor(random() ** 4 * 50));
      expect(otsuThreshold(histogram)).toBe(leastWithinVariance(histogram));
    }
  });

  it("splits two levels at the lower one", () => {
    const histogram = new Uint32Array(256);
    [histogram[40], histogram[200]] = [3, 900];
    expect(otsuThreshold(histogram)).toBe(40);
  });
});

/**
 * Evaluates Otsu's criterion by definition: lists the pixels, splits at each level and adds the sums of squared
 * deviations.
 */
function leastWithinVariance(histogram: Uint32Array): number {
  const levels = Array.from(histogram).flatMap((count, level) => new Array<number>(count).fill(level));
  const scatter = (side: number[]) => {
    const mean = side.reduce((a, b) => a + b, 0) / side.length;
    return side.reduce((sum, v) => sum + (v - mean) ** 2, 0);
  };
  let best = {t: -1, within: Infinity};
  for (let t = 0; t < 255; ++t) {
    const [low, high] = [levels.filter((v) => v <= t), levels.filter((v) => v > t)];
    if (!low.length || !high.length) continue;
    const within = scatter(low) + scatter(high);
    if (within < best.within * (1 - 1e-12)) best = {t, within};
  }
  return best.t;
}

describe("findInk(picture)", () => {
  it("returns 255 for ink and 0 for paper, dark on light", () => {
    expect(findInk(page(255, 0))!.data).toEqual(page(0, 255).data);
  });

  it("returns the same ink for light on dark", () => {
    for (const [paper, ink] of [
      [255, 0],
      [230, 90],
      [140, 100]
    ] as const) {
      const picture = page(paper, ink);
      expect(findInk(invert(picture))).toEqual(findInk(picture));
    }
  });

  it("takes the side that holds the border for paper, even under much ink", () => {
    const data = new Uint8Array(1600).fill(255);
    for (let y = 1; y < 39; ++y) data.fill(10, y * 40 + 1, y * 40 + 39); // 1444 of 1600 pixels are ink
    const ink = findInk({width: 40, height: 40, data})!;
    expect(ink.data[0]).toBe(0);
    expect(ink.data[20 * 40 + 20]).toBe(255);
  });

  it("scales the strongest ink to 255 at any contrast", () => {
    for (const [paper, ink] of [
      [200, 60],
      [128, 100],
      [20, 250]
    ] as const) {
      expect(findInk(page(paper, ink))!.data).toEqual(page(0, 255).data);
    }
  });

  it("keeps the anti-aliased grays of a clean picture exactly", () => {
    const levels = [255, 254, 250, 200, 130, 128, 127, 60, 3, 0];
    const picture = page(255, 0);
    (picture.data as Uint8Array).set(levels, 14 * 40 + 15); // the row above the square
    const row = (image: GrayImage) => [...image.data.subarray(14 * 40 + 15, 14 * 40 + 25)];
    const expected = levels.map((v) => 255 - v);
    expect(row(findInk(picture)!)).toEqual(expected);
    expect(row(findInk(invert(picture))!)).toEqual(expected);
  });

  it("finds no ink on blank paper of any gray", () => {
    for (const level of [0, 1, 127, 254, 255]) expect(findInk(page(level, level))).toBeUndefined();
  });

  it("finds pale pencil, but nothing at a contrast below 12 levels", () => {
    expect(findInk(page(200, 189))).toBeUndefined();
    expect(findInk(page(189, 200))).toBeUndefined();
    expect(findInk(page(220, 200))!.data).toEqual(page(0, 255).data);
    expect(findInk(page(200, 188))!.data).toEqual(page(0, 255).data);
  });

  it("finds no ink on blank, grainy paper", () => {
    for (const deviation of [1, 2, 4, 8]) expect(findInk(addNoise(page(220, 220), deviation))).toBeUndefined();
  });

  it("clears noisy paper to 0 and keeps the ink strong", () => {
    for (const deviation of [2, 4]) {
      for (const picture of [page(220, 40), page(30, 210)]) {
        const ink = findInk(addNoise(picture, deviation))!.data;
        page(0, 1).data.forEach((isInk, i) => {
          if (isInk) expect(ink[i]).toBeGreaterThan(200);
          else expect(ink[i]).toBe(0);
        });
      }
    }
  });

  it("does not let a speck set the scale of a noisy picture", () => {
    const picture = addNoise(page(220, 100), 3);
    picture.data[17 * 40 + 17] = 0;
    const ink = findInk(picture)!.data;
    expect(ink[20 * 40 + 20]).toBeGreaterThan(225);
    expect(ink[17 * 40 + 17]).toBe(255);
  });

  it("does not modify the picture, and accepts whole numbers as floats", () => {
    const picture = page(255, 100);
    const copy = picture.data.slice();
    const ink = findInk({...picture, data: Float32Array.from(picture.data)});
    expect(ink).toEqual(findInk(picture));
    expect(picture.data).toEqual(copy);
  });
});

/** A value at each position of a picture of width and height 1. */
type Field = (x: number, y: number) => number;

const SIDE = 100;

/** Samples a field at the center of each pixel. */
function sample(field: Field): Float64Array {
  return Float64Array.from({length: SIDE * SIDE}, (_, i) =>
    field(((i % SIDE) + 0.5) / SIDE, (Math.floor(i / SIDE) + 0.5) / SIDE)
  );
}

/** Returns each pixel's coverage by a stroke of width *pen* through *points*. */
function write(points: readonly (readonly [x: number, y: number])[], pen: number): Float64Array {
  return sample((x, y) => {
    const distances = points.slice(1).map(([bx, by], k) => {
      const [ax, ay] = points[k]!;
      const [dx, dy] = [bx - ax, by - ay];
      const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx ** 2 + dy ** 2)));
      return Math.hypot(x - ax - t * dx, y - ay - t * dy);
    });
    return Math.max(0, Math.min(1, (pen / 2 - Math.min(...distances)) * SIDE + 0.5));
  });
}

// prettier-ignore
const DIGITS = {
  two: write([[0.25, 0.3], [0.4, 0.15], [0.65, 0.2], [0.65, 0.4], [0.25, 0.8], [0.75, 0.8]], 0.08),
  nine: write([[0.65, 0.3], [0.5, 0.2], [0.4, 0.35], [0.5, 0.5], [0.65, 0.3], [0.6, 0.85]], 0.07),
  "thick seven": write([[0.3, 0.3], [0.7, 0.3], [0.45, 0.78]], 0.24),
  "thick eight": write([[0.4, 0.25], [0.6, 0.25], [0.6, 0.5], [0.4, 0.5], [0.4, 0.75], [0.6, 0.75], [0.6, 0.5]], 0.18)
};

interface Scene {
  readonly paper?: number;
  readonly ink?: number;
  /** The share of the light that reaches each position. */
  readonly light?: Field;
  /** The darkness of the rules, in levels below the paper. */
  readonly rules?: Field;
  /** Light added to the reflection of page and ink. */
  readonly glare?: Field;
}

/** Renders ink on a page: the levels that paper and ink reflect, times the light. */
function photograph(
  coverage: Float64Array,
  {paper = 225, ink = 50, light = () => 1, rules = () => 0, glare = () => 0}: Scene
): GrayImage {
  const [lights, rule, glares] = [sample(light), sample(rules), sample(glare)];
  const data = Uint8ClampedArray.from(coverage, (share, i) => {
    const ground = paper - rule[i]!;
    return (ground + share * (ink - ground)) * lights[i]! + glares[i]!;
  });
  return {width: SIDE, height: SIDE, data};
}

/** Returns the intersection over union of the found ink and the actual ink, both at half strength or more. */
function overlap(found: GrayImage | undefined, coverage: Float64Array): number {
  let [both, either] = [0, 0];
  coverage.forEach((share, i) => {
    const [is, was] = [share >= 0.5, (found?.data[i] ?? 0) >= 128];
    if (is && was) ++both;
    if (is || was) ++either;
  });
  return both / either;
}

describe("findInk(picture) of an unevenly lit or ruled page overlaps the ink by over 0.9, in its box", () => {
  const between = (min: number, max: number) => fc.double({min, max, noNaN: true});
  const inside = fc.tuple(between(0.2, 0.8), between(0.2, 0.8));
  const around = between(0, 2 * Math.PI);
  const dimmed = between(0.5, 0.75);
  const hard = fc.constant(0.5 / SIDE);
  const soft = between(0.03, 0.25);

  /** The signed distance of a position from the straight line through (*px*, *py*) whose normal has the angle *a*. */
  const beyond =
    (px: number, py: number, a: number): Field =>
    (x, y) =>
      (x - px) * Math.cos(a) + (y - py) * Math.sin(a);

  /** Light that falls from 1 to *level* over *width*, centered where *distance* passes 0. */
  const shadow =
    (distance: Field, level: number, width: number): Field =>
    (x, y) =>
      1 - (1 - level) * Math.max(0, Math.min(1, distance(x, y) / width + 0.5));

  const straight = (width: fc.Arbitrary<number>) =>
    fc.tuple(inside, around, dimmed, width).map(([[x, y], a, level, w]) => shadow(beyond(x, y, a), level, w));

  /** A disk inside or outside the shadow whose edge passes near the center. */
  const curved = fc
    .tuple(inside, around, dimmed, fc.oneof(hard, soft), between(0.5, 1.2), fc.constantFrom(1, -1))
    .map(([[x, y], a, level, width, radius, sign]) => {
      const [cx, cy] = [x + radius * Math.cos(a), y + radius * Math.sin(a)];
      return shadow((u, v) => sign * (radius - Math.hypot(u - cx, v - cy)), level, width);
    });

  const rules = fc
    .tuple(between(0.08, 0.25), between(0, 0.08), between(0.01, 0.02), between(20, 50), fc.boolean())
    .map(([gap, offset, width, depth, squared]): Field => {
      const isOn = (t: number) => (t + offset) % gap < width;
      return (x, y) => (isOn(y) || (squared && isOn(x)) ? depth : 0);
    });

  const expectInk = (
    scenes: fc.Arbitrary<Scene>,
    {digits = ["two", "nine"], deviation = 0}: {digits?: (keyof typeof DIGITS)[]; deviation?: number} = {}
  ) =>
    fc.assert(
      fc.property(scenes, fc.constantFrom(...digits), (scene, name) => {
        const digit = DIGITS[name];
        const found = findInk(addNoise(photograph(digit, scene), deviation))!;
        expect(overlap(found, digit)).toBeGreaterThan(0.9);
        const [box, expected] = [
          findInkBox(found)!,
          findInkBox({width: SIDE, height: SIDE, data: Float32Array.from(digit)})!
        ];
        for (const side of ["x", "y", "width", "height"] as const) {
          expect(Math.abs(box[side] - expected[side]), side).toBeLessThanOrEqual(3);
        }
      }),
      {numRuns: 25, seed: 1}
    );

  it("in a shadow with a straight hard edge", () => {
    expectInk(straight(hard).map((light) => ({light})));
  });

  it("in a shadow with a penumbra of 3 to 25 % of the picture", () => {
    expectInk(straight(soft).map((light) => ({light})));
  });

  it("in a shadow with a convex or concave edge", () => {
    expectInk(curved.map((light) => ({light})));
  });

  it("in a shadow combined with light that falls off toward the corners", () => {
    const falloff: Field = (x, y) => 1 - 0.7 * ((x - 0.5) ** 2 + (y - 0.5) ** 2);
    expectInk(straight(hard).map((light) => ({light: (x, y) => light(x, y) * falloff(x, y)})));
  });

  it("in a shadow with noise", () => {
    expectInk(
      straight(fc.oneof(hard, soft)).map((light) => ({light})),
      {deviation: 8}
    );
  });

  it("in a shadow, keeping strokes as wide as a quarter of the picture whole", () => {
    expectInk(
      straight(fc.oneof(hard, soft)).map((light) => ({light})),
      {digits: ["thick seven", "thick eight"]}
    );
  });

  it("on ruled and squared paper", () => {
    expectInk(rules.map((lines) => ({rules: lines})));
  });

  it("on ruled and squared paper in a shadow", () => {
    expectInk(fc.record({rules, light: straight(soft)}));
  });

  it("light on dark with a bright band", () => {
    const band = fc.tuple(inside, around, between(0.1, 0.3), between(20, 60)).map(([[x, y], a, half, level]) => {
      const distance = beyond(x, y, a);
      const glare: Field = (u, v) => (Math.abs(distance(u, v)) < half ? level : 0);
      return {paper: 40, ink: 190, glare};
    });
    expectInk(band);
  });
});

describe("findInk(picture) of a clean picture", () => {
  /** Maps the level *paper* to 0 and *ink* to 255, linearly. */
  function scale({width, height, data}: GrayImage, paper: number, ink: number): GrayImage {
    return {width, height, data: Uint8Array.from(data, (v) => Math.round((255 * (v - paper)) / (ink - paper)))};
  }

  function cut({width, data}: GrayImage, left: number, top: number, right: number, bottom: number): GrayImage {
    const rows = Array.from({length: bottom - top}, (_, y) => [
      ...data.slice((top + y) * width + left, (top + y) * width + right)
    ]);
    return {width: right - left, height: bottom - top, data: Uint8Array.from(rows.flat())};
  }

  it.each([
    {paper: 255, ink: 0},
    {paper: 230, ink: 120},
    {paper: 30, ink: 210}
  ])("keeps every gray, centered, over an edge or tightly cropped: $ink on $paper", ({paper, ink}) => {
    for (const digit of [DIGITS.two, DIGITS.nine]) {
      const picture = photograph(digit, {paper, ink});
      for (const [left, top, right, bottom] of [
        [0, 0, 100, 100],
        [0, 0, 100, 80],
        [30, 0, 100, 100],
        [24, 15, 76, 85]
      ] as const) {
        const part = cut(picture, left, top, right, bottom);
        expect(findInk(part)).toEqual(scale(part, paper, ink));
      }
    }
  });
});
