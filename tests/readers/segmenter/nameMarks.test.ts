import fc from "fast-check";
import {describe, expect, it} from "vitest";
import type {Box} from "../../../src/ink/image/image.js";
import {
  bowOf,
  frameOf,
  isTwoBars,
  leanOf,
  nameDot,
  nameDots,
  nameTall,
  percentRings
} from "../../../src/readers/segmenter/nameMarks.js";

/** A line whose digits extend from 100 to 200. */
const FRAME = {top: 100, baseline: 200, height: 100};
const box = (x: number, y: number, width: number, height: number): Box => ({x, y, width, height});

/** An image of a straight stroke whose top is *lean* pixels to the right of its bottom. */
function stroke(lean: number): Uint8Array {
  const image = new Uint8Array(784);
  for (let y = 4; y < 24; ++y) image[y * 28 + 14 + Math.round((lean * (13.5 - y)) / 20)] = 255;
  return image;
}

/** An image of an arc whose middle is *bow* pixels to the right of its ends. */
function arc(bow: number): Uint8Array {
  const image = new Uint8Array(784);
  for (let y = 4; y < 24; ++y) image[y * 28 + 14 + Math.round(bow * (1 - ((y - 13.5) / 10) ** 2))] = 255;
  return image;
}

describe("frameOf(candidates)", () => {
  it("takes the medians of the digit-sized candidates, despite a slash or a dot among them", () => {
    const digits = [box(0, 101, 50, 99), box(60, 100, 50, 100), box(120, 99, 50, 102)];
    const candidates = [
      ...digits.map((one) => ({height: one.height / 100, box: one})),
      {height: 0.1, box: box(55, 190, 10, 10)},
      {height: 1.4, box: box(110, 80, 50, 140)}
    ];
    expect(frameOf(candidates)).toEqual({top: 100, baseline: 200, height: 100});
  });
});

describe("nameDot(box, frame)", () => {
  it("distinguishes a dot on the baseline, a comma hanging below it, and a dash in the middle", () => {
    expect(nameDot(box(0, 188, 12, 12), FRAME)).toBe(".");
    expect(nameDot(box(0, 188, 12, 32), FRAME)).toBe(",");
    expect(nameDot(box(0, 205, 14, 14), FRAME)).toBe(",");
    expect(nameDot(box(0, 148, 40, 10), FRAME)).toBe("-");
  });

  it("names no speck above the digits, no apostrophe, and no digit", () => {
    expect(nameDot(box(0, 90, 10, 10), FRAME)).toBeUndefined();
    expect(nameDot(box(0, 100, 8, 25), FRAME)).toBeUndefined();
    expect(nameDot(box(0, 100, 60, 100), FRAME)).toBeUndefined();
  });

  it("does not depend on the size or the position of the writing", () => {
    fc.assert(
      fc.property(fc.double({min: 0.01, max: 50, noNaN: true}), fc.integer({min: -999, max: 999}), (scale, shift) => {
        const frame = {top: 100 * scale + shift, baseline: 200 * scale + shift, height: 100 * scale};
        const at = (y: number, width: number, height: number) =>
          nameDot(box(3, y * scale + shift, width * scale, height * scale), frame);
        expect([at(188, 12, 12), at(188, 12, 32), at(148, 40, 10)]).toEqual([".", ",", "-"]);
      })
    );
  });
});

describe("nameDots(dots, frame)", () => {
  const namesOf = (...dots: Box[]) => nameDots(dots, FRAME).map(({mark}) => mark);

  it("merges two stacked dots into a colon and two stacked bars into an equals sign, in one box", () => {
    expect(namesOf(box(0, 130, 12, 12), box(2, 180, 12, 12))).toEqual([":"]);
    expect(nameDots([box(0, 130, 40, 8), box(2, 160, 40, 8)], FRAME)).toEqual([{mark: "=", box: box(0, 130, 42, 38)}]);
  });

  it("keeps dots side by side apart, and ignores specks", () => {
    expect(namesOf(box(0, 188, 12, 12), box(60, 188, 12, 12))).toEqual([".", "."]);
    expect(namesOf(box(0, 198, 2, 2))).toEqual([]);
  });
});

describe("nameTall(read, frame)", () => {
  const read = (one: Box, image: Uint8Array, text = "1") => nameTall({text, box: one, image}, FRAME);
  const tall = box(0, 90, 50, 120);

  it("returns a slash for a stroke read as 1 that leans to the right and extends above and below the digits", () => {
    expect(leanOf(stroke(8))).toBeGreaterThan(0.1);
    expect(read(tall, stroke(8))).toBe("/");
  });

  it("returns a parenthesis for a stroke that bows to the left or to the right", () => {
    expect(bowOf(arc(-6))).toBeLessThan(-0.1);
    expect(read(tall, arc(-6))).toBe("(");
    expect(read(tall, arc(6))).toBe(")");
  });

  it("returns nothing for a 1 of the digits' height, an upright or backward stroke, and another digit", () => {
    expect(read(box(0, 100, 50, 100), stroke(8))).toBeUndefined();
    expect(read(box(0, 90, 50, 110), arc(6))).toBeUndefined(); // extends above only
    expect(read(tall, stroke(0))).toBeUndefined();
    expect(read(tall, stroke(-8))).toBeUndefined();
    expect(read(tall, stroke(8), "7")).toBeUndefined();
  });
});

describe("isTwoBars(image)", () => {
  it("finds white between two bars, but not in one", () => {
    const bars = (...rows: number[]) => {
      const image = new Uint8Array(784);
      for (const y of rows) image.fill(255, y * 28 + 4, y * 28 + 24);
      return image;
    };
    expect(isTwoBars(bars(9, 10, 17, 18))).toBe(true);
    expect(isTwoBars(bars(12, 13, 14, 15))).toBe(false);
  });
});

describe("percentRings(box, dots, frame)", () => {
  it("finds a ring at the upper left and one at the lower right of a stroke, or nothing if one is missing", () => {
    const [upper, lower] = [box(0, 105, 25, 25), box(60, 170, 25, 25)];
    expect(percentRings(box(20, 95, 45, 110), [lower, upper], FRAME)).toEqual([upper, lower]);
    expect(percentRings(box(20, 95, 45, 110), [upper], FRAME)).toBeUndefined();
    expect(percentRings(box(20, 95, 45, 110), [upper, box(60, 190, 5, 5)], FRAME)).toBeUndefined(); // a speck
  });
});
