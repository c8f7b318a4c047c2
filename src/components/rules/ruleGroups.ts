import {group, sum} from "d3-array";
import type {Alphabet} from "../../characters/alphabet.js";
import type {DescribedRule} from "../../readers/rules/describeRules.js";
import {counted, formatCount} from "../page/format.js";

/** How the list of rules is grouped. */
export const GROUPINGS = ["by digit", "by holes", "in order"] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** Rules under a heading. */
export interface RuleGroup {
  readonly title: string;
  readonly rules: readonly DescribedRule[];
}

/** Returns *rules* in groups, in each in the order in which they are tried; by digit in the order of *classes*. */
export function groupRules(rules: readonly DescribedRule[], grouping: Grouping, classes: Alphabet): RuleGroup[] {
  if (grouping === "in order") return [{title: "The first that fires gives the answer", rules}];
  if (grouping === "by holes") {
    const titles = {true: "With a hole", false: "Without a hole", undefined: "With or without a hole"};
    return (["true", "false", "undefined"] as const)
      .map((key) => ({title: titles[key], rules: rules.filter(({isClosed}) => String(isClosed) === key)}))
      .filter((one) => one.rules.length);
  }
  const byAnswer = group(rules, ({answer}) => answer);
  return classes.flatMap((name) => {
    const own = byAnswer.get(name);
    return own ? [{title: `${name}: ${counted(own.length, "rule")}, ${rightOf(own)}`, rules: own}] : [];
  });
}

function rightOf(rules: readonly DescribedRule[]): string {
  const [right, n] = [sum(rules, (rule) => rule.right), sum(rules, (rule) => rule.n)];
  return n ? `right for ${formatCount(right)} of ${formatCount(n)}` : "never the first to fire";
}

/** Says how often a rule was right: "right for 312 of 330 validation images". */
export function reliabilityWords({n, right, reliability}: Pick<DescribedRule, "n" | "right" | "reliability">): string {
  if (!n) return "never the first to fire on the validation images";
  const mute = reliability ? "" : ", too seldom to answer";
  return `right for ${formatCount(right)} of ${formatCount(n)} validation images${mute}`;
}
