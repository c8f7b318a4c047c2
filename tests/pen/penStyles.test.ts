import {randomLcg} from "d3-random";
import {describe, expect, it} from "vitest";
import {findPieces} from "../../src/ink/image/pieces.js";
import {writeForm} from "../../src/pen/handwriting.js";
import {renderPenDigit} from "../../src/pen/penVariation.js";
import {PEN_STYLES} from "../../src/pen/penStyles.js";
import {rasterizeStrokes} from "../../src/pen/strokes.js";

/** Returns how many of 100 digits of a style, written thinly, enclose paper. */
function countLoops(name: string): number {
  const {forms} = PEN_STYLES.find((style) => style.name === name)!;
  const random = randomLcg(0.2);
  const inks = Array.from({length: 100}, () => rasterizeStrokes(writeForm(forms, random), {penWidth: 4})!);
  // Paper in pieces: one around the digit, more in its loops.
  return inks.filter(({width, height, data}) => {
    return findPieces({width, height, data: Uint8Array.from(data, (level) => (level < 64 ? 255 : 0))}).length > 1;
  }).length;
}

describe("PEN_STYLES", () => {
  it("are two ways to write each 4, 1 and 7, and a looped 2 and 9, in at least three forms each", () => {
    expect(PEN_STYLES.map(({name, digit}) => [name, digit])).toEqual([
      ["triangular 4", 4],
      ["open 4", 4],
      ["barred 1", 1],
      ["hooked 1", 1],
      ["barred 7", 7],
      ["hooked 7", 7],
      ["looped 2", 2],
      ["looped 9", 9]
    ]);
    for (const {forms} of PEN_STYLES) {
      expect(forms.length).toBeGreaterThanOrEqual(3);
      for (const [weight, way] of forms) {
        expect(weight).toBeGreaterThan(0);
        expect(way).toMatch(/^-?\d+,-?\d+\*?( \/)?( -?\d+,-?\d+\*?( \/)?)* -?\d+,-?\d+$/);
      }
    }
  });

  it("enclose paper in triangular 4s and looped 2s and 9s, and rarely in open 4s and hooked 1s", () => {
    for (const name of ["triangular 4", "looped 2", "looped 9"]) expect(countLoops(name), name).toBeGreaterThan(60);
    for (const name of ["open 4", "hooked 1"]) expect(countLoops(name), name).toBeLessThan(25);
  });

  it("render to 784 pixels of another hand each time", () => {
    const random = randomLcg(0.4);
    for (const {forms} of PEN_STYLES) {
      const images = Array.from({length: 20}, () => renderPenDigit(writeForm(forms, random), random)!);
      expect(images.every(({length}) => length === 784)).toBe(true);
      expect(new Set(images.map(String)).size).toBe(20);
    }
  });
});
