import fc from "fast-check";
import {describe, expect, it} from "vitest";
import type {ByteImage} from "../../../src/ink/image/morphology.js";
import {findSeams} from "../../../src/ink/segmentation/seams.js";

/** A picture with ink where *isInk* is true. */
function draw(width: number, height: number, isInk: (x: number, y: number) => boolean): ByteImage {
  const data = Uint8Array.from({length: width * height}, (_, i) => (isInk(i % width, Math.floor(i / width)) ? 255 : 0));
  return {width, height, data};
}

describe("findSeams(ink, height)", () => {
  it("runs through the middle of the white between strokes at no cost", () => {
    const [seam, ...others] = findSeams(
      draw(40, 30, (x) => x < 10 || x >= 30),
      30
    );
    expect(others).toEqual([]);
    expect(seam!.cost).toBe(0);
    expect(new Set(seam!.columns)).toEqual(new Set([19]));
  });

  it("follows slanted white space", () => {
    // Strokes that lean by half a pixel a row, so that the white between them is never vertical.
    const at = (start: number) => (x: number, y: number) => x + y / 2 >= start && x + y / 2 < start + 5;
    const [left, right] = [at(20), at(30)];
    const seams = findSeams(
      draw(45, 40, (x, y) => left(x, y) || right(x, y)),
      40
    );
    const seam = seams.find(({columns}) => columns[20]! >= 15 && columns[20]! <= 20);
    expect(seam!.cost).toBeLessThan(3); // no ink, 20 sidesteps
    seam!.columns.forEach((x, y) => {
      expect(x + y / 2).toBeGreaterThanOrEqual(25);
      expect(x + y / 2).toBeLessThanOrEqual(30);
    });
  });

  it("cuts through a ligature if necessary, at a cost equal to its thickness", () => {
    const seams = findSeams(
      draw(50, 40, (x, y) => (x >= 5 && x < 12) || (x >= 38 && x < 45) || (y >= 30 && y < 33 && x >= 5 && x < 45)),
      40
    );
    const [seam] = seams.filter(({columns}) => columns[30]! > 20 && columns[30]! < 30);
    expect(seam!.cost).toBeCloseTo(3, 5);
  });

  it("returns seams in order that move at most one pixel a row and don't cross", () => {
    const ink = fc.array(fc.constantFrom(0, 0, 100, 255), {minLength: 20 * 12, maxLength: 20 * 12});
    fc.assert(
      fc.property(ink, (levels) => {
        const seams = findSeams({width: 20, height: 12, data: Uint8Array.from(levels)}, 12);
        for (const [k, {columns}] of seams.entries()) {
          columns.forEach((x, y) => {
            expect(x).toBeGreaterThanOrEqual(k ? seams[k - 1]!.columns[y]! : 0);
            expect(x).toBeLessThan(20);
            if (y) expect(Math.abs(x - columns[y - 1]!)).toBeLessThanOrEqual(1);
          });
        }
      })
    );
  });
});
