import {describe, expect, it} from "vitest";
import {mayBeDigit} from "../../src/ink/digitShape.js";
import {preprocess} from "../../src/ink/preprocess.js";
import {preprocessStrokes} from "../../src/pen/strokes.js";
import {PLAIN} from "../browser/hand.js";

/** Renders a 100 × 100 picture, with ink in [0, 1] at each position from −1 to 1, to a network's input. */
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

  it("accepts a thick upright 1, which fills its box", () => {
    expect(mayBeDigit(imageOf((x, y) => Number(Math.abs(x) < 0.12 && Math.abs(y) < 0.6)))).toBe(true);
  });

  it("rejects a dot, a horizontal bar and a soft shadow", () => {
    expect(mayBeDigit(imageOf((x, y) => Number(Math.hypot(x, y) < 0.3)))).toBe(false);
    expect(mayBeDigit(imageOf((x, y) => Number(Math.abs(y) < 0.05 && Math.abs(x) < 0.7)))).toBe(false);
    const soft = Uint8Array.from({length: 784}, (_, i) => {
      return 255 * Math.exp(-(((i % 28) - 14) ** 2 + (i / 28 - 14) ** 2) / 50);
    });
    expect(mayBeDigit(soft)).toBe(false);
  });

  it("rejects scattered dots but accepts a 5 with a detached bar", () => {
    const dots = [[-0.5, -0.4], [0.4, -0.5], [-0.1, 0.1], [0.5, 0.5]] as const; // prettier-ignore
    expect(mayBeDigit(imageOf((x, y) => Number(dots.some(([u, v]) => Math.hypot(x - u, y - v) < 0.15))))).toBe(false);
    const five = (x: number, y: number) =>
      (Math.abs(Math.hypot(x, y - 0.2) - 0.4) < 0.07 && (x > 0 || y > 0.3)) ||
      (Math.abs(x + 0.2) < 0.07 && Math.abs(y + 0.35) < 0.2) ||
      (Math.abs(y + 0.65) < 0.05 && x > -0.1 && x < 0.4);
    expect(mayBeDigit(imageOf((x, y) => Number(five(x, y))))).toBe(true);
  });

  it("rejects an image without ink", () => {
    expect(mayBeDigit(new Uint8Array(784))).toBe(false);
  });
});
