import {describe, expect, it} from "vitest";
import type {GrayImage} from "../../src/ink/image/image.js";
import {preprocess} from "../../src/ink/preprocess.js";
import {isSoftBar, mayBeWritten, type FoundInk} from "../../src/ink/writtenInk.js";

/** Returns a picture of 120 × 160 with the given level at each pixel. */
function pictureOf(levelAt: (x: number, y: number) => number): GrayImage {
  const [width, height] = [120, 160];
  return {
    width,
    height,
    data: Uint8Array.from({length: width * height}, (_, i) => levelAt(i % width, Math.floor(i / width)))
  };
}

/** A ring, as in a 0, 60 pixels wide and 8 thick, dark on light, blurred over *soft* pixels. */
const ring = (soft: number) => (x: number, y: number) => {
  const beside = Math.abs(Math.hypot(x - 60, y - 80) - 26) - 4;
  return 220 - 160 / (1 + Math.exp(beside / soft));
};

/** An image whose inner 20 × 20 pixels are filled up to the given width and height. */
function filled(width: number, height: number): Uint8Array {
  return Uint8Array.from({length: 784}, (_, i) => {
    const [x, y] = [(i % 28) - 4, Math.floor(i / 28) - 4];
    return x >= 0 && x < width && y >= 0 && y < height ? 255 : 0;
  });
}

function foundIn(picture: GrayImage): FoundInk {
  return preprocess(picture)!;
}

describe("mayBeWritten(picture, found)", () => {
  it.each([0.5, 1, 2])("accepts a ring 8 pixels thick, blurred over %s pixels", (soft) => {
    const picture = pictureOf(ring(soft));
    expect(mayBeWritten(picture, foundIn(picture))).toBe(true);
    const inverse = {...picture, data: picture.data.map((level) => 255 - level)};
    expect(mayBeWritten(inverse, foundIn(inverse))).toBe(true);
  });

  it("accepts a ring in light that falls off by half its contrast", () => {
    const picture = pictureOf((x, y) => ring(1)(x, y) * (1 - (0.3 * x) / 120));
    expect(mayBeWritten(picture, foundIn(picture))).toBe(true);
  });

  it("accepts a ring cropped so tightly that it touches every side", () => {
    const data = Uint8Array.from({length: 3600}, (_, i) => ring(1)((i % 60) + 30, Math.floor(i / 60) + 50));
    const picture = {width: 60, height: 60, data};
    expect(mayBeWritten(picture, {box: {x: 0, y: 0, width: 60, height: 60}, image: foundIn(picture).image})).toBe(true);
  });

  it("rejects a soft shadow with any box", () => {
    const picture = pictureOf((x, y) => 220 - 90 * Math.exp(-((x - 60) ** 2 + (y - 80) ** 2) / 900));
    for (const reach of [20, 35, 50]) {
      const box = {x: 60 - reach, y: 80 - reach, width: 2 * reach, height: 2 * reach};
      expect(mayBeWritten(picture, {box, image: foundIn(pictureOf(ring(1))).image})).toBe(false);
    }
  });

  it("rejects a shaded corner and a strip along a hard edge", () => {
    const corner = pictureOf((x, y) => (x + y < 70 ? 100 : 220));
    const triangle = filled(20, 20).map((level, i) => ((i % 28) - 4 + Math.floor(i / 28) - 4 < 20 ? level : 0));
    expect(mayBeWritten(corner, {box: {x: 0, y: 0, width: 70, height: 70}, image: triangle})).toBe(false);
    const edge = pictureOf((x, y) => (x - y < -20 ? 100 : 220));
    const strip = filled(20, 20).map((level, i) => {
      return Math.abs((i % 28) - Math.floor(i / 28)) < 4 ? level : 0;
    });
    expect(mayBeWritten(edge, {box: {x: 20, y: 40, width: 80, height: 80}, image: strip})).toBe(false);
  });

  it("rejects a narrow strip of shade along a side, but accepts a tightly cropped 1", () => {
    const strip = pictureOf((x) => (x >= 80 ? 100 : 220));
    expect(mayBeWritten(strip, {box: {x: 80, y: 0, width: 40, height: 160}, image: filled(5, 20)})).toBe(false);
    const data = Uint8Array.from({length: 600}, (_, i) => (Math.abs((i % 15) - 7) < 7 - (i % 4 ? 0 : 2) ? 40 : 220));
    const one = {width: 15, height: 40, data};
    expect(mayBeWritten(one, {box: {x: 0, y: 0, width: 15, height: 40}, image: filled(8, 20)})).toBe(true);
  });

  it("rejects a sliver at the border and ink that is too small to read", () => {
    const picture = pictureOf((x, y) => (x < 2 && y > 100 && y < 140 ? 30 : 220));
    expect(mayBeWritten(picture, {box: {x: 0, y: 101, width: 2, height: 39}, image: filled(2, 20)})).toBe(false);
    expect(mayBeWritten(picture, {box: {x: 60, y: 80, width: 3, height: 4}, image: filled(15, 20)})).toBe(false);
  });
});

describe("isSoftBar(picture, box)", () => {
  const box = {x: 40, y: 0, width: 40, height: 160};

  it("is true for a wave and false for a stroke of the same width", () => {
    const wave = pictureOf((x) => 220 - 100 * Math.max(0, Math.sin((Math.PI * (x - 40)) / 40)));
    expect(isSoftBar(wave, box)).toBe(true);
    const stroke = pictureOf((x) => (x >= 42 && x < 78 ? 60 : 220));
    expect(isSoftBar(stroke, box)).toBe(false);
  });
});
