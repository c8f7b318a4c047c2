import {describe, expect, it} from "vitest";
import {cropDigit} from "../../src/ink/cropDigit.js";

/** A page of level 200 with boxes of level 0. */
function page(width: number, height: number, boxes: readonly {x: number; y: number; width: number; height: number}[]) {
  const data = new Uint8Array(width * height).fill(200);
  for (const box of boxes) {
    for (let y = box.y; y < box.y + box.height; ++y) data.fill(0, y * width + box.x, y * width + box.x + box.width);
  }
  return {width, height, data};
}

const boxes = [
  {x: 20, y: 20, width: 20, height: 40},
  {x: 44, y: 20, width: 20, height: 40}
];

describe("cropDigit(picture, boxes, index)", () => {
  it("keeps the digit's ink with some paper around it, without the neighbor's ink", () => {
    const {width, height, data} = cropDigit(page(100, 80, boxes), boxes, 0);
    expect([width, height]).toEqual([20 + 2 * 12, 40 + 2 * 12]); // a margin of 0.3 × 40
    expect(data.filter((level) => level === 0)).toHaveLength(20 * 40);
    expect(new Set(data)).toEqual(new Set([0, 200]));
  });

  it("clips the crop at the picture's border", () => {
    const corner = [{x: 0, y: 0, width: 10, height: 10}];
    expect(cropDigit(page(50, 50, corner), corner, 0)).toMatchObject({width: 13, height: 13});
  });

  it("does not modify the picture", () => {
    const picture = page(100, 80, boxes);
    cropDigit(picture, boxes, 1);
    expect(picture).toEqual(page(100, 80, boxes));
  });

  it("rejects an index without a box", () => {
    expect(() => cropDigit(page(10, 10, []), [], 0)).toThrow("expected one of 0 boxes, got 0");
  });
});
