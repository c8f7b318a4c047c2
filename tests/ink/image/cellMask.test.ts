import {describe, expect, it} from "vitest";
import {count, flood, isAtBorder, shrink} from "../../../src/ink/image/cellMask.js";

// Masks are drawn as rows of # and . here, and expectations counted by eye.

const maskOf = (...rows: string[]) => Uint8Array.from(rows.join(""), (cell) => Number(cell === "#"));

describe("shrink(mask, width, isOutsideIn)", () => {
  const mask = maskOf("####.", "####.", "####.", ".....");

  it("takes a cell off every side, the picture's border included", () => {
    expect(shrink(mask, 5, false)).toEqual(maskOf(".....", ".##..", ".....", "....."));
  });

  it("takes none off at the picture's border where what is outside counts as in the mask", () => {
    expect(shrink(mask, 5, true)).toEqual(maskOf("###..", "###..", ".....", "....."));
  });
});

describe("flood(mask, width, starts, pieceOf, piece)", () => {
  it("marks the cells that touch a start by their sides, not those that touch by corners or across the border", () => {
    const mask = maskOf("#..#", "##..", "..#.");
    const pieceOf = new Int32Array(12);
    expect(flood(mask, 4, [0], pieceOf, 7)).toBe(3);
    expect([...pieceOf]).toEqual([7, 0, 0, 0, 7, 7, 0, 0, 0, 0, 0, 0]);
  });
});

describe("count(mask) and isAtBorder(i, width, length)", () => {
  it("count what is in a mask, and tell the border's cells from those inside", () => {
    expect(count(maskOf("#.#", ".#.", "..."))).toBe(3);
    expect(Array.from({length: 9}, (_, i) => isAtBorder(i, 3, 9))).toEqual([
      ...[true, true, true, true],
      false,
      ...[true, true, true, true]
    ]);
  });
});
