import fc from "fast-check";
import {describe, expect, it} from "vitest";
import type {Box, GrayImage} from "../../../src/ink/image/image.js";
import {MAX_CANDIDATES, segmentInk} from "../../../src/ink/segmentation/segmentInk.js";

/** A picture of filled boxes. */
function draw(width: number, height: number, boxes: readonly Box[]): GrayImage {
  const data = new Uint8Array(width * height);
  for (const box of boxes) {
    for (let y = box.y; y < box.y + box.height; ++y) data.fill(255, y * width + box.x, y * width + box.x + box.width);
  }
  return {width, height, data};
}

/** Boxes next to each other on one or two lines, 42 pixels high. */
const rows = fc.array(
  fc.array(
    fc.record({
      width: fc.integer({min: 8, max: 35}),
      gap: fc.integer({min: 6, max: 30}),
      drop: fc.integer({min: 0, max: 8})
    }),
    {
      minLength: 1,
      maxLength: 6
    }
  ),
  {minLength: 1, maxLength: 2}
);

describe("segmentInk(ink)", () => {
  it("finds each line, with each box as a candidate, from left to right", () => {
    fc.assert(
      fc.property(rows, (lines) => {
        const boxes = lines.map((line, row) => {
          let x = 10;
          return line.map(({width, gap, drop}) => {
            const box = {x, y: 15 + 90 * row + drop, width, height: 42};
            x += width + gap;
            return box;
          });
        });
        const found = segmentInk(draw(420, 200, boxes.flat()));
        expect(found).toHaveLength(lines.length);
        found.forEach(({candidates, length, crossed}, row) => {
          expect(length).toBe(boxes[row]!.length);
          expect(crossed).toHaveLength(length + 1);
          const singles = candidates.filter(({first, end}) => end === first + 1);
          expect(singles.map(({box}) => box)).toEqual(boxes[row]);
        });
      }),
      {numRuns: 60}
    );
  });

  it("combines neighbors up to a width of one and a half line heights", () => {
    const boxes = [0, 1, 2, 3].map((k) => ({x: 10 + 30 * k, y: 10, width: 12, height: 40}));
    const [line] = segmentInk(draw(140, 60, boxes));
    const pairs = line!.candidates.map(({first, end}) => `${first}-${end}`);
    // Widths of 12, 42 and 72 pixels for a height of 40; only the first two are at most 60.
    expect(pairs).toEqual(["0-1", "0-2", "1-2", "1-3", "2-3", "2-4", "3-4"]);
    const pair = line!.candidates[1]!;
    expect(pair.width).toBeCloseTo(42 / 40, 6);
    expect(pair.gap).toBeCloseTo(18 / 40, 6);
    expect(pair.divided).toBe(1);
    expect(pair.image).toHaveLength(784);
  });

  it("leaves out dots, commas and rules", () => {
    const digits = [0, 1, 2].map((k) => ({x: 20 + 50 * k, y: 10, width: 20, height: 40}));
    const marks = [
      {x: 50, y: 44, width: 5, height: 6},
      {x: 0, y: 56, width: 240, height: 2}
    ];
    const [line] = segmentInk(draw(240, 62, [...digits, ...marks]));
    expect(line!.length).toBe(3);
  });

  it("returns no lines for a blank picture", () => {
    expect(segmentInk(draw(20, 20, []))).toEqual([]);
  });

  it("segments a large line at reduced size and returns boxes in picture pixels", () => {
    const boxes = [0, 1].map((k) => ({x: 20 + 200 * k, y: 40, width: 80, height: 240}));
    const [line] = segmentInk(draw(500, 320, boxes));
    line!.candidates
      .filter(({first, end}) => end === first + 1)
      .forEach(({box}, k) => {
        for (const side of ["x", "y", "width", "height"] as const) {
          expect(Math.abs(box[side] - boxes[k]![side])).toBeLessThanOrEqual(5);
        }
      });
  });

  it("stops after more than 1000 candidates, which indicate a texture", () => {
    const boxes = Array.from({length: 900}, (_, k) => ({
      x: 5 + 22 * (k % 45),
      y: 5 + 45 * Math.floor(k / 45),
      width: 8,
      height: 20
    }));
    const lines = segmentInk(draw(1000, 910, boxes));
    const count = lines.reduce((sum, {candidates}) => sum + candidates.length, 0);
    expect(count).toBeGreaterThan(MAX_CANDIDATES);
    expect(count).toBeLessThan(MAX_CANDIDATES + 10);
    expect(lines.length).toBeLessThan(20);
  });
});
