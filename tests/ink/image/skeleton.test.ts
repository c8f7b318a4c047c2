import {describe, expect, it} from "vitest";
import {skeletonOf} from "../../../src/ink/image/skeleton.js";

/** An image with ink where *isInk* is true. */
function draw(isInk: (x: number, y: number) => boolean): Uint8Array {
  return Uint8Array.from({length: 784}, (_, i) => (isInk(i % 28, Math.floor(i / 28)) ? 255 : 0));
}

function placesOf(pixels: Uint8Array): number[] {
  return Array.from(pixels, (on, i) => (on ? i : -1)).filter((i) => i >= 0);
}

const distance = (x: number, y: number) => (x - 13) ** 2 + (y - 13) ** 2;
const ring = (x: number, y: number) => distance(x, y) <= 81 && distance(x, y) >= 25;

describe("skeletonOf(image, threshold)", () => {
  // np.flatnonzero(thin(image)) of the same shapes, with scikit-image 0.19.3
  it.each([
    [
      "ring",
      ring,
      [
        181, 205, 206, 207, 208, 210, 211, 212, 232, 241, 259, 270, 287, 299, 314, 327, 342, 355, 370, 384, 398, 411,
        426, 439, 455, 467, 483, 494, 512, 521, 541, 542, 548, 571, 572, 573, 574, 575
      ]
    ],
    [
      "seven",
      (x: number, y: number) =>
        (y >= 5 && y <= 8 && x >= 6 && x <= 21) || (y >= 5 && y <= 23 && Math.abs(2 * (x - 20) + y - 5) <= 4),
      [
        161, 162, 188, 203, 204, 205, 206, 207, 208, 209, 210, 211, 212, 215, 241, 242, 270, 297, 325, 352, 380, 407,
        435, 462, 490, 517, 545, 572, 600, 627, 653, 654
      ]
    ],
    [
      "cross",
      (x: number, y: number) => (x >= 12 && x <= 14 && y >= 4 && y <= 23) || (y >= 10 && y <= 14 && x >= 5 && x <= 22),
      [
        153, 181, 209, 237, 265, 293, 321, 343, 344, 345, 346, 347, 348, 349, 350, 351, 352, 353, 354, 355, 356, 377,
        405, 433, 461, 489, 517, 545, 573, 601, 629
      ]
    ],
    ["square of two by two", (x: number, y: number) => x >= 4 && x <= 5 && y >= 4 && y <= 5, [144]],
    [
      "slanting line",
      (x: number, y: number) => x >= 5 && x <= 14 && (x === y || x === y + 1),
      [117, 145, 174, 203, 232, 261, 290, 319, 348, 377, 406]
    ]
  ] as const)("of a %s equals scikit-image's thin", (_, isInk, expected) => {
    // prettier-ignore
    expect(placesOf(skeletonOf(draw(isInk), 128).pixels)).toEqual(expected);
  });

  it("of a bar is its center line, with two ends", () => {
    const {pixels, length, ends} = skeletonOf(
      draw((x, y) => x >= 12 && x <= 14 && y >= 4 && y <= 23),
      128
    );
    expect(new Set(placesOf(pixels).map((i) => i % 28))).toEqual(new Set([13]));
    expect(length).toBe(placesOf(pixels).length - 1);
    expect(ends).toBe(2);
  });

  it("of a ring has no ends and about the length of a circle, given steps of 45°", () => {
    const {length, ends} = skeletonOf(draw(ring), 128);
    expect(ends).toBe(0);
    // 2π · 7; the circumscribed regular octagon has 16 · 7 · tan 22.5°, 5 % more.
    expect(Math.abs(length / (2 * Math.PI * 7) - 1)).toBeLessThan(0.08);
  });

  it("of a diagonal line counts √2 for each step", () => {
    const {length, ends} = skeletonOf(draw((x, y) => x === y), 1); // prettier-ignore
    expect([length, ends]).toEqual([expect.closeTo(27 * Math.SQRT2, 12), 2]);
  });

  it("of a dot is the dot, with two ends; below the threshold it is empty", () => {
    const dot = draw((x, y) => x === 27 && y === 0);
    expect(skeletonOf(dot, 255)).toEqual({pixels: dot.map((v) => v / 255), length: 0, ends: 2});
    expect(placesOf(skeletonOf(dot.map((v) => v / 3), 128).pixels)).toEqual([]); // prettier-ignore
  });
});
