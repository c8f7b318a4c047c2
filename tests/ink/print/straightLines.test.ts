import {describe, expect, it} from "vitest";
import {findStraightLines} from "../../../src/ink/print/straightLines.js";

const [WIDTH, HEIGHT] = [200, 100];
const LIMITS = {maxThickness: 5, minLength: 20};

const draw = (isInk: (x: number, y: number) => boolean) => ({
  width: WIDTH,
  height: HEIGHT,
  data: Uint8Array.from({length: WIDTH * HEIGHT}, (_, i) => (isInk(i % WIDTH, Math.floor(i / WIDTH)) ? 1 : 0))
});

describe("findStraightLines(ink, limits)", () => {
  it("returns each line's start, end, rows and thickness", () => {
    const lines = findStraightLines(
      draw((x, y) => (x >= 30 && x < 170 && y >= 20 && y < 23) || (x >= 50 && x < 90 && y === 70)),
      LIMITS
    );
    expect(lines.map(({start, end, thickness, rows}) => [start, end, thickness, rows[10]])).toEqual([
      [30, 170, 3, 21],
      [50, 90, 1, 70]
    ]);
  });

  it("follows a line that is tilted, interrupted by up to 3 pixels, or crossed by a stroke", () => {
    const [line] = findStraightLines(
      draw((x, y) => {
        const row = Math.round(30 + 0.1 * x);
        return (Math.abs(y - row) < 2 && (x < 60 || x > 62)) || (x >= 100 && x < 112 && y > 20 && y < 70);
      }),
      LIMITS
    );
    expect([line!.start, line!.end]).toEqual([0, WIDTH]);
    expect(line!.rows[150]).toBeCloseTo(45, 0);
  });

  it("ignores thick, short, steep and round strokes", () => {
    const shapes: ((x: number, y: number) => boolean)[] = [
      (x, y) => x > 20 && x < 180 && y > 20 && y < 28,
      (x, y) => x > 20 && x < 48 && y === 20,
      (x, y) => Math.abs(y - 0.5 * x) < 2,
      (x, y) => Math.abs(Math.hypot(x - 100, y - 50) - 40) < 2
    ];
    for (const isInk of shapes) expect(findStraightLines(draw(isInk), {...LIMITS, minLength: 30})).toEqual([]);
  });
});
