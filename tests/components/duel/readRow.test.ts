import {describe, expect, it} from "vitest";
import {countTexts, differs, majorityOf, readRow} from "../../../src/components/duel/readRow.js";
import {answerOf, read} from "./read.js";

const run = {name: "cnn", title: "A network", unsureBelow: 0.8, noDigitBelow: 0.5};

describe("readRow(run, outcome)", () => {
  const of = (...given: Parameters<typeof answerOf>) => readRow(run, {answer: answerOf(...given)});

  it("has what is read, how sure that is, and in what time", () => {
    expect(of("7", 0.97)).toMatchObject({state: "answered", text: "7", sentence: "97 %", milliseconds: 2});
    expect(of("7", 0.6)).toMatchObject({state: "unsure", text: "7", sentence: "60 %, not certain"});
    expect(of("47", 0.97)).toMatchObject({state: "answered", text: "47"});
  });

  it("keeps the closest match of what is no digit apart", () => {
    expect(of("7", 0.97, 0.2)).toMatchObject({
      state: "no-digit",
      text: "7",
      sentence: "97 %, not a digit",
      closest: "closest: 7, 97 %"
    });
  });

  it("says that there is no answer, to all or to a part, and no ink", () => {
    expect(of("?")).toMatchObject({state: "none", text: "", sentence: "No answer", milliseconds: 2});
    expect(of("4?", 0.9)).toMatchObject({text: "4?", sentence: "No answer to a part"});
    expect(readRow(run, {answer: null})).toMatchObject({state: "none", text: "", sentence: "No ink found"});
  });

  it("has no number where the run can't answer or has not yet", () => {
    expect(readRow(run, {error: "forest.bin: gone"})).toMatchObject({
      state: "error",
      text: "",
      sentence: "forest.bin: gone",
      milliseconds: undefined
    });
    expect(readRow(run, undefined)).toMatchObject({state: "waiting", text: "", sentence: ""});
  });
});

describe("majorityOf(rows)", () => {
  const rows = (...texts: string[]) => texts.map((text, i) => read(String(i), text));

  it("is what most read, who have an answer", () => {
    expect(majorityOf(rows("7", "1", "7", ""))).toEqual({text: "7", count: 2, isTied: false});
    expect(majorityOf(rows("", ""))).toBeUndefined();
  });

  it("may be tied, and then nobody differs from it", () => {
    const tied = majorityOf(rows("7", "1"));
    expect(tied?.isTied).toBe(true);
    expect(differs(read("a", "1"), tied)).toBe(false);
    expect([read("a", "1"), read("b", "7"), read("c", "")].map((row) => differs(row, majorityOf(rows("7", "7"))))).toEqual([true, false, false]); // prettier-ignore
  });

  it("counts texts, the most frequent first", () => {
    expect(countTexts(rows("1", "7", "", "7"))).toEqual([
      ["7", 2],
      ["1", 1]
    ]);
  });
});
