import {describe, expect, it} from "vitest";
import type {Rival} from "../../../loaders/runs/rivals.js";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {NO_DIGIT} from "../../../src/components/answer/desk.js";
import {detectorSentence, duelRows, type DuelRow} from "../../../src/components/duel/duelRows.js";
import {FIRST_DUEL} from "../../../src/components/duel/duelState.js";
import {answerOf} from "./read.js";

const rival = (name: string, hasDetector: boolean): Rival => ({
  name,
  title: name,
  kind: "network",
  classes: DIGITS,
  unsureBelow: 0.5,
  noDigitBelow: 0.5,
  hasDetector,
  family: "neural network",
  bytes: 1,
  isHeavy: false
});
const RIVALS = [rival("own", true), rival("borrows", false), rival("accepts", false), rival("silent", false)];

/** Returns the lines about ink that the detector rejects for two systems, with what the visitor says of it. */
function rowsFor(truth: string | undefined): DuelRow[] {
  const answers = [answerOf("5", 0.97, 0.1), answerOf("5", 0.9, 0.1), answerOf("5", 0.9, 0.8), answerOf("?")];
  const outcomes = new Map(answers.map((answer, i) => [RIVALS[i]!.name, {answer}]));
  return duelRows(RIVALS, {...FIRST_DUEL, outcomes}, {truth, tally: []});
}

describe("duelRows(rivals, state, {truth, tally})", () => {
  it("has no digit stand where the ink is rejected, and says the closest", () => {
    expect(rowsFor(undefined).map(({isRejected, sentence}) => [isRejected, sentence])).toEqual([
      [true, "closest: 5, 97 %"],
      [true, "closest: 5, 90 %"],
      [false, "90 %"],
      [false, "No answer"]
    ]);
  });

  it("credits what is no digit only to who says so itself", () => {
    const rows = rowsFor(NO_DIGIT);
    expect(rows.map(({isRejected, isRight, isUnable}) => [isRejected, isRight, isUnable])).toEqual([
      [true, true, false],
      [true, undefined, true],
      [false, undefined, true],
      [false, true, false]
    ]);
  });

  it("judges a borrower by its digit where the visitor says one", () => {
    expect(rowsFor("5").map(({isRejected, isRight}) => [isRejected, isRight])).toEqual([
      [true, false],
      [false, true],
      [false, true],
      [false, false]
    ]);
  });
});

describe("detectorSentence(rivals)", () => {
  it("names who has a detector", () => {
    expect(detectorSentence(RIVALS)).toBe(
      "Only one system has a detector of its own for “not a digit” (own); the others borrow one, and are right only if they give no answer."
    );
    expect(detectorSentence(RIVALS.slice(1))).toMatch(/^No system has a detector for “not a digit”: /);
  });
});
