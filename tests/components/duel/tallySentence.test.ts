import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {NO_DIGIT} from "../../../src/components/answer/desk.js";
import {tally, type Tally} from "../../../src/components/duel/duelTally.js";
import type {ReadRow} from "../../../src/components/duel/readRow.js";
import {tallySentence} from "../../../src/components/duel/tallySentence.js";
import {read} from "./read.js";

const NAMES = ["Mean", "Net", "Forest", "Rules", "Lines"];
const TITLES = new Map(NAMES.map((name) => [name.toLowerCase(), name]));
const sentence = (drawings: Tally) => tallySentence(drawings, TITLES, DIGITS);

/** Returns the tally of drawings of a 1, each as all systems read it: "1", "0" or "" for none, in their order. */
function of(...drawings: readonly (readonly string[])[]): Tally {
  return drawings.reduce<Tally>((all, texts, i) => added(all, String(i), "1", rowsOf(texts)), []);
}

function added(all: Tally, key: string, truth: string, rows: readonly ReadRow[]): Tally {
  return tally(all, key, truth, {rows, isDone: true});
}

function rowsOf(texts: readonly string[]): ReadRow[] {
  return texts.map((text, i) => read(NAMES[i]!, text));
}

describe("tallySentence(drawings, titles, classes)", () => {
  it("says of one drawing how many are right", () => {
    expect(sentence([])).toBe("");
    expect(sentence(of(["1", ""]))).toBe("Your drawing: 1 of 2 systems right.");
  });

  it("says how many read all drawings, and who reads fewer", () => {
    expect(sentence(of(["1", "1"], ["1", "0"]))).toBe("Of your 2 drawings, Mean read both; Net read 1.");
    expect(sentence(of(["1", "1", "1", "1", "1"], ["1", "1", "1", "1", "0"]))).toBe(
      "Of your 2 drawings, 4 systems read both; Lines read 1."
    );
    expect(sentence(of(["1", "1", "0", "0", "0"], ["1", "1", "0", "", "0"]))).toBe(
      "Of your 2 drawings, Mean and Net read both; Forest and 2 more read none."
    );
    expect(sentence(of(["1", "1"], ["1", "1"], ["1", "1"]))).toBe("Of your 3 drawings, all 2 systems read all 3.");
  });

  it("names the extremes where there is something between", () => {
    expect(sentence(of(["1", "1", "1"], ["1", "1", "0"], ["1", "0", "0"]))).toBe(
      "Of your 3 drawings, Mean read all 3, the most; Forest read 1, the fewest."
    );
  });

  it("leaves out who was asked about some of the drawings only", () => {
    const [early, late] = [of(["1", "1"], ["1", "0"]), of(["1", "1"], ["1", "0", "1"])];
    expect(sentence(late)).toBe(sentence(early));
  });

  it("waits until all systems have answered", () => {
    const begun = tally([], "a", "1", {rows: rowsOf(["1"]), isDone: false});
    expect(sentence(begun)).toBe("A drawing counts once all systems have answered.");
    expect(sentence([...of(["1", ""]), ...begun])).toBe(sentence(of(["1", ""])));
  });

  it("counts apart what is no digit, of who can say so", () => {
    const own = {...read("Net", "4", 1, "no-digit"), hasDetector: true};
    const rows = [read("Mean", "4", 1, "no-digit"), own, read("Rules", "")];
    expect(sentence(added(of(["1", "1"]), "none", NO_DIGIT, rows))).toBe(
      "Your drawing: 2 of 2 systems right. Your drawing that is not a digit: 2 of 2 systems that can say so right."
    );
    expect(sentence(added([], "none", NO_DIGIT, rows.slice(0, 1)))).toBe(
      "Your drawing that is not a digit: no system can say so itself."
    );
  });
});
