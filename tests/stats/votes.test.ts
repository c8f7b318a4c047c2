import {describe, expect, it} from "vitest";
import {NO_CLASS} from "../../src/characters/alphabet.js";
import {countVotes} from "../../src/stats/votes.js";

// Counted by hand.

describe("countVotes(neighbors, labels)", () => {
  it("gives the share of each class among an image's neighbors, and the class of most", () => {
    const neighbors = Int32Array.of(1, 2, 3, 0, 2, 3, 3, 1, 0, 2, 1, 0);
    const {shares, winners} = countVotes(neighbors, Uint8Array.of(5, 7, 7, 5), 10);
    expect([...winners]).toEqual([7, 5, 5, 7]);
    expect(shares[7]).toBeCloseTo(2 / 3);
    expect(shares[5]).toBeCloseTo(1 / 3);
    expect(shares[10 + 5]).toBeCloseTo(2 / 3);
  });

  it("takes the nearest one's class of several that have as many", () => {
    expect([...countVotes(Int32Array.of(1, 2, 0, 2, 1, 0), Uint8Array.of(3, 8, 4), 10).winners]).toEqual([8, 3, 8]);
  });

  it("counts neither neighbors without a label nor those that are missing", () => {
    const {shares, winners, voters} = countVotes(Int32Array.of(1, 2, -1, -1, 0, 1), Uint8Array.of(1, NO_CLASS, 6), 10);
    expect([...voters]).toEqual([1, 0, 1]);
    expect([...winners]).toEqual([6, NO_CLASS, 1]);
    expect(shares[6]).toBe(1);
    expect(shares.subarray(10, 20).every((share) => share === 0)).toBe(true);
  });

  it("is empty for no images", () => {
    expect(countVotes(new Int32Array(0), new Uint8Array(0), 10).winners).toHaveLength(0);
  });
});
