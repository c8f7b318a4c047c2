import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {toolsStateOf} from "../../../src/components/desk/panelState.js";
import {
  answerIn,
  correctedText,
  partsKey,
  sharedStrokes,
  type DeskAnswer,
  type DeskDigit
} from "../../../src/components/answer/desk.js";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {judge} from "../../../src/components/answer/judgement.js";
import {shiftToCorner} from "../../../src/components/desk/stepStrip.js";
import type {Stroke} from "../../../src/pen/pen.js";

const digit = (
  read: number,
  parts: number[],
  {confidence = 0.99, likelihood = 0.9}: {confidence?: number; likelihood?: number | null} = {}
): DeskDigit => ({
  label: read,
  confidence,
  likelihood,
  parts,
  probabilities: [],
  image: new Uint8Array(784),
  box: {x: 0, y: 0, width: 1, height: 1}
});
const answer = (...lines: DeskDigit[][]): DeskAnswer => ({
  text: lines.map((line) => line.map((one) => one.label).join("")).join(" "),
  confidence: 0.9,
  lines,
  classes: DIGITS,
  backend: "cpu",
  milliseconds: 1
});
const run = {unsureBelow: 0.9, noDigitBelow: 0.1};

describe("correctedText({lines}, corrections)", () => {
  it("replaces the predictions with the visitor's corrections, line by line", () => {
    const read = answer([digit(1, [0]), digit(4, [1, 2])], [digit(7, [3])]);
    expect(correctedText(read, new Map())).toBe("14 7");
    expect(correctedText(read, new Map([[partsKey([1, 2]), "9"], [partsKey([3]), "0"]]))).toBe("19 0"); // prettier-ignore
  });
});

describe("answerIn(classes, answer)", () => {
  const read = answer([digit(0, [0]), digit(2, [1])], [digit(1, [2])]);

  it("has the text in the run's classes, with spaces between classes of several characters", () => {
    expect(answerIn(["A", "B", "C"], read)).toMatchObject({text: "AC B", classes: ["A", "B", "C"]});
    expect(answerIn(["T-shirt", "Bag", "Coat"], read).text).toBe("T-shirt Coat Bag");
    expect(correctedText(answerIn(["A", "B", "C"], read), new Map([["1", "B"]]))).toBe("AB B");
  });

  it("ignores a correction that names no class of the run", () => {
    expect(correctedText(answerIn(["A", "B", "C"], read), new Map([["1", "9"], ["2", "C"]]))).toBe("AC C"); // prettier-ignore
  });

  it("keeps the marks only if the characters around them are the same", () => {
    expect(answerIn(DIGITS, {...read, written: "0,2 1"}).written).toBe("0,2 1");
    expect(answerIn(["A", "B", "C"], {...read, written: "0,2 1"}).written).toBeUndefined();
  });

  it("describes ink that looks like no letter, or no class", () => {
    const strange = answer([digit(2, [0], {likelihood: 0.05})]);
    expect(judge(answerIn(["A", "B", "C"], strange), run).sentence).toBe(
      "Doesn’t look like a letter. Closest match: C"
    );
    expect(judge(answerIn(["cat", "dog", "cow"], strange), run).sentence).toBe(
      "Doesn’t look like one of its classes. Closest match: cow"
    );
  });
});

describe("sharedStrokes(before, after)", () => {
  const stroke = (x: number): Stroke => [[x, 0]];

  it("counts the leading strokes that are unchanged", () => {
    const [a, b, c] = [stroke(1), stroke(2), stroke(3)] as const;
    expect(sharedStrokes([a, b], [a, b, c])).toBe(2);
    expect(sharedStrokes([a, b, c], [a, b])).toBe(2);
    expect(sharedStrokes([a, b, c], [a, c])).toBe(1);
    expect(sharedStrokes([a], [stroke(1)])).toBe(0); // equal, but drawn again
    expect(sharedStrokes([], [a])).toBe(0);
  });

  it("counts all strokes if nothing changed", () => {
    fc.assert(
      fc.property(fc.integer({min: 0, max: 20}), (n) => {
        const strokes = Array.from({length: n}, (_, i) => stroke(i));
        expect(sharedStrokes(strokes, [...strokes])).toBe(n);
      })
    );
  });
});

