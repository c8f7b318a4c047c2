import {describe, expect, it} from "vitest";
import {deskew, slantOf} from "../../src/ink/deskew.js";

/** An image, [784], with this ink at [row, column]. */
function imageOf(ink: readonly (readonly [row: number, column: number, ink: number])[]): Float32Array {
  const image = new Float32Array(784);
  for (const [row, column, value] of ink) image[row * 28 + column] = value;
  return image;
}

/** A line from row 4 to row 22 that leans by *slant* columns a row, through the middle of column 13 at row 13. */
const line = (slant: number) =>
  imageOf(Array.from({length: 19}, (_, i) => [i + 4, Math.round(13 + slant * (i + 4 - 13)), 1] as const));

const sum = (image: Float32Array) => image.reduce((a, b) => a + b, 0);

describe("slantOf(image)", () => {
  it("returns the covariance of rows and columns over the variance of rows, as regression does", () => {
    // numpy.polyfit(rows, columns, 1) of these four points has a slope of 0.8; their mean row is 13.
    expect(
      slantOf(
        imageOf([
          [10, 10, 1],
          [12, 13, 1],
          [14, 14, 1],
          [16, 15, 1]
        ])
      )
    ).toEqual({slant: expect.closeTo(0.8, 9) as number, row: 13});
    expect(slantOf(line(-1))).toEqual({slant: expect.closeTo(-1, 9) as number, row: 13});
  });

  it("weighs pixels by their ink", () => {
    // Rows 0 and 2 of column 0, and row 2 of column 4 with three times the ink: means 1.6 and 2.4 of 5.
    const {slant, row} = slantOf(
      imageOf([
        [0, 0, 0.2],
        [2, 0, 0.2],
        [2, 4, 0.6]
      ])
    );
    expect(row).toBeCloseTo(1.6, 6);
    // shared = 0.2 · −1.6 · −2.4 + 0.2 · 0.4 · −2.4 + 0.6 · 0.4 · 1.6 = 0.96; spread = 0.2 · 2.56 + 0.8 · 0.16 = 0.64
    expect(slant).toBeCloseTo(1.5, 5);
  });

  it("is 0 for a horizontal line, a dot and a blank image", () => {
    expect(
      slantOf(
        imageOf([
          [9, 3, 1],
          [9, 4, 1],
          [9, 8, 1]
        ])
      ).slant
    ).toBe(0);
    expect(slantOf(imageOf([[9, 3, 1]])).slant).toBe(0);
    expect(slantOf(new Float32Array(784))).toEqual({slant: 0, row: 0});
  });
});

describe("deskew(images)", () => {
  it.each([1, -1, 0.5, -0.4])("sets upright a line that leans by %s columns a row", (slant) => {
    const upright = deskew(line(slant));
    expect(slantOf(upright).slant).toBeCloseTo(0, 1);
    expect(sum(upright)).toBeCloseTo(19, 4);
    // All ink within a column of the 13th, where the line has its middle.
    const near = upright.filter((_, p) => Math.abs((p % 28) - 13) <= 1);
    expect(sum(near)).toBeCloseTo(19, 4);
  });

  it("keeps an upright image to the last bit", () => {
    const image = imageOf([
      [4, 13, 1],
      [5, 13, 0.3],
      [20, 13, 0.7]
    ]);
    expect(deskew(image)).toEqual(image);
  });

  it("interpolates between two pixels", () => {
    // A slant of 1/8: rows 12 and 14 lie one row from the mean, and shift by 1/8 of a pixel.
    const image = imageOf([
      [12, 13, 0.875],
      [12, 12, 0.125],
      [14, 13, 0.875],
      [14, 14, 0.125]
    ]);
    expect(slantOf(image).slant).toBeCloseTo(0.125, 9);
    const upright = deskew(image);
    // Row 14 moves left by 1/8: 7/8 of 0.875 and 1/8 of 0.125 stay in column 13.
    expect(upright[14 * 28 + 13]).toBeCloseTo(0.875 * 0.875 + 0.125 * 0.125, 6);
    expect(upright[14 * 28 + 12]).toBeCloseTo(0.125 * 0.875, 6);
  });

  it("deskews each of several images by itself, and changes none of its input", () => {
    const both = new Float32Array(2 * 784);
    both.set(line(1));
    both.set(line(-1), 784);
    const before = both.slice();
    const upright = deskew(both);
    expect(upright.subarray(0, 784)).toEqual(deskew(line(1)));
    expect(upright.subarray(784)).toEqual(deskew(line(-1)));
    expect(both).toEqual(before);
    expect(deskew(new Float32Array(0))).toHaveLength(0);
  });

  it("loses only ink that leaves the image", () => {
    // A diagonal into both corners: upright it is a column.
    const diagonal = imageOf(Array.from({length: 28}, (_, i) => [i, i, 1] as const));
    expect(sum(deskew(diagonal))).toBeCloseTo(28, 4);
  });
});
