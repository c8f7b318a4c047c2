import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {findInk} from "../../../src/ink/findInk.js";
import type {GrayImage} from "../../../src/ink/image/image.js";
import {removeSurround} from "../../../src/ink/page/surround.js";

const [WIDTH, HEIGHT] = [240, 180];
const [PAPER, TABLE, INK] = [228, 40, 60];

type Shape = (x: number, y: number) => boolean;

function draw(levelAt: (x: number, y: number) => number, width = WIDTH, height = HEIGHT): GrayImage {
  const data = Uint8Array.from({length: width * height}, (_, i) => levelAt(i % width, Math.floor(i / width)));
  return {width, height, data};
}

/** A page of *wide* × *high* pixels in the center, tilted by *tilt* radians. */
function pageOf(wide: number, high: number, tilt = 0): Shape {
  return (x, y) => {
    const [dx, dy] = [x - WIDTH / 2, y - HEIGHT / 2];
    const [u, v] = [dx * Math.cos(tilt) + dy * Math.sin(tilt), dy * Math.cos(tilt) - dx * Math.sin(tilt)];
    return Math.abs(u) < wide / 2 && Math.abs(v) < high / 2;
  };
}

/** A bar and a ring beside it: 1 and 0. */
const isWritten: Shape = (x, y) =>
  (Math.abs(x - 100) < 4 && Math.abs(y - 90) < 25) || Math.abs(Math.hypot((x - 135) * 1.5, y - 90) - 22) < 4;

/** Expects ink exactly where the writing is. */
function expectWritten(picture: GrayImage): void {
  const wrong = findInk(picture)!.data.findIndex((level, i) => {
    return isWritten(i % WIDTH, Math.floor(i / WIDTH)) ? level <= 128 : level > 0;
  });
  expect(wrong).toBe(-1);
}

describe("removeSurround(picture)", () => {
  it("removes the table around a page at any tilt and keeps the writing exactly", () => {
    const pages = fc.record({
      wide: fc.integer({min: 130, max: 200}),
      high: fc.integer({min: 90, max: 130}),
      tilt: fc.double({min: -0.15, max: 0.15, noNaN: true}),
      table: fc.integer({min: 0, max: 120})
    });
    fc.assert(
      fc.property(pages, ({wide, high, tilt, table}) => {
        const isPage = pageOf(wide, high, tilt);
        const level = (x: number, y: number) => (isPage(x, y) ? (isWritten(x, y) ? INK : PAPER) : table);
        const plain = draw((x, y) => (isWritten(x, y) ? INK : PAPER));
        expect(Buffer.compare(removeSurround(draw(level)).data as Uint8Array, plain.data as Uint8Array)).toBe(0);
        expectWritten(draw(level));
      }),
      {numRuns: 20}
    );
  });

  it("removes a dark or light frame of any thickness", () => {
    for (const thickness of [4, 8, 20]) {
      const isPage = pageOf(WIDTH - 2 * thickness, HEIGHT - 2 * thickness);
      for (const [paper, ink] of [
        [PAPER, INK],
        [30, 210]
      ] as const) {
        const level = (x: number, y: number) => (isPage(x, y) ? (isWritten(x, y) ? ink : paper) : 255 - paper);
        expectWritten(draw(level));
      }
    }
  });

  it("finds no ink in an empty frame", () => {
    for (const [paper, frame] of [
      [PAPER, TABLE],
      [30, 230]
    ] as const) {
      const isPage = pageOf(WIDTH - 20, HEIGHT - 20);
      expect(findInk(draw((x, y) => (isPage(x, y) ? paper : frame)))).toBeUndefined();
    }
  });

  // Similar pictures without a surround: digits, light on dark or dark on light, that fill their picture.
  const alike: Record<string, Shape> = {
    "a 0": (x, y) => Math.abs(Math.hypot((x - 120) * 1.3, y - 90) - 70) < 12,
    "a 0 that is nearly filled": (x, y) => {
      const distance = Math.hypot((x - 120) * 1.3, y - 90);
      return distance < 82 && distance > 14;
    },
    "a square 0": (x, y) => {
      const distance = Math.max(Math.abs(x - 120) * 1.4, Math.abs(y - 90));
      return distance < 80 && distance > 52;
    },
    "an 8": (x, y) => [55, 125].some((cy) => Math.abs(Math.hypot(x - 120, y - cy) - 30) < 9),
    "a 1 that is a long bar": (x, y) => Math.abs(x - 120) < 20 && Math.abs(y - 90) < 84,
    "a 4 with a closed loop": (x, y) =>
      (Math.abs(x - 140) < 9 && Math.abs(y - 90) < 80) ||
      (Math.abs(y - 110) < 9 && Math.abs(x - 110) < 70) ||
      (Math.abs(x - 50 + (y - 110)) < 12 && x < 140 && y < 110)
  };

  it.each(Object.keys(alike))("leaves %s as it is, light on dark and dark on light", (name) => {
    for (const [ground, ink] of [
      [230, 40],
      [25, 220]
    ] as const) {
      const picture = draw((x, y) => (alike[name]!(x, y) ? ink : ground));
      expect(removeSurround(picture)).toBe(picture);
    }
  });

  it("leaves a page that extends beyond the picture, and any picture below 48 pixels, unchanged", () => {
    const page = draw((x, y) => (isWritten(x, y) ? INK : PAPER));
    expect(removeSurround(page)).toBe(page);
    const small = draw((x, y) => (Math.abs(x - 14) < 10 && Math.abs(y - 14) < 10 ? PAPER : TABLE), 28, 28);
    expect(removeSurround(small)).toBe(small);
  });
});
