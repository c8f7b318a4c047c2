import {describe, expect, it} from "vitest";
import {describeRules} from "../../../src/readers/rules/describeRules.js";
import {DIGIT_RULES} from "../../../src/readers/rules/digitRules.js";
import {examineRules} from "../../../src/readers/rules/examineRules.js";
import {holePixels} from "../../../src/readers/rules/holes.js";
import type {Rule} from "../../../src/readers/rules/rule.js";
import type {TriedRule} from "../../../src/readers/rules/ruleClassifier.js";
import {ruleClassifier} from "../../../src/readers/rules/ruleClassifier.js";
import {drawn} from "./drawing.js";

const TWO_HOLES = drawn("####", "#..#", "####", "#..#", "####");
const RULES: readonly Rule[] = [
  {answer: "a", sees: "two holes, and no end", where: {holes: 2, ends: 0}},
  {answer: "b", sees: "a hole, and an end", where: {holes: {min: 1}, ends: {min: 1}}},
  {answer: "c", sees: "nothing enclosed", where: {holes: 0, ends: {min: 1}}}
];

describe("examineRules(rules, image)", () => {
  it("tries every rule, and says which conditions fail with the values measured", () => {
    const {rules} = examineRules(RULES, TWO_HOLES)!;
    expect(rules.map(({index, failing}) => [index, failing])).toEqual([
      [0, 0],
      [1, 1],
      [2, 2]
    ]);
    expect(rules[1]!.conditions).toEqual([
      {text: "the number of holes is at least 1", value: 2, holds: true},
      {text: "the number of line ends is at least 1", value: 0, holds: false}
    ]);
  });

  it("has the holes, and the lines along which strokes are counted", () => {
    const {shape, crossings, holePixels: holes} = examineRules(RULES, TWO_HOLES)!;
    expect(shape.holes).toHaveLength(2);
    expect(holes).toHaveLength(4);
    // Of five rows, a quarter from the top is the second: two sides. Its middle is a bar, and down there are three of them.
    const {y, x} = shape.box;
    expect(crossings).toEqual([
      {isDown: false, at: y + 1, strokes: 2},
      {isDown: false, at: y + 2, strokes: 1},
      {isDown: false, at: y + 3, strokes: 2},
      {isDown: true, at: x + 2, strokes: 3}
    ]);
  });

  it("finds the rules fire that the classifier answers by", async () => {
    const tried = RULES.map((rule) => ({...rule, counts: [1, 1, 1]}));
    const classifier = ruleClassifier("r", tried, {classes: ["a", "b", "c"], source: "r"});
    const fired = await classifier.firedRules!(TWO_HOLES);
    expect(fired.map(({answer}) => answer)).toEqual(["a"]);
    expect(fired[0]!.conditions).toEqual(examineRules(RULES, TWO_HOLES)!.rules[0]!.conditions);
  });

  it("is undefined for a blank image", () => {
    expect(examineRules(RULES, new Float32Array(784))).toBeUndefined();
  });
});

describe("holePixels(ink)", () => {
  it("returns the pixels of every hole, and none of a gap of one pixel", () => {
    const at = (image: Float32Array) => holePixels(Uint8Array.from(image)).map((i) => [Math.floor(i / 28), i % 28]);
    // The drawing of 5 rows and 4 columns begins at row 11, column 12.
    expect(at(TWO_HOLES).sort()).toEqual([
      [12, 13],
      [12, 14],
      [14, 13],
      [14, 14]
    ]);
    expect(at(drawn("###", "#.#", "###"))).toEqual([]);
  });
});

describe("describeRules(rules, classes)", () => {
  const rules: readonly TriedRule[] = [
    {answer: "b", sees: "a loop", where: {holes: {min: 1, max: 2}, width: {max: 50}}, counts: [1, 8]},
    {answer: "a", sees: "a line", where: {holes: 0}, counts: [0, 9]},
    {answer: "a", sees: "anything", where: {ends: 2}, counts: [0, 0]}
  ];

  it("prints conditions, and counts how often each was right", () => {
    const described = describeRules(rules, ["a", "b"]);
    expect(described[0]).toMatchObject({
      index: 0,
      answer: "b",
      sees: "a loop",
      conditions: ["the number of holes is 1 to 2", "the width, of the height, is at most 50 %"],
      n: 9,
      right: 8
    });
    expect(described.map(({isClosed}) => isClosed)).toEqual([true, false, undefined]);
    expect(described[1]).toMatchObject({n: 9, right: 0, reliability: 0}); // always wrong: it gives no answer
  });

  it("knows of each rule for digits whether it asks for a hole", () => {
    const tried = DIGIT_RULES.map((rule) => ({...rule, counts: new Array<number>(10).fill(1)}));
    const classes = Array.from("0123456789");
    expect(describeRules(tried, classes).every(({isClosed}) => isClosed !== undefined)).toBe(true);
  });
});