describe("judge(answer, run, corrections)", () => {
  it("is an answer if every digit is confident enough, and unsure otherwise", () => {
    expect(judge(answer([digit(4, [0]), digit(2, [1])]), run)).toEqual({state: "answered", sentence: "90 % sure"});
    expect(judge(answer([digit(4, [0]), digit(2, [1], {confidence: 0.5})]), run)).toEqual({
      state: "unsure",
      sentence: "Not certain: 42 (90.0 %; this run needs more)"
    });
  });

  it("doubts that ink is a digit before it doubts which digit", () => {
    const letter = digit(4, [0], {confidence: 0.5, likelihood: 0.05});
    expect(judge(answer([letter]), run).sentence).toBe("Doesn’t look like a digit. Closest match: 4");
    expect(judge(answer([letter, digit(1, [1])]), run).sentence).toBe(
      "The 4 doesn’t look like a digit. Closest match: 41"
    );
    expect(judge(answer([letter, letter]), run).sentence).toBe("None of this looks like digits. Closest match: 44");
    expect(judge(answer([digit(4, [0], {likelihood: null})]), run).state).toBe("answered");
  });

  it("reports that there is no answer, to all or to a part", () => {
    const none = digit(255, [1], {confidence: 0});
    const easy = {unsureBelow: 0, noDigitBelow: 0};
    expect(judge(answer([none]), easy)).toEqual({state: "unsure", sentence: "No answer from this run"});
    expect(judge(answer([digit(4, [0]), none]), easy)).toEqual({state: "unsure", sentence: "No answer to a part: 4?"});
  });

  it("trusts digits that the visitor corrected", () => {
    const doubtful = answer([digit(4, [0], {confidence: 0.5}), digit(2, [1])]);
    expect(judge(doubtful, run, new Map([["0", "9"]])).state).toBe("answered");
    const said = (name: string) => judge(answer([digit(4, [0], {confidence: 0.5})]), run, new Map([["0", name]]));
    expect(said("9")).toEqual({state: "answered", sentence: "Corrected by you; read as 4"});
    expect(said("4")).toEqual({state: "answered", sentence: "Confirmed by you"});
  });

  it("has no digit where the visitor says so, and still trusts the others", () => {
    const one = answer([digit(4, [0])]);
    expect(judge(one, run, new Map([["0", ""]]))).toEqual({
      state: "no-digit",
      sentence: "You say: not a digit. Read as 4"
    });
    const two = answer([digit(4, [0]), digit(2, [1])]);
    expect(judge(two, run, new Map([["0", ""]])).state).toBe("answered");
    expect(correctedText(two, new Map([["0", ""]]))).toBe("?2");
  });
});

describe("toolsStateOf({answer}, index)", () => {
  it("joins a digit only with neighbors on its own line, and splits a digit of several parts", () => {
    const read = answer([digit(1, [0]), digit(4, [1, 2])], [digit(7, [3])]);
    const of = (index: number) => toolsStateOf({answer: read}, index);
    expect(of(0)).toEqual({
      classes: DIGITS,
      canJoin: {before: false, after: true, any: true},
      isJoining: false,
      canSplit: false
    });
    expect(of(1)).toEqual({
      classes: DIGITS,
      canJoin: {before: true, after: false, any: true},
      isJoining: false,
      canSplit: true
    });
    expect(of(2)).toEqual({
      classes: DIGITS,
      canJoin: {before: false, after: false, any: true},
      isJoining: false,
      canSplit: false
    });
    expect(() => of(3)).toThrow("expected the number of a digit");
  });

  it("offers any other digit only where there is one besides its neighbors", () => {
    const three = answer([digit(1, [0]), digit(4, [1]), digit(7, [2])]);
    const any = (index: number) => toolsStateOf({answer: three}, index).canJoin.any;
    expect([any(0), any(1), any(2)]).toEqual([true, false, true]);
    expect(toolsStateOf({answer: answer([digit(1, [0])])}, 0).canJoin.any).toBe(false);
  });
});

describe("shiftToCorner(image)", () => {
  it("moves the ink to row 4 and column 4, where the 20 × 20 box begins, and changes nothing else", () => {
    const image = new Uint8Array(784);
    image[10 * 28 + 12] = 200;
    image[11 * 28 + 13] = 90;
    const expected = new Uint8Array(784);
    expected[4 * 28 + 4] = 200;
    expected[5 * 28 + 5] = 90;
    expect(shiftToCorner(image)).toEqual(expected);
    expect(shiftToCorner(new Uint8Array(784))).toEqual(new Uint8Array(784));
  });
});
