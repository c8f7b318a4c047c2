import {describe, expect, it} from "vitest";
import {normalize, PIXELS, SIDE} from "../../src/ink/image/grid.js";
import {countByClass, type Digits, firstDigits, imageAt, meanImages, take} from "../../src/characters/digits.js";

/** Digits with one gray level each. */
function flat(levels: number[], labels?: number[]): Digits {
  const images = Uint8Array.from({length: levels.length * PIXELS}, (_, i) => levels[Math.floor(i / PIXELS)]!);
  return {length: levels.length, images, ...(labels && {labels: Uint8Array.from(labels)})};
}

describe("SIDE and PIXELS", () => {
  it("equal MNIST's: 28×28, 784 (http://yann.lecun.com/exdb/mnist/)", () => {
    expect([SIDE, PIXELS]).toEqual([28, 784]);
  });
});

describe("imageAt(digits, i)", () => {
  it("returns the 784 pixels of digit i", () => {
    expect(imageAt(flat([10, 20, 30]), 1)).toEqual(new Uint8Array(PIXELS).fill(20));
  });

  it("returns a view, not a copy", () => {
    const digits = flat([10, 20]);
    imageAt(digits, 1)[3] = 99;
    expect(digits.images[PIXELS + 3]).toBe(99);
  });
});

describe("take(digits, indices)", () => {
  it("returns the digits at the indices, in order and with repetitions", () => {
    const taken = take(flat([10, 20, 30], [1, 2, 3]), [2, 0, 2]);
    expect(taken).toEqual(flat([30, 10, 30], [3, 1, 3]));
  });

  it("copies", () => {
    const digits = flat([10], [1]);
    const taken = take(digits, [0]);
    digits.images[0] = 99;
    digits.labels![0] = 9;
    expect([taken.images[0], taken.labels![0]]).toEqual([10, 1]);
  });

  it("returns no labels if there are none", () => {
    expect(Object.keys(take(flat([10]), [0]))).not.toContain("labels");
  });

  it("returns no digits for no indices", () => {
    expect(take(flat([10], [1]), [])).toEqual({length: 0, images: new Uint8Array(0), labels: new Uint8Array(0)});
  });
});

describe("normalize(pixels)", () => {
  it("scales 0 to 255 to [0, 1] in single precision", () => {
    expect(normalize(Uint8Array.of(0, 51, 128, 255))).toEqual(Float32Array.of(0, 0.2, 128 / 255, 1));
  });

  it("writes to a given target and returns it", () => {
    const target = new Float32Array([7, 7, 7]);
    expect(normalize(Uint8Array.of(255, 0), target)).toBe(target);
    expect([...target]).toEqual([1, 0, 7]);
  });
});

describe("countByClass(labels)", () => {
  it("counts each of the ten classes, 0 if absent", () => {
    expect(countByClass(Uint8Array.of(9, 0, 9, 3, 9), 10)).toEqual([1, 0, 0, 1, 0, 0, 0, 0, 0, 3]);
  });
});

describe("meanImages(digits)", () => {
  it("returns the rounded mean of each class; a class without digits is blank", () => {
    const means = meanImages(flat([10, 21, 200, 255], [3, 3, 0, 9]), 10);
    const levels = Array.from({length: 10}, (_, c) => new Set(means.subarray(c * PIXELS, (c + 1) * PIXELS)));
    // (10 + 21) / 2 = 15.5
    expect(levels.map((level) => [...level])).toEqual([[200], [0], [0], [16], [0], [0], [0], [0], [0], [255]]);
  });

  it("averages each pixel separately", () => {
    const digits = flat([0, 0], [4, 4]);
    digits.images[5] = 100;
    digits.images[PIXELS + 6] = 50;
    const mean = meanImages(digits, 10).subarray(4 * PIXELS, 5 * PIXELS);
    expect([...mean.subarray(4, 8)]).toEqual([0, 50, 25, 0]);
  });

  it("is blank without labels", () => {
    expect(meanImages(flat([255, 255]), 10)).toEqual(new Uint8Array(10 * PIXELS));
  });
});

describe("firstDigits(digits, n)", () => {
  it("returns the first n digits, or all of them, as views", () => {
    const digits = {length: 3, images: new Uint8Array(5 * 784), labels: Uint8Array.of(7, 8, 9)};
    const two = firstDigits(digits, 2);
    expect([two.length, two.images.length, [...two.labels]]).toEqual([2, 2 * 784, [7, 8]]);
    expect(two.images.buffer).toBe(digits.images.buffer);
    expect(firstDigits(digits, 9).length).toBe(3);
    expect(firstDigits({length: 1, images: digits.images}, 1)).not.toHaveProperty("labels");
  });
});
