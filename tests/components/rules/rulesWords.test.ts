import {describe, expect, it} from "vitest";
import {groupRules, reliabilityWords} from "../../../src/components/rules/ruleGroups.js";
import {
  answerOf,
  answerSentence,
  closeRules,
  firing,
  measuredWords,
  rulesFinding,
  whyNotSentence
} from "../../../src/components/rules/rulesWords.js";
import type {DescribedRule} from "../../../src/readers/rules/describeRules.js";
import type {Examination} from "../../../src/readers/rules/examineRules.js";

const rule = (index: number, answer: string, more: Partial<DescribedRule> = {}): DescribedRule => ({
  index,
  answer,
  sees: `shape ${index + 1}`,
  conditions: [],
  isClosed: index < 2,
  n: 10,
  right: 9,
  reliability: 0.9,
  ...more
});
const RULES = [rule(0, "8"), rule(1, "0"), rule(2, "1"), rule(3, "7", {reliability: 0, right: 2}), rule(4, "1")];

/** Returns an examination in which rules miss that many of their three conditions. */
function missing(...failing: number[]): Examination {
  const condition = (holds: boolean) => ({text: "the number of holes is 1", value: 1, holds});
  return {
    rules: failing.map((n, index) => ({
      index,
      failing: n,
      conditions: [0, 1, 2].map((i) => condition(i >= n))
    }))
  } as unknown as Examination;
}

describe("what the rules make of an image", () => {
  it("is the answer of the first rule that fires", () => {
    const examination = missing(1, 3, 0, 2, 0);
    expect(firing(examination).map(({index}) => index)).toEqual([2, 4]);
    expect(answerOf(examination, RULES)).toBe("1");
    expect(answerSentence(examination, RULES)).toBe("Rule 3 of 5 fires first: it sees shape 3.");
  });

  it("is no answer by a rule that was wrong too often", () => {
    const examination = missing(1, 3, 1, 0, 0);
    expect(answerOf(examination, RULES)).toBeUndefined();
    expect(answerSentence(examination, RULES)).toBe(
      "Rule 4 of 5 fires first: it sees shape 4, and would say 7, but was wrong too often to answer."
    );
  });

  it("is no answer where none fires, and then the closest are named", () => {
    expect(answerOf(missing(2, 2, 3, 3, 3), RULES)).toBeUndefined();
    expect(answerSentence(missing(2, 2, 3, 3, 3), RULES)).toBe(
      "None of the 5 rules fires. Closest, with 2 conditions missed: 8, 0."
    );
  });
});

describe("why not another digit", () => {
  const examination = missing(1, 3, 0, 2, 0);

  it("shows the rules that miss one condition, or of a digit those that miss the fewest", () => {
    expect(closeRules(examination, RULES, undefined).map(({index}) => index)).toEqual([0]);
    expect(closeRules(missing(3, 2, 2, 1, 1), RULES, "1").map(({index}) => index)).toEqual([4, 2]);
  });

  it("is said in a sentence", () => {
    expect(whyNotSentence(examination, RULES, "0")).toBe("None of the rules for 0 fires: the closest misses 3 of 3 conditions."); // prettier-ignore
    expect(whyNotSentence(examination, RULES, "1")).toBe("A rule for 1 fires first.");
    expect(whyNotSentence(missing(0, 3, 0, 2, 2), RULES, "1")).toBe(
      "Rule 3 for 1 fires too, but rule 1 comes before it."
    );
    expect(whyNotSentence(examination, RULES, "5")).toBe("No rule answers with 5.");
    expect(whyNotSentence(missing(2, 2, 2, 2, 2), RULES, undefined)).toMatch(/^No other rule comes close\./);
  });
});

describe("measuredWords(condition)", () => {
  it("has the unit of the condition, and says that there was nothing to measure", () => {
    expect(measuredWords({text: "the width is at most 50 %", value: 17.94})).toBe("17.9 %");
    expect(measuredWords({text: "the number of holes is 2", value: 1})).toBe("1");
    expect(measuredWords({text: "the highest line end is at most 50 %", value: NaN})).toBe("nothing to measure");
  });
});

describe("groupRules(rules, grouping, classes)", () => {
  const DIGITS = Array.from("0123456789");
  const groups = (grouping: Parameters<typeof groupRules>[1]) =>
    groupRules(RULES, grouping, DIGITS).map(({title, rules}) => [title, rules.map(({index}) => index)]);

  it("groups by digit in the order of the digits, by holes, or not at all", () => {
    expect(groups("by digit")).toEqual([
      ["0: 1 rule, right for 9 of 10", [1]],
      ["1: 2 rules, right for 18 of 20", [2, 4]],
      ["7: 1 rule, right for 2 of 10", [3]],
      ["8: 1 rule, right for 9 of 10", [0]]
    ]);
    expect(groups("by holes")).toEqual([
      ["With a hole", [0, 1]],
      ["Without a hole", [2, 3, 4]]
    ]);
    expect(groups("in order")).toEqual([["The first that fires gives the answer", [0, 1, 2, 3, 4]]]);
  });

  it("says how often a rule was right, and when too seldom or never", () => {
    expect(reliabilityWords(RULES[0]!)).toBe("right for 9 of 10 validation images");
    expect(reliabilityWords(RULES[3]!)).toBe("right for 2 of 10 validation images, too seldom to answer");
    expect(reliabilityWords({n: 0, right: 0, reliability: 0.8})).toBe(
      "never the first to fire on the validation images"
    );
  });
});

describe("rulesFinding(count, system, test)", () => {
  // Wilson’s intervals of 7,500 and 2,000 of 10,000, and of 7,500 of 8,000, computed with Python by his formula.
  it("has the shares of all and of the answers given, each with its interval", () => {
    expect(rulesFinding(35, {right: 7500, unanswered: 2000}, {n: 10000, test: "MNIST"})).toBe(
      "35 rules read 75.00 % (74.14–75.84 %) of 10,000 test images (MNIST). They give no answer to 20.00 % (19.23–20.80 %); of the answers they give, 93.75 % (93.20–94.26 %) are right."
    );
  });

  it("says that they were not tested", () => {
    expect(rulesFinding(35, undefined, {n: 10000, test: "MNIST"})).toBe(
      "35 rules. They were not tested on this site’s test images."
    );
  });
});
