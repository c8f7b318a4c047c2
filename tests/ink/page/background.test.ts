import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {evenBackground, flattenBackground} from "../../../src/ink/page/background.js";
import type {GrayImage} from "../../../src/ink/image/image.js";
import {close} from "../../../src/ink/image/morphology.js";

/** A page of *level* with a dark bar across its middle, lit by *light*(x, y), with x and y from −1 to 1. */
function page(light: (x: number, y: number) => number, {width = 60, height = 40, ink = 120} = {}) {
  const data = new Float32Array(width * height);
  for (let row = 0; row < height; ++row) {
    for (let column = 0; column < width; ++column) {
      const onBar = row > 17 && row < 22 && column > 15 && column < 45;
      const level = light((2 * column) / (width - 1) - 1, (2 * row) / (height - 1) - 1);
      data[row * width + column] = level - (onBar ? ink : 0);
    }
  }
  return {width, height, data};
}

describe("evenBackground", () => {
  it("returns a picture with an even border itself", () => {
    const picture = page(() => 230);
    expect(evenBackground(picture)).toBe(picture);
  });

  it("removes light that is a quadratic surface without changing the contrast of the ink", () => {
    const slope = fc.double({min: -30, max: 30, noNaN: true});
    fc.assert(
      fc.property(slope, slope, slope, slope, slope, (a, b, c, d, e) => {
        const picture = page((x, y) => 170 + 0.4 * (a * x + b * y + c * x * x + d * x * y + e * y * y));
        const {data} = evenBackground(picture);
        const untouched = data === picture.data; // because the border was even enough
        const middle = data[0]!;
        const paper = data.filter((v) => v > 100);
        if (!untouched) for (const level of paper) expect(Math.abs(level - middle)).toBeLessThan(2);
        expect(paper.length).toBe(60 * 40 - 4 * 29);
      })
    );
  });

  it("handles light ink on dark paper too", () => {
    const {data} = evenBackground(page((x) => 60 + 25 * x, {ink: -120}));
    expect(data.filter((v) => v > 100).length).toBe(4 * 29);
    expect(Math.max(...data.filter((v) => v < 100)) - Math.min(...data)).toBeLessThan(2);
  });

  it("returns a picture unchanged if no surface evens out its border", () => {
    const data = Uint8Array.from({length: 900}, (_, i) => ((i % 2) + (Math.floor(i / 30) % 2) === 1 ? 40 : 220));
    const picture = {width: 30, height: 30, data};
    expect(evenBackground(picture)).toBe(picture);
  });

  it("returns single-row, single-column and single-pixel pictures unchanged", () => {
    for (const [width, height] of [
      [1, 1],
      [9, 1],
      [1, 9]
    ] as const) {
      const picture = {width, height, data: Uint8Array.from({length: width * height}, (_, i) => 20 * i)};
      expect(evenBackground(picture)).toBe(picture);
    }
  });
});

