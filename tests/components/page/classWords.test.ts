import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {
  aClass,
  aOne,
  classValue,
  classWords,
  drawTitle,
  invitationFor,
  kindsOf,
  namesOf
} from "../../../src/components/page/classWords.js";

const CAPITALS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
/** https://www.nist.gov/itl/products-and-services/emnist-dataset, By_Class. */
const EMNIST = [...DIGITS, ...CAPITALS, ...CAPITALS.map((name) => name.toLowerCase())];
/** https://github.com/zalandoresearch/fashion-mnist */
const FASHION = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"]; // prettier-ignore

describe("classWords(classes)", () => {
  it("calls only digits digits, and only letters letters", () => {
    expect(classWords(DIGITS).many).toBe("digits");
    expect(classWords(["0", "1"]).one).toBe("digit");
    expect(classWords(CAPITALS).many).toBe("letters");
    expect(classWords(["ä", "é", "ж"]).kind).toBe("letter");
    expect(classWords(EMNIST).many).toBe("characters");
    expect(classWords(["+", "−", "="]).kind).toBe("character");
    expect(classWords(FASHION)).toEqual({one: "image", many: "images", kind: "class"});
    expect(classWords(["10", "11"]).many).toBe("images");
  });
});

describe("invitationFor(classes)", () => {
  it("asks for the run's classes", () => {
    expect(invitationFor(DIGITS)).toBe("Draw a digit from 0 to 9, or a number.");
    expect(invitationFor(CAPITALS)).toBe("Draw a letter from A to Z.");
    expect(invitationFor(EMNIST)).toBe("Draw one of: 0–9, A–Z, a–z.");
    expect(invitationFor(FASHION)).toBe("Draw one of: T-shirt/top, Trouser, Pullover, Dress, Coat, and others.");
    expect(invitationFor(["0", "1"])).toBe("Draw one of: 0–1.");
  });
});

describe("namesOf(classes)", () => {
  it("lists ranges of letters and digits, and the first of other names", () => {
    expect(namesOf(EMNIST)).toBe("0–9, A–Z, a–z");
    expect(namesOf(["cat", "dog"])).toBe("cat, dog");
  });
});

describe("aClass(name)", () => {
  it("uses the article by how a digit or letter is spoken, and quotes names", () => {
    const names = ["8", "80", "11", "18", "1", "E", "x", "B", "u", "Bag"];
    expect(names.map(aClass)).toEqual([
      "an 8",
      "an 80",
      "an 11",
      "an 18",
      "a 1",
      "an E",
      "an x",
      "a B",
      "a u",
      "“Bag”"
    ]);
  });
});

describe("classValue(classes)", () => {
  it("is a number if all classes are numbers, else a word, and empty for no class", () => {
    expect([7, 255].map(classValue(DIGITS))).toEqual([7, ""]);
    expect([0, 1].map(classValue(["10", "B"]))).toEqual(["10", "B"]);
  });
});

describe("the words of the desk", () => {
  it("have the right article", () => {
    expect([DIGITS, CAPITALS, EMNIST, FASHION].map(aOne)).toEqual(["a digit", "a letter", "a character", "an image"]);
    expect([DIGITS, CAPITALS].map(drawTitle)).toEqual(["Draw a digit, or a number", "Draw a letter"]);
    expect([DIGITS, FASHION].map(kindsOf)).toEqual(["digits", "classes"]);
  });
});
