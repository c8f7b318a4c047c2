import {describe, expect, it} from "vitest";
import {NO_DIGIT} from "../../../src/components/answer/desk.js";
import {isRight, scoresOf} from "../../../src/components/duel/duelScores.js";
import {tally} from "../../../src/components/duel/duelTally.js";
import {read} from "./read.js";

const said = (text: string, isRefused = false, hasDetector = false) => ({text, isRefused, hasDetector});

describe("isRight(answer, truth)", () => {
  it("compares texts, and does not credit what the system itself refuses", () => {
    expect(isRight(said("47"), "47")).toBe(true);
    expect(isRight(said("4"), "47")).toBe(false);
    expect(isRight(said("4", true, true), "4")).toBe(false);
    expect(isRight(said("4", true), "4")).toBe(true); // it reads 4; the other run's detector is not its word
  });

  it("of what is no digit wants no answer, or a refusal by a detector of its own", () => {
    expect(isRight(said("4", true, true), NO_DIGIT)).toBe(true);
    expect(isRight(said("4", false, true), NO_DIGIT)).toBe(false);
    expect(isRight(said(""), NO_DIGIT)).toBe(true);
  });

  it("is open where only another run's detector can say that it is no digit", () => {
    expect(isRight(said("4", true), NO_DIGIT)).toBeUndefined();
    expect(isRight(said("4"), NO_DIGIT)).toBeUndefined();
  });
});

describe("scoresOf(drawings)", () => {
  const rows = [read("cnn", "7"), read("rules", "")];

  it("counts right answers of each system", () => {
    const two = tally(tally([], "a", "7", {rows, isDone: true}), "b", "1", {rows: [read("cnn", "1")], isDone: true});
    expect([...scoresOf(two)]).toEqual([
      ["cnn", {right: 2, n: 2}],
      ["rules", {right: 0, n: 1}]
    ]);
  });

  it("leaves out drawings that not all were asked about, and what a system can't say", () => {
    expect(scoresOf(tally([], "a", "7", {rows, isDone: false})).size).toBe(0);
    expect([...scoresOf(tally([], "a", NO_DIGIT, {rows, isDone: true}))]).toEqual([["rules", {right: 1, n: 1}]]);
  });
});
