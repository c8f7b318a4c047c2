import {describe, expect, it} from "vitest";
import {NO_DIGIT} from "../../../src/components/answer/desk.js";
import {tally} from "../../../src/components/duel/duelTally.js";
import {tallyCsv} from "../../../src/components/duel/tallyCsv.js";
import {read} from "./read.js";

const TITLES = new Map([
  ["cnn", "Network"],
  ["rules", "Rules, by hand"]
]);
const done = (...rows: Parameters<typeof tally>[3]["rows"]) => ({rows, isDone: true});

describe("tallyCsv(drawings, titles)", () => {
  it("has a line for each answer, quoted as RFC 4180 says, and times without the noise of single precision", () => {
    const seven = tally([], "a", "7", done(read("cnn", "7", Math.fround(0.6)), read("rules", "", 1)));
    const two = tally(seven, "b", NO_DIGIT, done(read("cnn", "1", 12.345, "no-digit"), read("rules", "", 0.125)));
    expect(tallyCsv(two, TITLES).split("\n")).toEqual([
      "Drawing,Correct,Run,System,Reads,Refused,Own detector,Right,Milliseconds",
      "1,7,cnn,Network,7,0,0,1,0.6",
      '1,7,rules,"Rules, by hand",,0,0,0,1',
      "2,none,cnn,Network,1,1,0,,12.35",
      '2,none,rules,"Rules, by hand",,0,0,1,0.13'
    ]);
  });

  it("leaves out what does not count yet", () => {
    const begun = tally([], "a", "7", {rows: [read("cnn", "7")], isDone: false});
    expect(tallyCsv(begun, TITLES).trim().split("\n")).toHaveLength(1);
  });
});
