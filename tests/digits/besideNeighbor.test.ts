import {randomLcg} from "d3";
import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {besideNeighbor, cutFromRows} from "../../src/digits/besideNeighbor.js";
import {imageAt, PIXELS, SIDE, type Digits} from "../../src/digits/digits.js";
import {normalizeInk} from "../../src/digits/preprocess.js";

/** Returns the image of a filled rectangle of ink. */
function block(left: number, top: number, width: number, height: number): Uint8Array {
  const inside = (i: number, from: number, length: number) => i >= from && i < from + length;
  return Uint8Array.from({length: PIXELS}, (_, i) =>
    inside(i % SIDE, left, width) && inside(Math.floor(i / SIDE), top, height) ? 255 : 0
  );
}

const upright = block(12, 4, 4, 20);
const alone = normalizeInk({width: SIDE, height: SIDE, data: upright})!.image;
const seed = fc.integer({min: 0, max: 1e9}).map((n) => n / 1e9);

/** Returns numbers in turn, the last one for ever. */
function numbers(...list: number[]): () => number {
  return () => (list.length > 1 ? list.shift()! : list[0]!);
}

describe("besideNeighbor(digit, neighbor, random)", () => {
  it("returns the digit alone, normalized, where neither a neighbor nor a rule is wanted", () => {
    expect(besideNeighbor(upright, block(4, 4, 20, 20), () => 0.99)).toEqual(alone);
  });

  it("leaves a piece of the neighbor on the side that was wanted", () => {
    // By hand: 0.5 for the space above, a neighbor (0.1 < 0.8) on the left (0.1 < 0.5) that overlaps by 3 pixels (0),
    // at the same height (0.5), 5 pixels of it (1) still in the picture, no rule (0.9).
    const cut = besideNeighbor(upright, block(4, 4, 20, 20), numbers(0.5, 0.1, 0.1, 0, 0.5, 1, 0.9));
    // Digit and piece are one block of 9 by 20 pixels; its middle, (4.5, 10), comes to (15, 15) less the remainder.
    expect(cut).toEqual(block(10, 5, 9, 20));
  });

  it("leaves a rule below the digit, as wide as the picture", () => {
    // No neighbor (0.9), a rule (0.1 < 0.3) that begins 0.5 pixels above the digit's base (0.5), 1.75 pixels thick.
    const cut = besideNeighbor(block(10, 4, 8, 16), upright, numbers(0, 0.9, 0.1, 0.5, 0.5, 1));
    const rows = Array.from({length: SIDE}, (_, y) => cut.subarray(y * SIDE, (y + 1) * SIDE).filter((v) => v).length);
    expect(rows.filter((n) => n > 0).length).toBe(20);
    expect(Math.max(...cut.subarray(0, PIXELS))).toBe(255);
  });

  it("returns a blank image as it is", () => {
    const blank = new Uint8Array(PIXELS);
    expect(besideNeighbor(blank, upright, Math.random)).toBe(blank);
  });

  it("returns 784 levels with ink up to 255 in a box of 20 pixels, whatever is cut", () => {
    fc.assert(
      fc.property(seed, fc.uint8Array({minLength: PIXELS, maxLength: PIXELS}), (s, noise) => {
        const cut = besideNeighbor(upright, noise, randomLcg(s));
        const columns = Array.from({length: SIDE}, (_, x) => x).filter((x) => cut.some((v, i) => v && i % SIDE === x));
        expect(Math.max(...cut)).toBe(255);
        expect(columns.at(-1)! - columns[0]!).toBeLessThan(20);
      })
    );
  });
});

describe("cutFromRows(digits, n, random)", () => {
  const digits: Digits = {
    length: 3,
    images: Uint8Array.from([upright, block(4, 4, 20, 20), block(8, 4, 12, 20)].flatMap((image) => [...image])),
    labels: Uint8Array.of(1, 0, 8)
  };

  it("returns n digits with the labels of those that were cut, the same for the same random numbers", () => {
    const cut = cutFromRows(digits, 50, randomLcg(1));
    expect([cut.length, cut.images.length, cut.labels!.length]).toEqual([50, 50 * PIXELS, 50]);
    expect(new Set(cut.labels)).toEqual(new Set([0, 1, 8]));
    expect(cutFromRows(digits, 50, randomLcg(1))).toEqual(cut);
    expect(cutFromRows(digits, 50, randomLcg(2))).not.toEqual(cut);
  });

  it("leaves one in seven as it was, and those whose neighbor is beyond the cut", () => {
    const cut = cutFromRows({...digits, length: 1}, 400, randomLcg(1));
    const same = Array.from({length: 400}, (_, i) => imageAt(cut, i)).filter((image) =>
      image.every((v, k) => v === alone[k])
    );
    expect(same.length / 400).toBeGreaterThan(0.14 - 0.06);
    expect(same.length / 400).toBeLessThan(0.5);
  });
});
