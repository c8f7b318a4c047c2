import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {parseTally, tally} from "../../../src/components/duel/duelTally.js";
import type {ReadRow} from "../../../src/components/duel/readRow.js";
import {read} from "./read.js";

const done = (rows: readonly ReadRow[]) => ({rows, isDone: true});
const soFar = (rows: readonly ReadRow[]) => ({rows, isDone: false});
const seven = [read("cnn", "7", 2), read("rules", "", 1), {...read("ann", ""), state: "waiting" as const}];
const one = [read("cnn", "1", 2), read("rules", "1", 1)];

/** Two drawings: a 7 that the rules don't answer, and a 1. */
const TWO = tally(tally([], "a", "7", done(seven)), "b", "1", done(one));

describe("tally(before, key, truth, {rows, isDone})", () => {
  it("keeps what each system that answered made of a drawing, once for each drawing", () => {
    expect(TWO.map(({key, truth, answers}) => [key, truth, answers.map(({run}) => run)])).toEqual([
      ["a", "7", ["cnn", "rules"]],
      ["b", "1", ["cnn", "rules"]]
    ]);
    const changed = tally(TWO, "a", "1", done(seven));
    expect(changed.map(({key, truth}) => [key, truth])).toEqual([
      ["a", "1"],
      ["b", "1"]
    ]);
  });

  it("keeps an earlier answer of a system until that answers again", () => {
    const reloaded = tally(TWO, "a", "7", soFar([read("cnn", "1", 5)]));
    expect(reloaded[0]!.answers.map(({run, text}) => [run, text])).toEqual([
      ["rules", ""],
      ["cnn", "1"]
    ]);
  });

  it("counts a drawing once all have answered, and from then on while it is read again", () => {
    const begun = tally([], "a", "7", soFar(seven.slice(0, 1)));
    const ended = tally(begun, "a", "7", done(seven));
    const again = tally(ended, "a", "7", soFar(seven.slice(0, 1)));
    expect([begun, ended, again].map(([drawing]) => [drawing!.isWhole, drawing!.answers.length])).toEqual([
      [false, 1],
      [true, 2],
      [true, 2]
    ]);
  });

  it("takes a drawing out", () => {
    expect(tally(TWO, "a", undefined, done(seven)).map(({key}) => key)).toEqual(["b"]);
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
