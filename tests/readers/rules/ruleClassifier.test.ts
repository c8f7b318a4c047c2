import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {InputError} from "../../../src/inputError.js";
import {DIGIT_RULES} from "../../../src/readers/rules/digitRules.js";
import {findFiring, ruleClassifier, type TriedRule} from "../../../src/readers/rules/ruleClassifier.js";
import {formatRules, parseRules} from "../../../src/readers/rules/savedRules.js";
import {drawn} from "./drawing.js";

const classes = ["a", "b", "ch"];

/** Two holes are a "ch", any hole an "a", and one end a "b", which is wrong more often than right. */
const RULES: readonly TriedRule[] = [
  {answer: "ch", sees: "two holes", where: {holes: 2}, counts: [0, 0, 18]},
  {answer: "a", sees: "a hole", where: {holes: {min: 1}}, counts: [8, 2, 0]},
  {answer: "b", sees: "two ends", where: {ends: 2}, counts: [20, 0, 0]}
];

const ONE_HOLE = drawn("####", "#..#", "#..#", "####");
const TWO_HOLES = drawn("####", "#..#", "####", "#..#", "####");
const LINE = drawn("#", "#", "#", "#", "#", "#");
const BLANK = new Float32Array(784);

const classifier = ruleClassifier("mine", RULES, {classes, source: "mine/model/rules.json"});

describe("ruleClassifier(name, rules, {classes, source})", () => {
  // All rules together are right in 26 of 48 cases: (26 + 1) / (48 + 2) = 0.54.
  it("answers by the first rule that fires, as surely as it has been right", async () => {
    const {probabilities} = await classifier.classify(Float32Array.of(...ONE_HOLE, ...TWO_HOLES));
    const reliable = (right: number, n: number) => (right + 2 * 0.54) / (n + 2);
    expect(probabilities[0]).toBeCloseTo(reliable(8, 10), 6);
    expect(probabilities[5]).toBeCloseTo(reliable(18, 18), 6);
    // What is left goes where its mistakes were: 2 of "b" and a half for each class, of 3.
    expect(probabilities[1]).toBeCloseTo(((1 - reliable(8, 10)) * 2.5) / 3, 6);
    expect(probabilities[2]).toBeCloseTo(((1 - reliable(8, 10)) * 0.5) / 3, 6);
    for (const row of [0, 3]) expect(probabilities.slice(row, row + 3).reduce((a, b) => a + b)).toBeCloseTo(1, 6);
  });

  it("gives no answer for a blank image, where no rule fires, and by a rule that is mostly wrong", async () => {
    const {probabilities} = await classifier.classify(Float32Array.of(...BLANK, ...drawn("#...#", "#...#", "..#.."), ...LINE)); // prettier-ignore
    expect(findFiring(RULES, LINE)).toBe(2);
    expect([...probabilities]).toEqual(new Array(9).fill(0));
  });

  it("lists all rules that fire, with each condition and the value measured", async () => {
    const fired = await classifier.firedRules!(TWO_HOLES);
    expect(fired.map(({answer, sees}) => [answer, sees])).toEqual([
      ["ch", "two holes"],
      ["a", "a hole"]
    ]);
    expect(fired[0]!.conditions).toEqual([{text: "the number of holes is 2", value: 2, holds: true}]);
    expect(fired[1]!.text).toBe("a, if it has a hole: the number of holes is at least 1");
    expect(fired[1]!.reliability).toBeCloseTo((8 + 1.08) / 12, 6);
    expect(await classifier.firedRules!(BLANK)).toEqual([]);
  });

  it("refuses rules for other classes, and counts of another number of classes", () => {
    const make = (one: TriedRule) => () => ruleClassifier("mine", [one], {classes, source: "s"});
    expect(make({...RULES[0]!, answer: "d"})).toThrow(
      new InputError("s", "rules for classes of the run", 'a rule for "d"')
    );
    expect(make({...RULES[0]!, counts: [1, 2]})).toThrow(new InputError("s", "3 counts for each rule", "2 for a ch"));
  });
});

describe("DIGIT_RULES", () => {
  it("have rules for every digit", () => {
    expect([...new Set(DIGIT_RULES.map(({answer}) => answer))].sort()).toEqual(DIGITS);
  });

  it.each([
    ["0", drawn("..####..", ".##..##.", "##....##", "##....##", "##....##", "##....##", "##....##", ".##..##.", "..####..")], // prettier-ignore
    ["1", drawn("##", "##", "##", "##", "##", "##", "##", "##", "##", "##", "##")],
    ["8", drawn("..####..", ".##..##.", ".##..##.", "..####..", ".######.", "##....##", "##....##", "##....##", ".######.")], // prettier-ignore
    ["4", drawn("##....##", "##....##", "##....##", "##....##", "########", "########", "......##", "......##", "......##", "......##", "......##")] // prettier-ignore
  ])("read a clear %s", (digit, image) => {
    expect(DIGIT_RULES[findFiring(DIGIT_RULES, image)]?.answer).toBe(digit);
  });
});

describe("parseRules(text, source)", () => {
  const parse = (text: string) => () => parseRules(text, "rules.json");
  const one = {answer: "a", sees: "a hole", where: {holes: {min: 1, max: 2}, ends: 0}, counts: [3, 0]};

  it("returns what formatRules wrote", () => {
    expect(parseRules(new TextDecoder().decode(formatRules([one, RULES[0]!])), "rules.json")).toEqual([one, RULES[0]]);
  });

  it.each([
    ["no JSON", "{", /^rules\.json.*: expected/],
    ["no rules", '{"rules": []}', "rules.json: expected at least one rule, got none"],
    ["a field that is missing", '{"rules": [{"answer": "a"}]}', "rules.json: expected rules.0.sees, got none"],
    [
      "an unknown measure",
      JSON.stringify({rules: [{...one, where: {loops: 1}}]}),
      'rules.json: expected known measures in each rule, got "loops"'
    ],
    [
      "a negative count",
      JSON.stringify({rules: [{...one, counts: [-1]}]}),
      /^rules\.json: expected rules\.0\.counts\.0/
    ]
  ])("refuses %s", (_, text, message) => {
    expect(parse(text)).toThrow(message);
    expect(parse(text)).toThrow(InputError);
  });
});
