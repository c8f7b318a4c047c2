import {describe, expect, it} from "vitest";
import {smooth} from "../../src/pen/curve.js";
import type {Point} from "../../src/pen/pen.js";

describe("smooth(points, roundness)", () => {
  const corner: Point[] = [
    [0, 0],
    [10, 0],
    [10, 30]
  ];

  it("passes through every point", () => {
    const curve = smooth(corner, 1);
    for (const point of corner) expect(curve).toContainEqual(point);
  });

  it("returns straight lines for roundness 0", () => {
    for (const [x, y] of smooth(corner, 0)) expect(Math.min(Math.abs(y), Math.abs(x - 10))).toBeCloseTo(0, 12);
  });

  it("deviates from straight lines for roundness 1", () => {
    const distance = Math.max(...smooth(corner, 1).map(([x, y]) => Math.min(Math.abs(y), Math.abs(x - 10))));
    expect(distance).toBeGreaterThan(0.5);
  });

  it("accepts coincident points", () => {
    const same: Point[] = [
      [3, 4],
      [3, 4],
      [3, 4]
    ];
    for (const [x, y] of smooth(same, 1)) expect(Math.hypot(x - 3, y - 4)).toBeLessThan(1e-9);
  });
});
