import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {barsOf, formatShare} from "../../../src/components/page/probabilityBars.js";

describe("barsOf(classes, probabilities)", () => {
  const CAPITALS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

  it("has the ten digits in order, with the most likely marked", () => {
    const probabilities = [0, 0, 0, 0, 0.75, 0, 0, 0, 0, 0.25];
    const bars = barsOf(DIGITS, probabilities);
    expect(bars.map(({label}) => label)).toEqual([...DIGITS]);
    expect(bars.map(({p}) => p)).toEqual(probabilities);
    expect(bars.filter(({isMost}) => isMost).map(({label}) => label)).toEqual(["4"]);
  });

  it("has the ten most likely of many classes in descending order, and the sum of all others", () => {
    const probabilities = CAPITALS.map((name) => (name === "Q" ? 0.5 : name === "O" ? 0.26 : 0.01));
    const bars = barsOf(CAPITALS, probabilities);
    expect(bars.map(({label}) => label)).toEqual(["Q", "O", ..."ABCDEFGH", "16 others"]);
    expect(bars.at(-1)).toMatchObject({p: expect.closeTo(0.16, 10), isMost: false, others: 16});
    expect(bars.reduce((sum, {p}) => sum + p!, 0)).toBeCloseTo(1, 10);
  });

  it("has as many bars without an answer, and no names if there are many classes", () => {
    expect(barsOf(CAPITALS, undefined)).toHaveLength(11);
    expect(barsOf(CAPITALS, undefined).every(({label, p}) => label === "" && p === undefined)).toBe(true);
    expect(barsOf(DIGITS, undefined).map(({label}) => label)).toEqual([...DIGITS]);
  });
});

describe("formatShare(p)", () => {
  it.each([
    [0.5, "50 %"],
    [0.014, "1 %"],
    [0.01, "1 %"],
    [0.0099, "<1 %"],
    [0, "<1 %"],
    [0.99, "99 %"],
    [0.991, ">99 %"],
    [1, ">99 %"]
  ])("formats %d as %s, and never claims certainty", (p, text) => expect(formatShare(p)).toBe(text));
});
