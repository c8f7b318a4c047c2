import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {removeRules} from "../../../src/ink/print/rules.js";

const [WIDTH, HEIGHT] = [120, 40];

const draw = (isInk: (x: number, y: number) => boolean) => ({
  width: WIDTH,
  height: HEIGHT,
  data: Uint8Array.from({length: WIDTH * HEIGHT}, (_, i) => (isInk(i % WIDTH, Math.floor(i / WIDTH)) ? 255 : 0))
});

describe("removeRules(ink)", () => {
  it("removes lines across the picture, tilted by up to 5°, and keeps strokes that cross them", () => {
    const lines = fc.record({
      start: fc.integer({min: 12, max: 26}),
      slope: fc.double({min: -0.08, max: 0.08, noNaN: true}),
      thickness: fc.integer({min: 1, max: 3})
    });
    fc.assert(
      fc.property(lines, ({start, slope, thickness}) => {
        const isStroke = (x: number, y: number) => x >= 50 && x < 55 && y >= 3 && y < 38;
        const isRule = (x: number, y: number) => {
          const distance = y - Math.round(start + slope * x);
          return distance >= 0 && distance < thickness;
        };
        const kept = removeRules(draw((x, y) => isStroke(x, y) || isRule(x, y))).data;
        const [strokes, rules] = [draw(isStroke).data, draw(isRule).data];
        let rest = 0;
        kept.forEach((level, i) => {
          if (strokes[i]) expect(level).toBe(255);
          else if (rules[i] && level) ++rest;
        });
        expect(rest).toBeLessThan(0.1 * WIDTH * thickness);
      }),
      {numRuns: 40}
    );
  });

  it("keeps strokes and shorter lines", () => {
    const ink = draw((x, y) => (y >= 20 && y < 23 && x < 60) || (x >= 80 && x < 84 && y > 5));
    expect(removeRules(ink).data).toEqual(ink.data);
  });

  it("takes linear time for a dark frame, stripes and a full picture", () => {
    // Allows eight times the time for four times the pixels, because clocks vary; a quadratic algorithm would take 60
    // times.
    const pictures: Record<string, (x: number, y: number, height: number) => boolean> = {
      frame: (x, y, height) => Math.min(x, y, 2 * height - 1 - x, height - 1 - y) < 0.1 * height,
      stripes: (_x, y) => y % 12 < 5,
      page: (x, y, height) => x > 2 && y > 2 && x < 2 * height - 3 && y < height - 3
    };
    for (const [name, isInk] of Object.entries(pictures)) {
      const seconds = [200, 400, 800].map((height) => {
        const data = Uint8Array.from({length: 2 * height * height}, (_, i) =>
          isInk(i % (2 * height), Math.floor(i / 2 / height), height) ? 255 : 0
        );
        const start = process.cpuUsage();
        removeRules({width: 2 * height, height, data});
        return process.cpuUsage(start).user / 1e6;
      });
      expect(seconds[2], name).toBeLessThan(0.1 + 8 * seconds[1]!);
      expect(seconds[2], name).toBeLessThan(2);
    }
  });
});
