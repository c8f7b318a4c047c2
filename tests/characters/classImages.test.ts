import {describe, expect, it} from "vitest";
import {deviationImages, medianImages} from "../../src/characters/classImages.js";
import {PIXELS} from "../../src/ink/image/grid.js";
import type {Digits} from "../../src/characters/digits.js";

/** Digits of one class whose first pixels have the *levels*, one row for each digit. */
function digitsOf(label: number, levels: number[][]): Digits {
  const images = new Uint8Array(levels.length * PIXELS);
  levels.forEach((row, i) => images.set(row, i * PIXELS));
  return {length: levels.length, images, labels: new Uint8Array(levels.length).fill(label)};
}

const first = (images: Uint8Array, label: number, n: number) => [
  ...images.subarray(label * PIXELS, label * PIXELS + n)
];

describe("medianImages(digits)", () => {
  it("is each pixel's median, or the rounded mean of the two middle values", () => {
    // numpy 1.24.2: median([3, 9, 4, 200]) is 6.5, median([0, 255, 0, 255]) 127.5, median([0, 255, 10]) 10
    expect(first(medianImages(digitsOf(7, [[3, 0], [9, 255], [4, 0], [200, 255]]), 10), 7, 3)).toEqual([7, 128, 0]); // prettier-ignore
    expect(first(medianImages(digitsOf(0, [[0], [255], [10]]), 10), 0, 2)).toEqual([10, 0]);
  });

  it("is blank for classes without digits, and without labels", () => {
    const digits = digitsOf(7, [[255, 255]]);
    expect(medianImages(digits, 10).reduce((a, b) => a + b)).toBe(510);
    expect(medianImages({length: 1, images: digits.images}, 10)).toEqual(new Uint8Array(10 * PIXELS));
  });
});

describe("deviationImages(digits)", () => {
  it("is twice each pixel's sample standard deviation, at most 255", () => {
    const levels = [[3, 0, 0, 9], [9, 255, 10, 9], [4, 0, 10, 9], [200, 255, 0, 9]]; // prettier-ignore
    // numpy 1.24.2, std(…, ddof=1): 97.3687… of 3, 9, 4, 200; 147.2243 of 0, 255, 0, 255; 5.7735 of 0, 10, 10, 0
    expect(first(deviationImages(digitsOf(2, levels), 10), 2, 4)).toEqual([195, 255, 12, 0]);
  });

  it("separates classes, and is blank for fewer than two digits", () => {
    const [four, six] = [digitsOf(4, [[0], [20]]), digitsOf(6, [[100]])];
    const both: Digits = {
      length: 3,
      images: Uint8Array.from([...four.images, ...six.images]),
      labels: Uint8Array.of(4, 4, 6)
    };
    // numpy 1.24.2: std([0, 20], ddof=1) is 14.1421
    expect([first(deviationImages(both, 10), 4, 1), first(deviationImages(both, 10), 6, 1)]).toEqual([[28], [0]]);
    expect(deviationImages({length: 3, images: both.images}, 10)).toEqual(new Uint8Array(10 * PIXELS));
  });

  it("has an image for each class of any alphabet", () => {
    const digits = digitsOf(25, [[0], [20]]);
    expect(deviationImages(digits, 26)).toHaveLength(26 * PIXELS);
    expect(first(deviationImages(digits, 26), 25, 1)).toEqual([28]);
    expect(first(medianImages(digits, 26), 25, 1)).toEqual([10]);
  });
});
