import fc from "fast-check";
import {describe, expect, it} from "vitest";
import type {GrayImage} from "../../../src/ink/image/image.js";
import {findPieces, joinParts} from "../../../src/ink/image/pieces.js";

/** Ink as rows of digits: 0 is background, 1 to 9 are multiples of the level 20. */
function draw(...rows: string[]): GrayImage {
  const data = Uint8Array.from(rows.join(""), (figure) => 20 * Number(figure));
  return {width: rows[0]!.length, height: rows.length, data};
}

const pictures = fc.integer({min: 1, max: 9}).chain((width) =>
  fc
    .array(fc.constantFrom(0, 0, 0, 40, 255), {minLength: width, maxLength: 9 * width})
    .map((levels) => levels.slice(0, levels.length - (levels.length % width)))
    .map((levels) => ({width, height: levels.length / width, data: Uint8Array.from(levels)}))
);

describe("findPieces(ink)", () => {
  it("separates components that don't touch, and counts corners as touching", () => {
    const pieces = findPieces(draw("100050", "020050", "000000"));
    expect(pieces.map(({box, mass}) => ({...box, mass}))).toEqual([
      {x: 0, y: 0, width: 2, height: 2, mass: 60},
      {x: 4, y: 0, width: 1, height: 2, mass: 200}
    ]);
    expect([...pieces[0]!.data]).toEqual([20, 0, 0, 40]);
  });

  it("does not wrap around the picture's edges", () => {
    expect(findPieces(draw("001", "100"))).toHaveLength(2);
  });

  it("skips components with too few pixels", () => {
    expect(findPieces(draw("10220", "00000"), 2).map(({box}) => box.x)).toEqual([2]);
  });

  it("partitions the ink: each ink pixel is in exactly one component", () => {
    fc.assert(
      fc.property(pictures, (picture) => {
        const pieces = findPieces(picture);
        const again = new Uint8Array(picture.data.length);
        for (const {box, data} of pieces) {
          data.forEach((level, i) => {
            again[(box.y + Math.floor(i / box.width)) * picture.width + box.x + (i % box.width)]! += level;
          });
        }
        expect(again).toEqual(picture.data);
        if (pieces.length) {
          const {mass, data} = joinParts(pieces);
          expect(mass).toBe(data.reduce((a, b) => a + b, 0));
        }
      })
    );
  });
});
