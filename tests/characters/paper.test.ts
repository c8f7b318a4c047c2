import {randomLcg} from "d3-random";
import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {writeDigit} from "../../src/pen/handwriting.js";
import {layOnPage, PAGE_SIDE} from "../../src/characters/paper.js";
import {preprocess} from "../../src/ink/preprocess.js";
import {preprocessStrokes} from "../../src/pen/strokes.js";

const written = (i: number) => preprocessStrokes(writeDigit(i % 10, randomLcg((i + 0.5) / 500)))!.image;

/** Returns the share of ink that two images have in common: the sum of the smaller levels over that of the larger. */
function overlap(a: Uint8Array, b: Uint8Array): number {
  const sum = (pick: (...levels: number[]) => number) => a.reduce((total, level, i) => total + pick(level, b[i]!), 0);
  return sum(Math.min) / sum(Math.max);
}

describe("layOnPage(image, random)", () => {
  it("makes pages that preprocess to an image nearest to the original in 95 of 100 cases", () => {
    const images = Array.from({length: 60}, (_, i) => written(i));
    const again = images.map((image, i) => preprocess(layOnPage(image, randomLcg((i + 0.3) / 60)))!.image);
    const nearest = again.map((one) => {
      const shares = images.map((image) => overlap(image, one));
      return shares.indexOf(Math.max(...shares));
    });
    expect(nearest.filter((found, i) => found === i).length).toBeGreaterThanOrEqual(0.95 * images.length);
  });

  it("shows ink in both polarities, and none for a blank image", () => {
    const corners = Array.from({length: 40}, (_, i) => layOnPage(new Uint8Array(784), randomLcg(i / 40)).data[0]!);
    expect([corners.some((level) => level > 150), corners.some((level) => level < 50)]).toEqual([true, true]);
    expect(preprocess(layOnPage(new Uint8Array(784), randomLcg(0.2)))).toBeUndefined();
  });

  it("returns a page of the right size", () => {
    fc.assert(
      fc.property(fc.integer({min: 0, max: 499}), fc.integer({min: 0, max: 9999}), (digit, seed) => {
        const {width, height, data} = layOnPage(written(digit), randomLcg(seed / 10_000));
        expect([width, height, data.length]).toEqual([PAGE_SIDE, PAGE_SIDE, PAGE_SIDE ** 2]);
      }),
      {numRuns: 20, seed: 1}
    );
  });
});
