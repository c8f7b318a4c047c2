import {describe, expect, it, test} from "vitest";
import {checkAlphabet, describeAlphabet, DIGITS, isSameAlphabet} from "../../src/characters/alphabet.js";

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

describe("checkAlphabet(classes, source)", () => {
  it("returns 2 to 200 distinct classes unchanged", () => {
    const many = Array.from({length: 200}, (_, i) => `class ${i}`);
    for (const classes of [["no", "yes"], LETTERS, many]) expect(checkAlphabet(classes, "run.json")).toBe(classes);
  });

  it.each([
    [["A"], "run.json: expected 2 to 200 classes, got 1"],
    [Array.from({length: 201}, (_, i) => `${i}`), "run.json: expected 2 to 200 classes, got 201"],
    [["A", " "], "run.json: expected a name for each class, got an empty one at index 1"],
    [["A", "B", "A"], 'run.json: expected classes that differ, got "A" twice']
  ])("refuses %j in one line", (classes, message) => {
    expect(() => checkAlphabet(classes, "run.json")).toThrow(message);
  });
});

test("isSameAlphabet(a, b) compares names and order", () => {
  expect(isSameAlphabet(LETTERS, [...LETTERS])).toBe(true);
  expect(isSameAlphabet(LETTERS, LETTERS.slice(1))).toBe(false);
  expect(isSameAlphabet(["A", "B"], ["B", "A"])).toBe(false);
});

test("describeAlphabet(classes) names ranges of letters and digits, otherwise the first classes", () => {
  expect(describeAlphabet(DIGITS)).toBe("0–9");
  expect(describeAlphabet([...DIGITS, ...LETTERS])).toBe("0–9, A–Z");
  expect(describeAlphabet(["T-shirt", "Trouser"])).toBe("2 classes: T-shirt, Trouser");
  expect(describeAlphabet(["a", "bag", "c", "d", "e", "f"])).toBe("6 classes: a, bag, c, d, e, …");
});
