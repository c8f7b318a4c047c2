import {describe, expect, it} from "vitest";
import {toGray} from "../../../src/ink/image/image.js";

const gray = (...rgba: number[]) => toGray(Uint8Array.from(rgba), 1, 1).data[0];

describe("toGray(pixels, width, height)", () => {
  it("weighs colors as in ITU-R BT.601: 0.299 R + 0.587 G + 0.114 B", () => {
    // The recommendation's section 2.5.1, times 255: 76.245, 149.685 and 29.07.
    expect(gray(255, 0, 0, 255)).toBe(76);
    expect(gray(0, 255, 0, 255)).toBe(150);
    expect(gray(0, 0, 255, 255)).toBe(29);
    // A mixture: 0.299 · 200 + 0.587 · 100 + 0.114 · 50 = 124.2
    expect(gray(200, 100, 50, 255)).toBe(124);
  });

  it("keeps every opaque gray level exactly", () => {
    const pixels = Uint8Array.from({length: 256 * 4}, (_, i) => (i % 4 === 3 ? 255 : i >> 2));
    expect([...toGray(pixels, 256, 1).data]).toEqual(Array.from({length: 256}, (_, v) => v));
  });

  it("shows white paper through transparent pixels of any color", () => {
    expect(gray(0, 0, 0, 0)).toBe(255);
    expect(gray(255, 0, 0, 0)).toBe(255);
  });

  it("blends half-transparent pixels with white, using straight alpha", () => {
    // PNG specification, 13.16 (alpha channel processing): alpha · foreground + (1 − alpha) · background.
    expect(gray(0, 0, 0, 128)).toBe(127); // (1 − 128/255) · 255 = 127
    expect(gray(100, 100, 100, 51)).toBe(224); // 0.2 · 100 + 0.8 · 255
    for (const alpha of [0, 1, 100, 254, 255]) {
      // Beside paper with dark ink.
      expect(
        toGray(Uint8Array.of(255, 255, 255, alpha, ...[255, 255, 255, 255], ...[0, 0, 0, 255]), 3, 1).data[0]
      ).toBe(255);
    }
  });

  it("keeps rows and columns, and returns the picture's size", () => {
    const pixels = Uint8ClampedArray.from([1, 2, 3, 4, 5, 6].flatMap((v) => [v, v, v, 255]));
    expect(toGray(pixels, 3, 2)).toEqual({width: 3, height: 2, data: Uint8Array.of(1, 2, 3, 4, 5, 6)});
  });

  /** A ring in *color* with *alpha*, on transparent pixels of invisible colors. */
  const ring = (color: readonly number[], alpha = 255) =>
    Uint8Array.from({length: 40 * 40 * 4}, (_, k) => {
      const [i, channel] = [k >> 2, k % 4];
      const isInk = Math.abs(Math.hypot((i % 40) - 20, Math.floor(i / 40) - 20) - 12) < 2;
      return channel === 3 ? (isInk ? alpha : 0) : isInk ? color[channel]! : 255 * ((i + channel) % 2);
    });
  const contrast = ({data}: {data: ArrayLike<number>}) => Math.abs(data[20 * 40 + 32]! - data[0]!);

  it("shows transparent pictures with dark ink on white and with light ink, even pale, on black", () => {
    expect(toGray(ring([0, 0, 0]), 40, 40).data[0]).toBe(255);
    expect(toGray(ring([30, 60, 200]), 40, 40).data[0]).toBe(255);
    for (const color of [
      [255, 255, 255],
      [255, 240, 80]
    ]) {
      expect(toGray(ring(color), 40, 40).data[0]).toBe(0);
      expect(contrast(toGray(ring(color), 40, 40))).toBeGreaterThan(200);
    }
    expect(contrast(toGray(ring([255, 255, 255], 128), 40, 40))).toBe(128);
  });

  it("extends a page with transparent corners at the page's own level", () => {
    const page = (paper: number, ink: number) =>
      Uint8Array.from({length: 40 * 40 * 4}, (_, k) => {
        const i = k >> 2;
        const distance = Math.hypot((i % 40) - 20, Math.floor(i / 40) - 20);
        return k % 4 === 3 ? (distance < 19 ? 255 : 0) : distance < 5 ? ink : paper;
      });
    expect(toGray(page(0, 255), 40, 40).data[0]).toBe(0);
    expect(toGray(page(255, 0), 40, 40).data[0]).toBe(255);
  });

  it("separates ink from paper of equal luminance by color, and otherwise uses luminance", () => {
    const picture = (paper: readonly number[], ink: readonly number[]) =>
      Uint8Array.from({length: 40 * 40 * 4}, (_, k) => {
        const i = k >> 2;
        return k % 4 === 3 ? 255 : (i % 40 > 15 && i % 40 < 20 ? ink : paper)[k % 4]! + ((i * 7) % 3);
      });
    const seen = (paper: readonly number[], ink: readonly number[]) => {
      const {data} = toGray(picture(paper, ink), 40, 40);
      return data[6]! - data[18]!;
    };
    // Pairs of equal luminance by BT.601: 101.3 and 101.6; 120.4 and 120.6; 221.6 and 222.
    expect(seen([60, 130, 62], [200, 60, 58])).toBeGreaterThan(80);
    expect(seen([200, 100, 17], [67, 124, 245])).toBeGreaterThan(80);
    expect(seen([250, 250, 0], [222, 222, 222])).toBeGreaterThan(80);
    // Blue on white: 0.299 · 250 + 0.587 · 220 + 0.114 · 50 = 209.6 levels apart.
    expect(seen([250, 250, 250], [0, 30, 200])).toBe(210);
  });

  it("does not mistake a color gradient across the page for ink", () => {
    const pixels = Uint8Array.from({length: 100 * 100 * 4}, (_, k) => {
      const i = k >> 2;
      const shift = ((i % 100) - 50) * 0.6;
      return [150 + shift, 150, 150 - shift * 2.6, 255][k % 4]!;
    });
    const {data} = toGray(pixels, 100, 100);
    expect(Math.abs(data[99]! - data[0]!)).toBeLessThan(4);
  });
});
