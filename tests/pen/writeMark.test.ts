import {randomLcg} from "d3-random";
import {describe, expect, it} from "vitest";
import {SHAPED_MARKS} from "../../src/pen/marks.js";
import {renderPenDigit} from "../../src/pen/penVariation.js";
import {findExtent} from "../../src/pen/strokes.js";
import {MARK_PENS, writeMark} from "../../src/pen/writeMark.js";

describe("writeMark(mark, random)", () => {
  it.each(SHAPED_MARKS)("writes %s the same for equal seeds and differently for others", (mark) => {
    const write = (seed: number) => writeMark(mark, randomLcg(seed));
    expect(write(0.5)).toEqual(write(0.5));
    expect(write(0.5)).not.toEqual(write(0.6));
    const image = renderPenDigit(write(0.5), randomLcg(0.1), {penWidths: MARK_PENS[mark]})!;
    expect(Math.max(...image)).toBe(255);
  });

  it("writes marks at their size beside a digit 100 units high", () => {
    const sizesOf = (mark: (typeof SHAPED_MARKS)[number]) => {
      const random = randomLcg(0.3);
      return Array.from({length: 100}, () => findExtent(writeMark(mark, random))!);
    };
    for (const {width, height} of sizesOf("-")) expect(width).toBeGreaterThan(1.5 * height);
    for (const {width, height} of sizesOf(".")) expect(Math.max(width, height)).toBeLessThan(20);
    for (const mark of ["(", ")", "$", "%"] as const) {
      for (const {height} of sizesOf(mark)) expect(height).toBeGreaterThan(70);
    }
  });
});
