import {describe, expect, it} from "vitest";
import {DIGITS, NO_CLASS} from "../../../src/characters/alphabet.js";
import {
  correctionWords,
  offeredClasses,
  tapped,
  type CorrectionState
} from "../../../src/components/desk/correctionState.js";

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

/** A 3 that was read, of which nothing was said. */
const THREE: CorrectionState = {
  classes: DIGITS,
  label: 3,
  corrected: undefined,
  probabilities: DIGITS.map((_, i) => (i === 3 ? 1 : 0)),
  state: "answered",
  place: {i: 0, n: 1}
};

/** A letter whose classes are the likelier the later they are. */
const letter = (corrected?: number): CorrectionState => ({
  ...THREE,
  classes: LETTERS,
  label: 25,
  corrected,
  probabilities: LETTERS.map((_, i) => i / 325)
});

describe("offeredClasses(state)", () => {
  it("are all ten digits, in order", () => {
    expect(offeredClasses(THREE)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it("are of 26 letters the six likeliest, and what the visitor chose", () => {
    expect(offeredClasses(letter())).toEqual([25, 24, 23, 22, 21, 20]);
    expect(offeredClasses(letter(22))).toEqual([25, 24, 23, 22, 21, 20]);
    expect(offeredClasses(letter(0))).toEqual([25, 24, 23, 22, 21, 20, 0]);
    expect(offeredClasses(letter(NO_CLASS))).toEqual([25, 24, 23, 22, 21, 20]);
  });
});

describe("tapped(state, label)", () => {
  it("corrects at the first tap, and takes that back at the second", () => {
    expect(tapped(THREE, 5)).toBe(5);
    expect(tapped({...THREE, corrected: 5}, 5)).toBeUndefined();
    expect(tapped({...THREE, corrected: 5}, 8)).toBe(8);
    expect(tapped({...THREE, corrected: NO_CLASS}, NO_CLASS)).toBeUndefined();
  });
});

describe("correctionWords(state)", () => {
  it("names what was read until something is said", () => {
    expect(correctionWords(THREE)).toBe("Correct answer: 3. Wrong? Tap another.");
    expect(correctionWords({...THREE, place: {i: 1, n: 4}})).toBe("Digit 2 of 4: 3. Wrong? Tap another.");
  });

  it("asks where the run doubts that it is a digit, or has no answer", () => {
    expect(correctionWords({...THREE, state: "no-digit"})).toBe("Correct answer: tap what it is");
    expect(correctionWords({...THREE, label: NO_CLASS})).toBe("Correct answer: tap what it is");
  });

  it("names what the visitor said", () => {
    expect(correctionWords({...THREE, corrected: 5})).toBe("Correct answer: 5, read as 3");
    expect(correctionWords({...THREE, corrected: 3})).toBe("Correct answer: 3, confirmed by you");
    expect(correctionWords({...THREE, corrected: NO_CLASS})).toBe("Correct answer: not a digit, read as 3");
    expect(correctionWords(letter(NO_CLASS))).toBe("Correct answer: not a letter, read as Z");
    expect(correctionWords({...THREE, label: NO_CLASS, corrected: 5})).toBe("Correct answer: 5");
  });
});
