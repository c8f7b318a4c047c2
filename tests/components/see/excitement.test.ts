import {describe, expect, it} from "vitest";
import {NO_CLASS} from "../../../src/characters/alphabet.js";
import {addResponses, excitementOf, meanSeen, noResponses, peakPlace} from "../../../src/components/see/excitement.js";
import {excitementWords, favoriteWords} from "../../../src/components/see/excitementWords.js";
import {DIGITS} from "../../../src/characters/alphabet.js";

describe("the responses of a layer", () => {
  it("are a map’s largest value and its place, batch after batch", () => {
    const shape = [2, 2, 2];
    const responses = noResponses(shape, 3);
    addResponses(responses, Float32Array.of(1, 8, 2, 7, 4, 6, 3, 5, -1, 0, -2, 0, -3, 0, -4, 9), shape, 0);
    addResponses(responses, Float32Array.of(0, 0, 0, 0, 0, 0, 0, 0), shape, 2);
    expect(Array.from(responses.peaks)).toEqual([4, 8, -1, 9, 0, 0]);
    expect(peakPlace(responses, 0, 0, shape)).toEqual({unit: 0, row: 1, column: 0});
    expect(peakPlace(responses, 1, 1, shape)).toEqual({unit: 1, row: 1, column: 1});
    expect(peakPlace(responses, 0, 1, shape)).toEqual({unit: 0, row: 0, column: 0});
  });

  it("are the values of units without places", () => {
    const responses = noResponses([3], 2);
    addResponses(responses, Float32Array.of(1, 2, 3, 4, 5, 6), [3], 0);
    expect(Array.from(responses.peaks)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(peakPlace(responses, 2, 1, [3])).toEqual({unit: 2, row: 0, column: 0});
  });
});

describe("excitementOf(responses, unit, labels)", () => {
  const responses = noResponses([2], 5);
  addResponses(responses, Float32Array.of(1, 0, 0, 9, 5, 0, 3, 0, 0, 2), [2], 0); // unit 0: 1, 0, 5, 3, 0

  it("orders the images, and gives the share above 0 and the class with the highest mean", () => {
    const found = excitementOf(responses, 0, Uint8Array.of(4, 4, 7, 2, 7));
    expect(found.order.slice(0, 3)).toEqual([2, 3, 0]);
    expect(found.active).toBeCloseTo(3 / 5);
    expect(found.favorite).toEqual({label: 2, mean: 3}); // 4: 0.5, 7: 2.5
  });

  it("has no favorite where no image has a class", () => {
    expect(excitementOf(responses, 0, undefined).favorite).toBeUndefined();
    expect(excitementOf(responses, 0, new Uint8Array(5).fill(NO_CLASS)).favorite).toBeUndefined();
  });

  it("is put into words", () => {
    const found = excitementOf(responses, 0, Uint8Array.of(4, 4, 7, 2, 7));
    expect(favoriteWords(found, DIGITS)).toBe("Highest on average for 2: 3");
    expect(favoriteWords({order: [0], active: 0, favorite: {label: 1, mean: 0}}, DIGITS)).toBe(
      "No test image excites it"
    );
    expect(excitementWords(found, {n: 700, all: 700, state: {classes: DIGITS}})).toBe(
      "It is above 0 for 60.0 % of the 700 test images. Below: the label of each digit, and its value."
    );
    expect(excitementWords(found, {n: 5000, all: 10000, state: {classes: DIGITS}})).toContain(
      "of the first 5,000 of 10,000 test images"
    );
    expect(excitementWords(found, {n: 0, all: 0, state: {classes: DIGITS}})).toBe("This site has no test images.");
  });
});

describe("meanSeen(images)", () => {
  it("is the mean of the windows, 0 outside of the image", () => {
    const image = new Uint8Array(784).fill(200);
    const dark = new Uint8Array(784).fill(100);
    const {values, width, height} = meanSeen([
      {image, window: {top: -1, left: 0, height: 2, width: 2}},
      {image: dark, window: {top: 26, left: 27, height: 2, width: 2}}
    ]);
    expect([width, height]).toEqual([2, 2]);
    expect(Array.from(values)).toEqual([50, 0, 150, 100]);
  });
});
