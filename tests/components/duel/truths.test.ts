import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {subjectKey} from "../../../src/components/duel/subjectKey.js";
import {isOfClasses, truthsOf} from "../../../src/components/duel/truths.js";

const LETTERS = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ");

describe("truthsOf(texts, classes, truth)", () => {
  it("offers all of few classes where single ones were read", () => {
    expect(truthsOf(["7", "1"], DIGITS)).toEqual({texts: DIGITS, isOpen: false});
    expect(truthsOf([], DIGITS).isOpen).toBe(false);
  });

  it("offers what was read otherwise, and anything else", () => {
    expect(truthsOf(["47", "41", "4?"], DIGITS)).toEqual({texts: ["47", "41"], isOpen: true});
    expect(truthsOf(["R"], LETTERS)).toEqual({texts: ["R"], isOpen: true});
    expect(truthsOf(["1", "2", "3", "4", "5", "6", "7", "88"], DIGITS).texts).toHaveLength(6);
  });

  it("keeps what the visitor said among them", () => {
    expect(truthsOf(["47"], DIGITS, "48")).toEqual({texts: ["47", "48"], isOpen: true});
    expect(truthsOf(["7"], DIGITS, "47")).toEqual({texts: ["7", "47"], isOpen: true});
    expect(truthsOf(["7"], DIGITS, "1").isOpen).toBe(false);
  });
});

describe("isOfClasses(text, classes)", () => {
  it("accepts texts of the classes alone", () => {
    expect(["47", "4 7", "", "4x"].map((text) => isOfClasses(text, DIGITS))).toEqual([true, true, false, false]);
    expect(["cat dog", "cat", "catdog"].map((text) => isOfClasses(text, ["cat", "dog"]))).toEqual([true, true, false]);
  });
});

describe("subjectKey(subject)", () => {
  it("is the same for equal ink and differs for other ink", () => {
    const ink = (x: number) => subjectKey({strokes: [[[x, 0.5]]]});
    expect(ink(0.25)).toBe(ink(0.25));
    expect(ink(0.25)).not.toBe(ink(0.26));
  });

  it("tells pictures apart by their pixels and their size", () => {
    const picture = (level: number, width: number) =>
      subjectKey({picture: {data: new Uint8ClampedArray(16).fill(level), width, height: 4 / width}});
    expect(new Set([picture(0, 2), picture(1, 2), picture(0, 4)]).size).toBe(3);
    expect(picture(0, 2)).toBe(picture(0, 2));
  });
});
