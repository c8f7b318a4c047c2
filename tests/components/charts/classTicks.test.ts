import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {classTicks, tickName} from "../../../src/components/charts/classTicks.js";

const CAPITALS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

describe("classTicks(classes, width)", () => {
  it("labels ten digits side by side at any width", () => {
    for (const width of [60, 200, 1000]) {
      expect(classTicks(DIGITS, width)).toEqual({ticks: [...DIGITS.keys()], rotate: 0, margin: 44});
    }
  });

  it("skips letters that would touch: a capital W is 10 px wide", () => {
    expect(classTicks(CAPITALS, 260).ticks).toHaveLength(26);
    expect(classTicks(CAPITALS, 130).ticks).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24]);
    expect(classTicks(CAPITALS, 130).rotate).toBe(0);
  });

  it("rotates names that do not fit side by side, with room for the longest below", () => {
    const names = ["Bag", "Ankle boot", "T-shirt"];
    expect(classTicks(names, 400)).toMatchObject({rotate: 0, margin: 44});
    const upright = classTicks(names, 120);
    expect(upright).toMatchObject({ticks: [0, 1, 2], rotate: -90});
    expect(upright.margin).toBeGreaterThan(44 + 6 * "Ankle boot".length);
  });
});

describe("tickName(classes, label)", () => {
  it("is the class, cut if it is too long for an axis", () => {
    expect(tickName(["cat", "an unusually long name"], 0)).toBe("cat");
    expect(tickName(["cat", "an unusually long name"], 1)).toBe("an unusually …");
  });
});
