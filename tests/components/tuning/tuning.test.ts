import {describe, expect, it} from "vitest";
import type {KeptDigit, KeptDrawing} from "../../../src/characters/drawings.js";
import {DIGITS} from "../../../src/characters/alphabet.js";
import type {DeskRun} from "../../../src/stats/deskRuns.js";
import {tunedOnDesk} from "../../../src/components/tuning/tunedOnDesk.js";
import {numberOf, tunedRun} from "../../../src/components/tuning/tunedRun.js";
import {tuningSet} from "../../../src/components/tuning/tuningDrawings.js";
import {reduceTuning} from "../../../src/components/tuning/tuningState.js";
import {
  buttonWords,
  leftOutWords,
  missingWords,
  testWords,
  tuningFinding,
  warningWords
} from "../../../src/components/tuning/tuningWords.js";

const digit = (read: number, more: Partial<KeptDigit> = {}): KeptDigit => ({
  read,
  confidence: 0.9,
  state: "answered",
  corrected: null,
  image: new Uint8Array(784).fill(read),
  ...more
});
const drawing = (...digits: KeptDigit[]): KeptDrawing => ({
  id: String(Math.random()),
  at: "2026-01-31T12:00:00.000Z",
  run: "cnn-pen",
  strokes: [],
  lines: [digits]
});

const drawings = [
  drawing(digit(7, {corrected: 1}), digit(4)),
  drawing(digit(2, {state: "unsure"})),
  drawing(digit(5, {noDigit: true})),
  {...drawing(digit(1, {corrected: 0})), classes: ["A", "B"]}
];

describe("tuningSet(drawings, classes, options)", () => {
  it("takes what was corrected, with the corrected label, and counts what it leaves out", () => {
    const set = tuningSet(drawings, DIGITS, {withRead: false});
    expect([...set.mine.labels]).toEqual([1]);
    expect(set.mine.images.every((value) => value === 7)).toBe(true);
    expect(set).toMatchObject({drawings: [0], count: 1, corrected: 1, asRead: 1, noDigit: 1, otherClasses: 1});
  });

  it("takes what was surely read too where the visitor says that it is right", () => {
    const set = tuningSet(drawings, DIGITS, {withRead: true});
    expect([[...set.mine.labels], set.drawings, set.count]).toEqual([[1, 4], [0, 0], 1]);
  });

  it("goes by the names of classes", () => {
    const set = tuningSet(drawings, ["B", "A"], {withRead: true});
    expect([[...set.mine.labels], set.otherClasses]).toEqual([[1], 2]);
  });
});

describe("the sentences", () => {
  const set = tuningSet(drawings, DIGITS, {withRead: false});

  it("name the drawings, what is missing and what is left out", () => {
    expect(buttonWords("cnn-pen", {count: 12})).toBe("Fine-tune cnn-pen on your 12 drawings");
    expect(buttonWords("cnn-pen", {count: 1})).toBe("Fine-tune cnn-pen on your drawing");
    expect(missingWords(set, DIGITS)).toBe("Correct 4 more digits to begin.");
    expect(missingWords({...set, asRead: 9}, DIGITS)).toBe(
      "Correct 4 more digits to begin, or count those that were read correctly."
    );
    expect(leftOutWords(set, DIGITS)).toBe(
      "Left out: 1 marked “not a digit”: there is no class to learn; 1 of other classes than this network’s."
    );
  });

  it("say what a tuning changed, and warn of one that costs more than 0.1 points", () => {
    const change = {n: 12, before: 5, after: 1, mended: 4, broken: 0};
    expect(tuningFinding(change)).toBe("5 → 1 mistakes on your drawings");
    expect(tuningFinding({...change, after: 5})).toBe("No fewer mistakes on your drawings: 5, as before");
    const test = {n: 10_000, before: 56, after: 58, mended: 1, broken: 3};
    expect(testWords(test)).toBe("On 10,000 test images it is 0.02 percentage points worse.");
    expect(warningWords(test)).toBe("");
    expect(warningWords({...test, after: 67})).toBe(
      "That is more than 0.1: it reads your hand better at the cost of others’."
    );
  });
});

describe("the tuned run on the desk", () => {
  const base: DeskRun = {
    name: "cnn-pen",
    title: "CNN",
    kind: "network",
    classes: DIGITS,
    unsureBelow: 0.9,
    noDigitBelow: 0.5,
    hasDetector: true
  };
  const saved = {json: "{}", weights: new ArrayBuffer(4)};
  const mine = {n: 12, before: 5, after: 1, mended: 4, broken: 0};
  const source = {kind: "network", classes: DIGITS, files: {}} as const;
  const tuned = tunedRun(base, {saved, mine}, {drawings: 12, nth: 2});

  it("has a name and a title of its own, and the thresholds of the run that it was", () => {
    expect(tuned).toMatchObject({name: "cnn-pen-tuned-2", title: "cnn-pen, tuned on your 12 drawings"});
    expect(tuned).toMatchObject({base: "cnn-pen", unsureBelow: 0.9, hasDetector: true, test: null});
    expect(numberOf(tuned)).toBe(2);
  });

  it("comes before all others, and undo leaves the runs and their files as they were", () => {
    const desk = tunedOnDesk([base], () => source);
    expect(desk.add(tuned)).toBe("cnn-pen-tuned-2");
    expect(desk.runs.map(({name}) => name)).toEqual(["cnn-pen-tuned-2", "cnn-pen"]);
    expect(desk.modelOf("cnn-pen-tuned-2").files["model.json"]).toMatch(/^blob:/);
    expect(desk.remove(tuned)).toBe("cnn-pen");
    expect(desk.runs).toEqual([base]);
    expect(desk.modelOf("cnn-pen")).toBe(source);
  });

  it("is passed over where the site no longer has the run that it was", () => {
    const desk = tunedOnDesk([{...base, name: "cnn"}], () => source, tuned);
    expect([desk.kept, desk.runs.map(({name}) => name)]).toEqual([undefined, ["cnn"]]);
  });

  it("is tuned, then used, then dropped; what comes too late changes nothing", () => {
    const idle = {at: "idle"} as const;
    expect(reduceTuning(idle, {type: "tuned", run: tuned})).toEqual(idle);
    const tuning = reduceTuning(idle, {type: "start"});
    const done = reduceTuning(tuning, {type: "tuned", run: tuned});
    const used = reduceTuning(done, {type: "use", isKept: false});
    expect(used).toEqual({at: "used", run: tuned, isKept: false});
    expect(reduceTuning(used, {type: "progress", share: 1, words: ""})).toBe(used);
    expect(reduceTuning(used, {type: "drop"})).toEqual(idle);
  });
});
