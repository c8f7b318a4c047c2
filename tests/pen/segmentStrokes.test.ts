import fc from "fast-check";
import {describe, expect, it} from "vitest";
import type {Stroke} from "../../src/pen/pen.js";
import type {Constraint} from "../../src/ink/segmentation/constraints.js";
import {segmentStrokes} from "../../src/pen/segmentStrokes.js";

/** A stroke along the diagonal of a box. */
const box = (x: number, y: number, width: number, height: number): Stroke => [
  [x, y],
  [x + width, y + height]
];

const point = fc.tuple(fc.integer({min: 0, max: 300}), fc.integer({min: 0, max: 300}));
const drawing = fc.array(fc.array(point, {minLength: 1, maxLength: 5}), {maxLength: 9});

describe("segmentStrokes(strokes)", () => {
  it("puts each stroke on one line as one part, and allows up to four neighbors in a digit", () => {
    fc.assert(
      fc.property(drawing, (strokes) => {
        const lines = segmentStrokes(strokes);
        const singles = lines.flatMap(({candidates}) => candidates.filter(({first, end}) => end === first + 1));
        expect(singles.flatMap((candidate) => candidate.strokes).sort((a, b) => a - b)).toEqual(
          strokes.map((_, i) => i)
        );
        for (const {length, candidates, gaps} of lines) {
          expect(gaps).toHaveLength(length + 1);
          // n parts, n − 1 pairs, n − 2 triples, n − 3 of four
          const count = [0, 1, 2, 3].reduce((sum, less) => sum + Math.max(0, length - less), 0);
          expect(candidates).toHaveLength(count);
          for (const {first, end, strokes: members} of candidates) expect(members).toHaveLength(end - first);
        }
      }),
      {numRuns: 300, seed: 9}
    );
  });

  it("orders strokes from left to right, regardless of drawing order, and measures gaps relative to the height", () => {
    const [line, ...others] = segmentStrokes([box(200, 0, 50, 100), box(0, 0, 50, 100), box(75, 0, 50, 100)]);
    expect(others).toEqual([]);
    expect(line!.candidates.filter(({first, end}) => end === first + 1).map(({strokes}) => strokes)).toEqual([
      [1],
      [2],
      [0]
    ]);
    expect(line!.gaps).toEqual([Infinity, 0.25, 0.75, Infinity]);
  });

  it("keeps the bar of a 5 on the line of its bow, and a dash on the line of its digits", () => {
    expect(segmentStrokes([box(10, 20, 40, 80), box(15, 0, 45, 3)])).toHaveLength(1);
    expect(segmentStrokes([box(0, 0, 40, 100), box(60, 50, 30, 0), box(110, 0, 40, 100)])).toHaveLength(1);
  });

  it("keeps the two circles of an 8 on one line, with or without a small gap", () => {
    expect(segmentStrokes([box(10, 0, 40, 50), box(8, 52, 45, 50)])).toHaveLength(1);
    expect(segmentStrokes([box(10, 0, 40, 50), box(8, 45, 45, 50)])).toHaveLength(1);
  });

  it("returns each candidate's height relative to the line's height", () => {
    const [line] = segmentStrokes([box(0, 0, 40, 100), box(60, 50, 30, 0), box(110, 60, 40, 40)]);
    const heightOf = (...strokes: number[]) =>
      line!.candidates.find((candidate) => candidate.strokes.join() === strokes.join())!.height;
    expect([heightOf(0), heightOf(1), heightOf(2), heightOf(1, 2)]).toEqual([1, 0, 0.4, 0.5]);
  });

  it("separates two lines, the upper one first", () => {
    const lines = segmentStrokes([
      box(0, 150, 50, 100),
      box(0, 0, 50, 100),
      box(80, 10, 50, 100),
      box(80, 160, 50, 90)
    ]);
    expect(lines.map(({candidates}) => candidates.at(-2)!.strokes)).toEqual([[1, 2], [0, 3]]); // prettier-ignore
  });

  it("returns no lines without strokes, and accepts dots", () => {
    expect(segmentStrokes([])).toEqual([]);
    expect(segmentStrokes([[[5, 5]]])).toMatchObject([{length: 1, gaps: [Infinity, Infinity]}]);
  });

  it("obeys constraints: joined parts stay together, in any number, and no digit contains all parts of a split", () => {
    const row = Array.from({length: 6}, (_, i) => box(60 * i, 0, 40, 100));
    const membersOf = (...constraints: Constraint[]) =>
      segmentStrokes(row, constraints)[0]!.candidates.map(({strokes}) => strokes.join(""));
    expect(membersOf({parts: [0, 1, 2, 3, 4], isDigit: true})).toEqual(["01234", "5"]);
    expect(membersOf({parts: [2, 3], isDigit: true})).toEqual(["0", "01", "1", "23", "4", "45", "5"]);
    // Of 6 + 5 + 4 + 3 candidates, those with strokes 2 and 3 are excluded: 1 pair, 2 triples and 3 quadruples.
    const divided = membersOf({parts: [2, 3], isDigit: false});
    expect(divided).toHaveLength(12);
    expect(divided.filter((members) => members.includes("23"))).toEqual([]);
  });

  it("ignores a line's constraints if they leave no segmentation", () => {
    const row = Array.from({length: 3}, (_, i) => box(60 * i, 0, 40, 100));
    expect(segmentStrokes(row, [{parts: [0, 2], isDigit: true}])).toEqual(segmentStrokes(row));
  });
});
