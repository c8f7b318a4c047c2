import {randomLcg, randomNormal} from "d3";
import {describe, expect, it} from "vitest";
import {findInk, otsuThreshold} from "../../src/digits/findInk.js";
import type {GrayImage} from "../../src/digits/image.js";

/** A page of one level with a square of another, 10 pixels wide, in the middle of 40×40. */
function page(paper: number, ink: number): GrayImage {
  const data = new Uint8Array(1600).fill(paper);
  for (let y = 15; y < 25; ++y) data.fill(ink, y * 40 + 15, y * 40 + 25);
  return {width: 40, height: 40, data};
}

function invert({width, height, data}: GrayImage): GrayImage {
  return {width, height, data: Uint8Array.from(data, (v) => 255 - v)};
}

/** Adds noise of the given standard deviation, in grey levels. */
function addNoise({width, height, data}: GrayImage, deviation: number): GrayImage {
  const normal = randomNormal.source(randomLcg(0.6))(0, deviation);
  return {width, height, data: Uint8ClampedArray.from(data, (v) => v + normal())};
}

describe("otsuThreshold(histogram)", () => {
  it("splits the worked example of Greensted's Lab Book Pages between its levels 2 and 3", () => {
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

/** Otsu's criterion from its definition: pixels listed, split at each level, sums of squared deviations added. */
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

  it("returns the same for light on dark", () => {
    for (const [paper, ink] of [
      [255, 0],
      [230, 90],
      [140, 100]
    ] as const) {
      const picture = page(paper, ink);
      expect(findInk(invert(picture))).toEqual(findInk(picture));
    }
  });

  it("takes the side that holds the border for the paper, however much ink there is", () => {
    const data = new Uint8Array(1600).fill(255);
    for (let y = 1; y < 39; ++y) data.fill(10, y * 40 + 1, y * 40 + 39); // 1444 of 1600 pixels are ink
    const ink = findInk({width: 40, height: 40, data})!;
    expect(ink.data[0]).toBe(0);
    expect(ink.data[20 * 40 + 20]).toBe(255);
  });

  it("scales so that the strongest ink is 255, whatever the contrast", () => {
    for (const [paper, ink] of [
      [200, 60],
      [128, 100],
      [20, 250]
    ] as const) {
      expect(findInk(page(paper, ink))!.data).toEqual(page(0, 255).data);
    }
  });

  it("keeps the anti-aliased grays along the strokes of a clean picture to the level", () => {
    const levels = [255, 254, 250, 200, 130, 128, 127, 60, 3, 0];
    const picture = page(255, 0);
    (picture.data as Uint8Array).set(levels, 14 * 40 + 15); // the row above the square
    const row = (image: GrayImage) => [...image.data.subarray(14 * 40 + 15, 14 * 40 + 25)];
    const expected = levels.map((v) => 255 - v);
    expect(row(findInk(picture)!)).toEqual(expected);
    expect(row(findInk(invert(picture))!)).toEqual(expected);
  });

  it("finds nothing on blank paper of any gray", () => {
    for (const level of [0, 1, 127, 254, 255]) expect(findInk(page(level, level))).toBeUndefined();
  });

  it("finds nothing where ink and paper are less than 24 levels apart", () => {
    expect(findInk(page(200, 177))).toBeUndefined();
    expect(findInk(page(177, 200))).toBeUndefined();
    expect(findInk(page(200, 176))!.data).toEqual(page(0, 255).data);
  });

  it("finds nothing on blank paper with grain", () => {
    for (const deviation of [1, 2, 4, 8]) expect(findInk(addNoise(page(220, 220), deviation))).toBeUndefined();
  });

  it("makes noisy paper 0 and leaves the ink strong", () => {
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

  it("leaves the picture as it was, and reads whole numbers from floats too", () => {
    const picture = page(255, 100);
    const copy = picture.data.slice();
    const ink = findInk({...picture, data: Float32Array.from(picture.data)});
    expect(ink).toEqual(findInk(picture));
    expect(picture.data).toEqual(copy);
  });
});