describe("flattenBackground(picture)", () => {
  const [WIDTH, HEIGHT] = [120, 90];

  /** The level at each position, in pixels. */
  type Level = (x: number, y: number) => number;

  function paint(level: Level): GrayImage {
    const data = Uint8Array.from({length: WIDTH * HEIGHT}, (_, i) =>
      Math.round(level((i % WIDTH) + 0.5, Math.floor(i / WIDTH) + 0.5))
    );
    return {width: WIDTH, height: HEIGHT, data};
  }

  /** A frame that contains a bar a quarter as wide as the picture is high. */
  const isInk = (x: number, y: number) => {
    const frame = x > 12 && x < 108 && y > 12 && y < 78 && !(x > 17 && x < 103 && y > 17 && y < 73);
    return frame || (x > 40 && x < 62 && y > 26 && y < 64);
  };

  /** Returns the picture's maximum deviation from *levels*(x, y), ignoring positions where *isEdge* is true. */
  function worst({data}: GrayImage, levels: Level, isEdge: (x: number, y: number) => boolean): number {
    return Array.from(data).reduce((most, level, i) => {
      const [x, y] = [(i % WIDTH) + 0.5, Math.floor(i / WIDTH) + 0.5];
      return isEdge(x, y) ? most : Math.max(most, Math.abs(level - levels(x, y)));
    }, 0);
  }

  it("returns an evenly lit picture unchanged, dark on light and light on dark", () => {
    for (const [paper, ink] of [
      [255, 0],
      [210, 90],
      [20, 200]
    ] as const) {
      const picture = paint((x, y) => (isInk(x, y) ? ink : paper));
      expect(flattenBackground(picture)).toEqual(picture);
    }
  });

  it("restores paper and ink in a shadow to their levels in the light, up to the shadow's edge", () => {
    // Ink that reflects 0.3 times as much as the paper does so in any light: 66 of 220.
    fc.assert(
      fc.property(
        fc.double({min: 0, max: 2 * Math.PI, noNaN: true}),
        fc.double({min: -25, max: 25, noNaN: true}),
        fc.double({min: 0.5, max: 0.75, noNaN: true}),
        (angle, offset, dimmed) => {
          const distance = (x: number, y: number) => (x - 60) * Math.cos(angle) + (y - 45) * Math.sin(angle) - offset;
          const light = (x: number, y: number) => (distance(x, y) > 0 ? dimmed : 1);
          const picture = paint((x, y) => (isInk(x, y) ? 66 : 220) * light(x, y));
          const flat = flattenBackground(picture);
          // Below the bar, the page's edge can be off by the width of the bar.
          const isNear = (x: number, y: number) =>
            Math.abs(distance(x, y)) < 5 || (isInk(x, y) && Math.abs(distance(x, y)) < 24);
          expect(worst(flat, (x, y) => (isInk(x, y) ? 66 : 220), isNear)).toBeLessThanOrEqual(3);
        }
      ),
      {numRuns: 20, seed: 1}
    );
  });

  it("evens out a penumbra to within three levels", () => {
    const light = (x: number) => 1 - 0.4 * Math.max(0, Math.min(1, (x - 60) / 30));
    const flat = flattenBackground(paint((x, y) => (isInk(x, y) ? 66 : 220) * light(x)));
    expect(worst(flat, () => 220, isInk)).toBeLessThanOrEqual(3);
  });

  it("removes a bright half from a dark page without changing the contrast of light ink", () => {
    const flat = flattenBackground(paint((x, y) => (x > 70 ? 60 : 20) + (isInk(x, y) ? 150 : 0)));
    const isNear = (x: number) => Math.abs(x - 70) < 5;
    expect(worst(flat, (x, y) => (isInk(x, y) ? 170 : 20), isNear)).toBeLessThanOrEqual(3);
  });

  it("returns uniform single-row, single-column and single-pixel pictures unchanged", () => {
    for (const [width, height] of [
      [1, 1],
      [9, 1],
      [1, 200]
    ] as const) {
      const picture = {width, height, data: new Uint8Array(width * height).fill(70)};
      expect(flattenBackground(picture)).toEqual(picture);
    }
  });
});

describe("close(image, radius)", () => {
  const pictures = fc
    .tuple(fc.integer({min: 1, max: 14}), fc.integer({min: 1, max: 14}))
    .chain(([width, height]) =>
      fc
        .uint8Array({minLength: width * height, maxLength: width * height})
        .map((data) => ({width, height, data: data.map((v) => (v < 80 ? v : 255))}))
    );

  /** The offsets within the octagon: its diagonal sides span 1 − √½ of the radius in both directions, rounded down. */
  function octagon(radius: number): [x: number, y: number][] {
    const most = 2 * radius - 2 * Math.floor((1 - Math.SQRT1_2) * radius);
    const side = Array.from({length: 2 * radius + 1}, (_, i) => i - radius);
    return side
      .flatMap((y) => side.map((x): [number, number] => [x, y]))
      .filter(([x, y]) => Math.abs(x) + Math.abs(y) <= most);
  }

  it("equals the definition: each pixel is the minimum of the maxima over all octagons that contain it", () => {
    // Serra 1982: a closing is the erosion of the dilation; both are computed here pixel by pixel.
    fc.assert(
      fc.property(pictures, fc.integer({min: 0, max: 5}), ({width, height, data}, radius) => {
        const offsets = octagon(radius);
        const clamp = (v: number, length: number) => Math.max(0, Math.min(length - 1, v));
        const highest = (x: number, y: number) =>
          Math.max(...offsets.map(([u, v]) => data[clamp(y + v, height) * width + clamp(x + u, width)]!));
        const expected = data.map((_, i) =>
          Math.min(...offsets.map(([u, v]) => highest((i % width) + u, Math.floor(i / width) + v)))
        );
        expect(close({width, height, data}, radius).data).toEqual(expected);
      }),
      {numRuns: 40, seed: 1}
    );
  });
});
