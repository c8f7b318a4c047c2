import {describe, expect, it} from "vitest";
import {count, flood, isAtBorder, shrink} from "../../../src/ink/image/cellMask.js";

// Masks are drawn as rows of # and .; expected values are counted by eye.

const maskOf = (...rows: string[]) => Uint8Array.from(rows.join(""), (cell) => Number(cell === "#"));

describe("shrink(mask, width, isOutsideIn)", () => {
  const mask = maskOf("####.", "####.", "####.", ".....");

  it("erodes every side by one cell, including the picture's border", () => {
    expect(shrink(mask, 5, false)).toEqual(maskOf(".....", ".##..", ".....", "....."));
  });

  it("keeps cells at the picture's border if cells outside count as in the mask", () => {
    expect(shrink(mask, 5, true)).toEqual(maskOf("###..", "###..", ".....", "....."));
  });
});

describe("flood(mask, width, starts, pieceOf, piece)", () => {
  it("labels cells connected to a start by sides, not by corners or across the border", () => {
    const mask = maskOf("#..#", "##..", "..#.");
    const pieceOf = new Int32Array(12);
    expect(flood(mask, 4, [0], pieceOf, 7)).toBe(3);
    expect([...pieceOf]).toEqual([7, 0, 0, 0, 7, 7, 0, 0, 0, 0, 0, 0]);
  });
});

describe("count(mask) and isAtBorder(i, width, length)", () => {
  it("count the cells of a mask and detect border cells", () => {
    expect(count(maskOf("#.#", ".#.", "..."))).toBe(3);
    expect(Array.from({length: 9}, (_, i) => isAtBorder(i, 3, 9))).toEqual([
      ...[true, true, true, true],
      false,
      ...[true, true, true, true]
    ]);
  });
});
