import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {cellAt, cellsBetween, moveCell} from "../../../src/components/cells/cellGrid.js";

const cell = fc.integer({min: 0, max: 783});
const at = (column: number, row: number) => 28 * row + column;

describe("moveCell(cell, key)", () => {
  it.each([
    ["ArrowLeft", at(9, 12)],
    ["ArrowRight", at(11, 12)],
    ["ArrowUp", at(10, 11)],
    ["ArrowDown", at(10, 13)],
    ["PageUp", at(10, 5)],
    ["PageDown", at(10, 19)],
    ["Home", at(0, 12)],
    ["End", at(27, 12)]
  ])("leads by %s from column 10 of row 12 to where WAI-ARIA's grid pattern says", (key, expected) => {
    expect(moveCell(at(10, 12), {key, ctrlKey: false})).toBe(expected);
  });

  it("leads with Control to the first and the last cell", () => {
    expect(moveCell(at(10, 12), {key: "Home", ctrlKey: true})).toBe(0);
    expect(moveCell(at(10, 12), {key: "End", ctrlKey: true})).toBe(783);
  });

  it("stays at the edges, and never comes out at the other side", () => {
    expect(moveCell(at(27, 3), {key: "ArrowRight", ctrlKey: false})).toBe(at(27, 3));
    expect(moveCell(at(0, 3), {key: "ArrowLeft", ctrlKey: false})).toBe(at(0, 3));
    expect(moveCell(at(4, 2), {key: "PageUp", ctrlKey: false})).toBe(at(4, 0));
    expect(moveCell(at(4, 27), {key: "ArrowDown", ctrlKey: false})).toBe(at(4, 27));
  });

  it("leaves other keys to others", () => {
    for (const key of ["Tab", "a", "Escape", "toString"]) expect(moveCell(5, {key, ctrlKey: false})).toBeUndefined();
  });
});

describe("cellAt(point)", () => {
  it("is the cell that holds the point, and undefined outside of the grid", () => {
    expect(cellAt([0, 0])).toBe(0);
    expect(cellAt([1.5 / 28, 2.5 / 28])).toBe(at(1, 2));
    expect(cellAt([0.9999, 0.9999])).toBe(783);
    expect([cellAt([1, 0.5]), cellAt([0.5, 1]), cellAt([-0.01, 0.5])]).toEqual([undefined, undefined, undefined]);
  });
});

describe("cellsBetween(from, to)", () => {
  it("is a straight line", () => {
    expect(cellsBetween(at(2, 5), at(5, 5))).toEqual([at(2, 5), at(3, 5), at(4, 5), at(5, 5)]);
    expect(cellsBetween(at(3, 3), at(1, 1))).toEqual([at(3, 3), at(2, 2), at(1, 1)]);
    expect(cellsBetween(7, 7)).toEqual([7]);
  });

  it("has no gaps, and no more cells than its longer side", () => {
    fc.assert(
      fc.property(cell, cell, (from, to) => {
        const way = cellsBetween(from, to);
        expect([way[0], way.at(-1)]).toEqual([from, to]);
        const far = way.slice(1).filter((b, i) => {
          const a = way[i]!;
          return Math.max(Math.abs((a % 28) - (b % 28)), Math.abs(Math.floor(a / 28) - Math.floor(b / 28))) !== 1;
        });
        expect(far).toEqual([]);
      })
    );
  });
});
