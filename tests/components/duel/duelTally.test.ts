import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {NO_DIGIT} from "../../../src/components/answer/desk.js";
import {
  isRight,
  parseTally,
  scoresOf,
  tally,
  tallyCsv,
  tallySentence,
  type Tally
} from "../../../src/components/duel/duelTally.js";
import {read} from "./read.js";

const TITLES = new Map([
  ["cnn", "Network"],
  ["rules", "Rules, by hand"],
  ["ann", "Other"]
]);
const seven = [read("cnn", "7", 2), read("rules", "", 1), {...read("ann", ""), state: "waiting" as const}];
const one = [read("cnn", "1", 2), read("rules", "1", 1)];

/** Two drawings: a 7 that the rules don't answer, and a 1. */
const TWO = tally(tally([], "a", "7", seven), "b", "1", one);

describe("tally(before, key, truth, rows)", () => {
  it("keeps what each system that answered made of a drawing, once for each drawing", () => {
    expect(TWO.map(({key, truth, answers}) => [key, truth, answers.map(({run}) => run)])).toEqual([
      ["a", "7", ["cnn", "rules"]],
      ["b", "1", ["cnn", "rules"]]
    ]);
    const changed = tally(TWO, "a", "1", seven);
    expect(changed.map(({key, truth}) => [key, truth])).toEqual([
      ["a", "1"],
      ["b", "1"]
    ]);
  });

  it("keeps an earlier answer of a system until that answers again", () => {
    const reloaded = tally(TWO, "a", "7", [read("cnn", "1", 5)]);
    expect(reloaded[0]!.answers.map(({run, text}) => [run, text])).toEqual([
      ["rules", ""],
      ["cnn", "1"]
    ]);
  });

  it("takes a drawing out", () => {
    expect(tally(TWO, "a", undefined, seven).map(({key}) => key)).toEqual(["b"]);
  });
});

describe("isRight(answer, truth)", () => {
  it("compares texts, and of what is no digit wants no answer or a refusal", () => {
    expect(isRight({text: "47", isRefused: false}, "47")).toBe(true);
    expect(isRight({text: "4", isRefused: false}, "47")).toBe(false);
    expect(isRight({text: "4", isRefused: true}, NO_DIGIT)).toBe(true);
    expect(isRight({text: "", isRefused: false}, NO_DIGIT)).toBe(true);
    expect(isRight({text: "4", isRefused: false}, NO_DIGIT)).toBe(false);
  });
});

describe("the sums", () => {
  it("count right answers of each system", () => {
    expect([...scoresOf(TWO)]).toEqual([
      ["cnn", {right: 2, n: 2}],
      ["rules", {right: 1, n: 2}]
    ]);
  });

  it("are said with who reads most and fewest", () => {
    expect(tallySentence([], TITLES)).toBe("");
    expect(tallySentence(TWO.slice(0, 1), TITLES)).toBe("Your drawing: 1 of 2 systems right.");
    expect(tallySentence(TWO, TITLES)).toBe("Of your 2 drawings, most right: Network, 2. Fewest: Rules, by hand, 1.");
    const equal = tally(tally([], "a", "1", one), "b", "1", one);
    expect(tallySentence(equal, TITLES)).toBe("Of your 2 drawings, all 2 systems read 2 right.");
  });

  it("leave out who was asked about some of the drawings only", () => {
    const late: Tally = tally(TWO, "b", "1", [...one, read("ann", "1", 9)]);
    expect(tallySentence(late, TITLES)).toBe(tallySentence(TWO, TITLES));
    expect(scoresOf(late).get("ann")).toEqual({right: 1, n: 1});
  });
});

describe("tallyCsv(drawings, titles)", () => {
  it("has a line for each answer, quoted as RFC 4180 says", () => {
    expect(tallyCsv(TWO, TITLES).split("\n")).toEqual([
      "Drawing,Correct,Run,System,Reads,Refused,Right,Milliseconds",
      "1,7,cnn,Network,7,0,1,2",
      '1,7,rules,"Rules, by hand",,0,0,1',
      "2,1,cnn,Network,1,0,1,2",
      '2,1,rules,"Rules, by hand",1,0,1,1'
    ]);
  });
});

describe("parseTally(text)", () => {
  it("reads what was kept", () => {
    expect(parseTally(JSON.stringify(TWO))).toEqual(TWO);
  });

  it("is empty for anything else", () => {
    fc.assert(fc.property(fc.string(), (text) => void expect(parseTally(`x${text}`)).toEqual([])));
    fc.assert(fc.property(fc.json(), (text) => Array.isArray(parseTally(text))));
    expect(parseTally('[{"key":"a","truth":"7"}]')).toEqual([]);
  });
});
