import {sum} from "d3-array";
import type {Alphabet} from "../../characters/alphabet.js";
import {conditionTexts, type Limits} from "./rule.js";
import {reliabilitiesOf, type TriedRule} from "./ruleClassifier.js";

/** A rule as a page prints it. */
export interface DescribedRule {
  /** Its place in the order in which rules are tried, from 0. */
  readonly index: number;
  /** The class that it answers with. */
  readonly answer: string;
  /** What it looks for, as one would tell a person. */
  readonly sees: string;
  /** Its conditions: "the number of holes is at least 2". */
  readonly conditions: readonly string[];
  /** Whether it asks for a hole: true, for none: false; undefined if it does not ask. */
  readonly isClosed: boolean | undefined;
  /** Of the images for which it was the first to fire, how many there were and how many it was right about. */
  readonly n: number;
  readonly right: number;
  /** How sure its answer is, in [0, 1]; 0 for a rule that is wrong too often to answer. */
  readonly reliability: number;
}

/** Returns *rules* as a page prints them, in their order. */
export function describeRules(rules: readonly TriedRule[], classes: Alphabet): DescribedRule[] {
  const reliabilities = reliabilitiesOf(rules, classes);
  return rules.map((rule, index) => ({
    index,
    answer: rule.answer,
    sees: rule.sees,
    conditions: conditionTexts(rule),
    isClosed: asksForHole(rule.where.holes),
    n: sum(rule.counts),
    right: rule.counts[classes.indexOf(rule.answer)] ?? 0,
    reliability: reliabilities[index]!
  }));
}

function asksForHole(limits: Limits | undefined): boolean | undefined {
  if (limits === undefined) return undefined;
  const {min = 0, max = Infinity} = typeof limits === "number" ? {min: limits, max: limits} : limits;
  return min >= 1 ? true : max < 1 ? false : undefined;
}
