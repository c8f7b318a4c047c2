import {describe, expect, it} from "vitest";
import {mayBeDigit} from "../../src/digits/digitShape.js";
import {preprocess} from "../../src/digits/preprocess.js";
import {preprocessStrokes} from "../../src/digits/strokes.js";
import {PLAIN} from "../browser/hand.js";

/** What a network reads of a picture of 100 × 100 whose ink, in [0, 1], is given for each place from −1 to 1. */
function imageOf(ink: (x: number, y: number) => number): Uint8Array {
  const data = Uint8Array.from({length: 10_000}, (_, i) => {
    return 255 * (1 - ink((i % 100) / 50 - 1, Math.floor(i / 100) / 50 - 1));
  });
  return preprocess({width: 100, height: 100, data})!.image;
}

describe("mayBeDigit(image)", () => {
  it.each(Object.keys(PLAIN))("is true of a plain %s", (digit) => {
    expect(mayBeDigit(preprocessStrokes(PLAIN[digit]!)!.image)).toBe(true);
  });

  it("is true of a thick upright 1, which fills its box", () => {
    expect(mayBeDigit(imageOf((x, y) => Number(Math.abs(x) < 0.12 && Math.abs(y) < 0.6)))).toBe(true);
  });

  it("is false of a dot, a bar across, and a soft shadow", () => {
    expect(mayBeDigit(imageOf((x, y) => Number(Math.hypot(x, y) < 0.3)))).toBe(false);
    expect(mayBeDigit(imageOf((x, y) => Number(Math.abs(y) < 0.05 && Math.abs(x) < 0.7)))).toBe(false);
    const soft = Uint8Array.from({length: 784}, (_, i) => {
      return 255 * Math.exp(-(((i % 28) - 14) ** 2 + (i / 28 - 14) ** 2) / 50);
    });
    expect(mayBeDigit(soft)).toBe(false);
  });

  it("is false without ink", () => {
    expect(mayBeDigit(new Uint8Array(784))).toBe(false);
  });
});
