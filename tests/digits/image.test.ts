import {describe, expect, it} from "vitest";
import {toGray} from "../../src/digits/image.js";

const gray = (...rgba: number[]) => toGray(Uint8Array.from(rgba), 1, 1).data[0];

describe("toGray(pixels, width, height)", () => {
  it("weighs the colors as ITU-R BT.601 does: 0.299 R + 0.587 G + 0.114 B", () => {
    // Section 2.5.1 of the recommendation, times 255: 76.245, 149.685 and 29.07.
    expect(gray(255, 0, 0, 255)).toBe(76);
    expect(gray(0, 255, 0, 255)).toBe(150);
    expect(gray(0, 0, 255, 255)).toBe(29);
    // And of a mixture: 0.299 · 200 + 0.587 · 100 + 0.114 · 50 = 124.2
    expect(gray(200, 100, 50, 255)).toBe(124);
  });

  it("leaves every opaque gray as it is", () => {
    const pixels = Uint8Array.from({length: 256 * 4}, (_, i) => (i % 4 === 3 ? 255 : i >> 2));
    expect([...toGray(pixels, 256, 1).data]).toEqual(Array.from({length: 256}, (_, v) => v));
  });

  it("shows white paper where the picture is transparent, whatever color lies there", () => {
    expect(gray(0, 0, 0, 0)).toBe(255);
    expect(gray(255, 0, 0, 0)).toBe(255);
  });

  it("lays half-transparent pixels over white, straight alpha", () => {
    // PNG specification, 13.16 (alpha channel processing): alpha · foreground + (1 − alpha) · background.
    expect(gray(0, 0, 0, 128)).toBe(127); // (1 − 128/255) · 255 = 127
    expect(gray(100, 100, 100, 51)).toBe(224); // 0.2 · 100 + 0.8 · 255
    for (const alpha of [0, 1, 100, 254, 255]) expect(gray(255, 255, 255, alpha)).toBe(255);
  });

  it("keeps rows and columns, and says how large the picture is", () => {
    const pixels = Uint8ClampedArray.from([1, 2, 3, 4, 5, 6].flatMap((v) => [v, v, v, 255]));
    expect(toGray(pixels, 3, 2)).toEqual({width: 3, height: 2, data: Uint8Array.of(1, 2, 3, 4, 5, 6)});
  });
});
