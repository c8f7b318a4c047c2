import {describe, expect, it} from "vitest";
import {removeSpecks} from "../../../src/ink/image/specks.js";

/** A 20×20 picture with a solid square of 8×8 in its center and the *others*, each [x, y, value]. */
function square(...others: [x: number, y: number, value: number][]): Uint8Array {
  const ink = new Uint8Array(400);
  for (let y = 6; y < 14; ++y) ink.fill(255, y * 20 + 6, y * 20 + 14);
  for (const [x, y, value] of others) ink[y * 20 + x] = value;
  return ink;
}

describe("removeSpecks", () => {
  it("keeps a solid component and the weak edge that touches it", () => {
    const ink = square([5, 9, 20], [14, 9, 30], [14, 14, 10]);
    expect(removeSpecks(ink, 20, 20)).toEqual(ink);
  });

  it("removes connected weak pixels of any number that touch nothing stronger", () => {
    expect(removeSpecks(square([1, 1, 39], [2, 1, 39], [3, 2, 39]), 20, 20)).toEqual(square());
    expect(removeSpecks(square([14, 9, 30], [15, 9, 30]), 20, 20)).toEqual(square([14, 9, 30])); // ringing at an edge
  });

  it("removes a strong component with less than a hundredth of the ink, and keeps one with more", () => {
    // The square has 64 full pixels.
    expect(removeSpecks(square([18, 18, 100]), 20, 20)).toEqual(square());
    const dot = square([17, 17, 255], [18, 17, 255]);
    expect(removeSpecks(dot, 20, 20)).toEqual(dot);
  });

  it("does not connect the end of a row to the start of the next", () => {
    const ink = new Uint8Array(30); // six rows of five
    ink.fill(255, 12, 15);
    const before = ink.slice();
    ink[15] = 30;
    expect(removeSpecks(ink, 5, 6)).toEqual(before);
  });

  it("does not modify its argument, and returns a blank picture unchanged", () => {
    const ink = square([1, 1, 30]);
    const before = ink.slice();
    removeSpecks(ink, 20, 20);
    expect(ink).toEqual(before);
    expect(removeSpecks(new Uint8Array(9), 3, 3)).toEqual(new Uint8Array(9));
  });
});
