import {describe as suite, expect, it} from "vitest";
import {describe, describeDigits} from "../../src/characters/describe.js";

/** Renders all points within half a *width* of a line; each pixel is the share of its 16 × 16 sample points within. */
function draw(width: number, distance: (x: number, y: number) => number): Uint8Array {
  return Uint8Array.from({length: 784}, (_, i) => {
    let inside = 0;
    for (let k = 0; k < 256; ++k) {
      const [x, y] = [
        (i % 28) + ((k % 16) + 0.5) / 16 - 0.5,
        Math.floor(i / 28) + (Math.floor(k / 16) + 0.5) / 16 - 0.5
      ];
      if (distance(x, y) <= width / 2) ++inside;
    }
    return Math.round((255 * inside) / 256);
  });
}

function line(ax: number, ay: number, bx: number, by: number) {
  return (x: number, y: number) => {
    const [dx, dy] = [bx - ax, by - ay];
    const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
    return Math.hypot(x - ax - t * dx, y - ay - t * dy);
  };
}

const [bar, stem] = [line(5, 6, 22, 6), line(15, 6, 11, 23)];
const strokes = {
  upright: line(13.5, 5, 13.5, 22),
  "upright between pixels": line(14, 5, 14, 22),
  "45°": line(6, 6, 21, 21),
  steep: line(17, 4, 9, 23),
  circle: (x: number, y: number) => Math.abs(Math.hypot(x - 13.5, y - 13.5) - 7),
  "T-shaped": (x: number, y: number) => Math.min(bar(x, y), stem(x, y))
};

suite("describe(image)", () => {
  const cases = Object.keys(strokes).flatMap((name) => [2, 2.5, 3, 4, 5].map((width) => [name, width] as const));
  it.each(cases)("finds how wide the stroke is that was drawn: %s, %d px, to 15 %", (name, width) => {
    const {strokeWidth} = describe(draw(width, strokes[name as keyof typeof strokes]))!;
    expect(Math.abs(strokeWidth / width - 1)).toBeLessThan(0.15);
  });

  it("measures the same width for fainter ink", () => {
    const image = draw(3, strokes.steep);
    const faint = image.map((level) => Math.round(level / 3));
    expect(describe(faint)!.strokeWidth).toBeCloseTo(describe(image)!.strokeWidth, 1);
  });

  it("measures how far a line leans to the right of upright", () => {
    const leaning = (degrees: number) => {
      const [dx, dy] = [8 * Math.sin((degrees * Math.PI) / 180), 8 * Math.cos((degrees * Math.PI) / 180)];
      return describe(draw(2, line(13.5 - dx, 13.5 + dy, 13.5 + dx, 13.5 - dy)))!.slant;
    };
    for (const degrees of [-30, -10, 0, 5, 20, 40]) expect(Math.abs(leaning(degrees) - degrees)).toBeLessThan(1);
  });

  it("equals the moments computed with numpy", () => {
    const image = new Uint8Array(784);
    for (let y = 5; y < 23; ++y) {
      const x = 17 - Math.floor((y - 5) / 3);
      image[y * 28 + x] = 255;
      image[y * 28 + x + 1] = 100;
    }
    // numpy 1.24.2: degrees(arctan(−μ₁₁ / μ₀₂)) is 18.008172511018, image.mean() 8.150510204081632
    const {slant, ink, intensity, aspect} = describe(image)!;
    expect(intensity).toBe(177.5); // 18 rows of 255 and 100
    expect([slant, ink]).toEqual([expect.closeTo(18.008172511018, 10), expect.closeTo(8.150510204081632, 10)]);
    expect(aspect).toBe(7 / 18);
  });

  it("measures dots and single rows", () => {
    const dot = new Uint8Array(784);
    dot[400] = 200;
    expect(describe(dot)).toEqual({ink: 200 / 784, intensity: 200, strokeWidth: 1, slant: 0, aspect: 1});
    dot[401] = 200;
    expect(describe(dot)).toMatchObject({slant: 0, aspect: 2});
    const square = new Uint8Array(784);
    for (const i of [400, 401, 428, 429]) square[i] = 255;
    expect(describe(square)).toMatchObject({strokeWidth: 2, aspect: 1});
  });

  it("is undefined for a blank image", () => {
    expect(describe(new Uint8Array(784))).toBeUndefined();
  });
});

suite("describeDigits(digits)", () => {
  it("describes each digit, with NaN for a blank one", () => {
    const image = draw(3, strokes.steep);
    const images = new Uint8Array(2 * 784);
    images.set(image, 784);
    const all = describeDigits({length: 2, images});
    const one = describe(image)!;
    expect(Object.values(all).map((values) => values[0])).toEqual([NaN, NaN, NaN, NaN, NaN]);
    for (const key of ["ink", "intensity", "strokeWidth", "slant", "aspect"] as const) {
      expect(all[key][1]).toBe(Math.fround(one[key]));
    }
  });
});
