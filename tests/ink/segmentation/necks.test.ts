import {describe, expect, it} from "vitest";
import type {ByteImage} from "../../../src/ink/image/morphology.js";
import {findNecks, withNecks} from "../../../src/ink/segmentation/necks.js";

/** Returns rings with an outer radius of 20, 8 thick, centered at (x, 24). */
function rings(width: number, ...middles: number[]): ByteImage {
  const height = 48;
  const data = new Uint8Array(width * height);
  for (let y = 0, i = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x, ++i) {
      if (middles.some((middle) => Math.abs(Math.hypot(x - middle, y - 24) - 16) <= 4)) data[i] = 255;
    }
  }
  return {width, height, data};
}

describe("findNecks", () => {
  it("cuts two overlapping rings where they meet", () => {
    // By symmetry the neck is halfway between the rings' centers.
    const necks = findNecks(rings(86, 24, 62), 48);
    expect(necks).toHaveLength(1);
    for (const column of necks[0]!.columns) expect(Math.abs(column - 43)).toBeLessThanOrEqual(1);
  });

  it("counts the ink that the cut crosses", () => {
    const ink = rings(86, 24, 62);
    const [neck] = findNecks(ink, 48);
    const crossed = [...neck!.columns].filter((column, y) => ink.data[y * ink.width + column]).length;
    expect(neck!.cost).toBe(crossed);
  });

  it("finds no necks in a single ring or in white", () => {
    expect(findNecks(rings(48, 24), 48)).toEqual([]);
    expect(findNecks(rings(48), 48)).toEqual([]);
  });
});

describe("withNecks", () => {
  const straight = (column: number) => ({columns: new Int32Array(5).fill(column), cost: 1});

  it("adds necks in order unless a seam is already there", () => {
    const all = withNecks([straight(10), straight(30)], [straight(20), straight(31)], 40);
    expect(all.map(({columns}) => columns[2])).toEqual([10, 20, 30]);
  });

  it("keeps seams on their side of a neck in every row", () => {
    const seam = {columns: Int32Array.of(25, 15, 10, 15, 25), cost: 1};
    const [before, neck] = withNecks([seam], [straight(20)], 40);
    expect([...before!.columns]).toEqual([20, 15, 10, 15, 20]);
    expect([...neck!.columns]).toEqual([20, 20, 20, 20, 20]);
  });
});
