import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {groupLines} from "../../../src/ink/segmentation/groupLines.js";

/** A box from *top* up to *bottom*. */
const box = (top: number, bottom: number) => ({y: top, height: bottom - top});

describe("groupLines(boxes)", () => {
  it("puts neighbors on one line and sorts lines from top to bottom", () => {
    expect(groupLines([box(100, 140), box(0, 40), box(110, 150), box(5, 38)])).toEqual([
      [1, 3],
      [0, 2]
    ]);
  });

  it("joins boxes that overlap through others between them", () => {
    expect(groupLines([box(0, 40), box(60, 100), box(30, 70)])).toEqual([[0, 2, 1]]);
  });

  it("joins boxes separated by less than 0.3 of the lower line's height", () => {
    expect(groupLines([box(0, 60), box(71, 111)])).toHaveLength(1); // 11 of 40
    expect(groupLines([box(0, 60), box(73, 113)])).toHaveLength(2); // 13 of 40
    expect(groupLines([box(0, 40), box(51, 111)])).toHaveLength(1);
    expect(groupLines([box(0, 40), box(53, 113)])).toHaveLength(2);
  });

  it("joins a flat bar, such as that of a 5, to the nearby line", () => {
    expect(groupLines([box(10, 50), box(0, 2)])).toEqual([[1, 0]]); // 8 of 40
    expect(groupLines([box(10, 50), box(-8, -3)])).toHaveLength(2); // 13 of 40
  });

  it("returns no lines without boxes", () => {
    expect(groupLines([])).toEqual([]);
  });

  it("puts every box on one line, with white space between any two lines", () => {
    const boxes = fc.array(fc.tuple(fc.integer({min: 0, max: 300}), fc.integer({min: 1, max: 50})), {maxLength: 20});
    fc.assert(
      fc.property(boxes, (list) => {
        const all = list.map(([y, height]) => ({y, height}));
        const lines = groupLines(all);
        expect(lines.flat().sort((a, b) => a - b)).toEqual([...all.keys()]);
        lines.slice(1).forEach((line, k) => {
          const bottom = Math.max(...lines[k]!.map((i) => all[i]!.y + all[i]!.height));
          expect(Math.min(...line.map((i) => all[i]!.y))).toBeGreaterThan(bottom);
        });
      })
    );
  });
});
