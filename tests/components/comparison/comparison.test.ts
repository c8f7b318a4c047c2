import {describe, expect, it} from "vitest";
import {
  compareRun,
  comparisonFinding,
  deskReading,
  leastSureWords
} from "../../../src/components/comparison/comparison.js";
import {DIGITS} from "../../../src/characters/alphabet.js";
import type {DeskAnswer} from "../../../src/components/answer/desk.js";

const run = {
  name: "ann",
  title: "A network",
  kind: "network",
  classes: DIGITS,
  unsureBelow: 0.8,
  noDigitBelow: 0
} as const;

/** An answer of digits, each with as much confidence, the rest to the next digit. */
function answer(text: string, ...confidences: number[]): DeskAnswer {
  const digits = confidences.map((confidence, i) => {
    const digit = Number(text[i]);
    const probabilities = Array.from({length: 10}, (_, d) =>
      d === digit ? confidence : d === (digit + 1) % 10 ? 1 - confidence : 0
    );
    const box = {x: 0, y: 0, width: 1, height: 1};
    return {label: digit, confidence, likelihood: null, probabilities, image: new Uint8Array(784), box, parts: [i]};
  });
  const confidence = confidences.reduce((a, b) => a * b);
  return {text, confidence, lines: [digits], classes: DIGITS, backend: "wasm", milliseconds: 3.5};
}

/** What the desk's run reads. */
const of = (text: string) => ({text, classes: [...text]});

describe("compareRun(run, outcome, deskText)", () => {
  it("has the answer, what is said of it, and the two likeliest digits", () => {
    expect(compareRun(run, {answer: answer("4", 0.75)}, of("4"))).toEqual({
      state: "unsure",
      text: "4",
      sentence: "Not certain: 4 (75.0 %; this run needs more)",
      differs: false,
      milliseconds: 3.5,
      likeliest: [
        {label: "4", p: 0.75},
        {label: "5", p: 0.25}
      ],
      leastSure: undefined
    });
  });

  it("differs from the desk's run by what it reads", () => {
    expect(compareRun(run, {answer: answer("4", 0.9)}, of("9")).differs).toBe(true);
    expect(compareRun(run, {answer: answer("41", 0.9, 0.9)}, of("4")).differs).toBe(true);
  });

  it("has of several digits the least sure", () => {
    const {likeliest, leastSure} = compareRun(run, {answer: answer("473", 0.9, 0.85, 0.99)}, of("473"));
    expect(likeliest).toEqual([]);
    expect(leastSure!.label).toBe("7");
    expect(leastSureWords(leastSure!)).toBe("least sure of 7 (85 %)");
  });

  it("answers in its own classes, and does not disagree where it does not know what the desk's run reads", () => {
    const letters = {...run, name: "az", classes: [..."ABCDEFGHIJ"]};
    const read = {...answer("4", 0.9), text: "E", classes: letters.classes};
    expect(compareRun(letters, {answer: read}, of("4"))).toMatchObject({
      text: "E",
      differs: false,
      otherClasses: "A–J",
      likeliest: [{label: "E"}, {label: "F"}]
    });
    expect(compareRun(letters, {answer: read}, of("B"))).toMatchObject({differs: true});
    expect(deskReading(read)).toEqual({text: "E", classes: ["E"]});
  });

  it("says that it waits, what went wrong, and that there is no ink", () => {
    expect(compareRun(run, undefined, of("4"))).toMatchObject({state: "waiting", text: "", differs: false});
    expect(compareRun(run, {error: "no model"}, of("4"))).toMatchObject({
      state: "error",
      sentence: "no model",
      differs: false
    });
    expect(compareRun(run, {answer: null}, of("4"))).toMatchObject({state: "no-ink", differs: true});
    expect(compareRun(run, {answer: null}, of(""))).toMatchObject({state: "no-ink", differs: false});
  });
});

describe("comparisonFinding(rows, deskRun, deskText)", () => {
  /** Rows of runs by what they read, compared with a 4; "?" is one that waits, "!" one that failed. */
  const rows = (readings: Readonly<Record<string, string>>) =>
    Object.entries(readings).map(([name, text]) => ({
      name,
      text,
      state: text === "?" ? ("waiting" as const) : text === "!" ? ("error" as const) : ("answered" as const),
      differs: text !== "4"
    }));

  it("says that all agree, not counting the desk's own", () => {
    expect(comparisonFinding(rows({cnn: "4", ann: "4", b: "4"}), "cnn", "4")).toBe("All 2 also read 4.");
    expect(comparisonFinding(rows({cnn: "4", ann: "4"}), "cnn", "4")).toBe("ann also reads 4.");
  });

  it("says which disagree, and what they read", () => {
    expect(comparisonFinding(rows({cnn: "4", ann: "9", b: "4", c: ""}), "cnn", "4")).toBe(
      "1 of 3 also reads 4: ann reads 9, c finds no ink."
    );
    expect(comparisonFinding(rows({ann: "9", b: "4"}), "cnn", "4")).toBe("1 of 2 also reads 4: ann reads 9.");
    expect(comparisonFinding(rows({ann: "9"}), "cnn", "4")).toBe("ann reads 9, not 4.");
  });

  it("says what runs of other classes read, by itself", () => {
    const [az] = rows({az: "E"});
    const stranger = {...az!, differs: false, otherClasses: "A–Z"};
    expect(comparisonFinding([...rows({ann: "4"}), stranger], "cnn", "4")).toBe("ann also reads 4. az knows A–Z: E.");
    expect(comparisonFinding([stranger], "cnn", "4")).toBe("az knows A–Z: E.");
  });

  it("names three at most", () => {
    const finding = comparisonFinding(rows({a: "1", b: "2", c: "3", d: "5"}), "cnn", "4");
    expect(finding).toBe("None of the 4 reads 4: a reads 1, b reads 2, c reads 3, …");
  });

  it("leaves out runs that wait or failed, and says nothing where no other answered", () => {
    expect(comparisonFinding(rows({a: "?", b: "!", c: "4"}), "cnn", "4")).toBe("c also reads 4.");
    expect(comparisonFinding(rows({cnn: "4", a: "?"}), "cnn", "4")).toBe("");
    expect(comparisonFinding(rows({a: "4"}), "cnn", "")).toBe("");
  });
});
