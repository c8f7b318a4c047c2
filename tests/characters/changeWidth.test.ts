import {sum} from "d3-array";
import {randomLcg} from "d3-random";
import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {changeWidth, PADDED_SIDE} from "../../src/characters/changeWidth.js";
import {PIXELS, SIDE} from "../../src/ink/image/grid.js";

/** Any image: blank, with ink up to the edges, or with a single spot. */
const anyImage = fc
  .tuple(fc.integer({min: 0, max: SIDE}), fc.integer({min: 0, max: SIDE}), fc.integer({min: 0, max: 1e6}))
  .map(([right, bottom, seed]) => {
    const next = randomLcg(seed);
    return paint((x, y) => (x < right && y < bottom && next() < 0.6 ? Math.floor(256 * next()) : 0));
  });

function paint(level: (x: number, y: number) => number): Uint8Array {
  return Uint8Array.from({length: PIXELS}, (_, i) => level(i % SIDE, Math.floor(i / SIDE)));
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

describe("changeWidth(image, pixels)", () => {
  it("changes the width of upright and level bars by the given number of pixels", () => {
    for (const pixels of [-2, -1.1, -0.5, 0, 0.25, 0.5, 1, 2]) {
      for (const bar of [paint((x) => (x > 9 && x < 14 ? 255 : 0)), paint((_, y) => (y > 9 && y < 14 ? 255 : 0))]) {
        const levels = unpad(changeWidth(bar, pixels));
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
        const levels = changeWidth(image, pixels);
        expect(largestDifference(unpad(levels), expected)).toBeLessThan(1e-6);
        expect(Math.abs(sum(levels) - sum(expected))).toBeLessThan(1e-3); // no ink around the image
      })
    );
  });
});
