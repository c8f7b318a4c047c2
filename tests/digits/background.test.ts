import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {evenBackground} from "../../src/digits/background.js";

/** A page of *level* with a dark bar across its middle, lit by *light*(x, y), x and y from −1 to 1. */
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
  it("returns a picture with an even border as it is, the very same one", () => {
    const picture = page(() => 230);
    expect(evenBackground(picture)).toBe(picture);
  });

  it("takes out any light that is a quadratic surface, and leaves ink as far from the paper as it was", () => {
    const slope = fc.double({min: -30, max: 30, noNaN: true});
    fc.assert(
      fc.property(slope, slope, slope, slope, slope, (a, b, c, d, e) => {
        const picture = page((x, y) => 170 + 0.4 * (a * x + b * y + c * x * x + d * x * y + e * y * y));
        const {data} = evenBackground(picture);
        const untouched = data === picture.data; // where the border was even enough
        const middle = data[0]!;
        const paper = data.filter((v) => v > 100);
        if (!untouched) for (const level of paper) expect(Math.abs(level - middle)).toBeLessThan(2);
        expect(paper.length).toBe(60 * 40 - 4 * 29);
      })
    );
  });

  it("serves light ink on dark paper alike", () => {
    const {data} = evenBackground(page((x) => 60 + 25 * x, {ink: -120}));
    expect(data.filter((v) => v > 100).length).toBe(4 * 29);
    expect(Math.max(...data.filter((v) => v < 100)) - Math.min(...data)).toBeLessThan(2);
  });

  it("returns a picture as it is where no surface would make its border more even", () => {
    const data = Uint8Array.from({length: 900}, (_, i) => ((i % 2) + (Math.floor(i / 30) % 2) === 1 ? 40 : 220));
    const picture = {width: 30, height: 30, data};
    expect(evenBackground(picture)).toBe(picture);
  });

  it("returns pictures of one row, one column or one pixel as they are", () => {
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
