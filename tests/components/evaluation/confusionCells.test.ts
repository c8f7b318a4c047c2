import {describe, expect, it} from "vitest";
import {
  cellBeside,
  cellName,
  cellStrengths,
  cellTexts,
  firstCell,
  formatCell,
  matrixCaption,
  parseCell
} from "../../../src/components/evaluation/confusionCells.js";
import {DIGITS} from "../../../src/characters/alphabet.js";

/** Three classes: rows truth, columns answers. */
const MATRIX = [
  [90, 10, 0],
  [1, 49, 0],
  [0, 0, 0]
];

describe("the texts of the cells", () => {
  it("are counts, or shares of the row or the column, 0 where there is nothing to divide by", () => {
    expect(cellTexts(MATRIX, "Counts")[0]).toEqual(["90", "10", "0"]);
    expect(cellTexts(MATRIX, "% of the row")).toEqual([
      ["90.0", "10.0", "0"],
      ["2.0", "98.0", "0"],
      ["0", "0", "0"]
    ]);
    expect(cellTexts(MATRIX, "% of the column")[0]).toEqual(["98.9", "16.9", "0"]); // 90 / 91, 10 / 59
  });

  it("have a caption that names rows and columns by the kind of the classes", () => {
    expect(matrixCaption(DIGITS, "Counts")).toBe("Rows: true digit. Columns: predicted digit.");
    expect(matrixCaption(["A", "B"], "% of the row")).toBe(
      "Rows: true letter. Columns: predicted letter. In % of the row."
    );
  });
});

describe("the cells", () => {
  it("are shaded on two scales, right answers and mistakes, each up to its own maximum", () => {
    const strengths = cellStrengths(MATRIX);
    expect([strengths[0]![0], strengths[0]![1], strengths[2]![2]]).toEqual([28, 70, 0]);
    expect(strengths[1]![0]).toBeCloseTo(70 * Math.sqrt(1 / 10));
  });

  it("are named by what is in them", () => {
    expect(cellName(MATRIX, ["A", "B", "C"], {label: 1, predicted: 0})).toBe("1 image of B read as A");
  });

  it("start with the most frequent confusion", () => {
    expect(firstCell(MATRIX)).toEqual({label: 0, predicted: 1});
    expect(firstCell([[1]])).toEqual({label: 0, predicted: 0});
  });

  it("lead to those beside them by arrows, and no further than the edge", () => {
    expect(cellBeside({label: 1, predicted: 1}, "ArrowUp", 3)).toEqual({label: 0, predicted: 1});
    expect(cellBeside({label: 2, predicted: 2}, "ArrowRight", 3)).toEqual({label: 2, predicted: 2});
    expect(cellBeside({label: 1, predicted: 1}, "Enter", 3)).toBeUndefined();
  });

  it("are read from the address as they are written there; what is none is undefined", () => {
    expect(parseCell(formatCell({label: 4, predicted: 9}), 10)).toEqual({label: 4, predicted: 9});
    for (const text of ["4", "4.10", "10.4", "a.b", ""]) expect(parseCell(text, 10)).toBeUndefined();
  });
});
