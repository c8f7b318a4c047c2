import {describe, expect, it} from "vitest";
import {NO_CLASS} from "../../../src/characters/alphabet.js";
import {countVotes} from "../../../src/stats/neighbors/votes.js";

// Counted by hand.

describe("countVotes(neighbors, labels)", () => {
  it("returns each class's share among an image's neighbors, and the most frequent class", () => {
    const neighbors = Int32Array.of(1, 2, 3, 0, 2, 3, 3, 1, 0, 2, 1, 0);
    const {shares, winners} = countVotes(neighbors, Uint8Array.of(5, 7, 7, 5), 10);
    expect([...winners]).toEqual([7, 5, 5, 7]);
    expect(shares[7]).toBeCloseTo(2 / 3);
    expect(shares[5]).toBeCloseTo(1 / 3);
    expect(shares[10 + 5]).toBeCloseTo(2 / 3);
  });

  it("breaks ties by the nearest neighbor's class", () => {
    expect([...countVotes(Int32Array.of(1, 2, 0, 2, 1, 0), Uint8Array.of(3, 8, 4), 10).winners]).toEqual([8, 3, 8]);
  });

  it("ignores neighbors that are missing or have no label", () => {
    const {shares, winners, voters} = countVotes(Int32Array.of(1, 2, -1, -1, 0, 1), Uint8Array.of(1, NO_CLASS, 6), 10);
    expect([...voters]).toEqual([1, 0, 1]);
    expect([...winners]).toEqual([6, NO_CLASS, 1]);
    expect(shares[6]).toBe(1);
    expect(shares.subarray(10, 20).every((share) => share === 0)).toBe(true);
  });

  it("is empty without images", () => {
    expect(countVotes(new Int32Array(0), new Uint8Array(0), 10).winners).toHaveLength(0);
  });
});
