import type {FiredRule} from "../classifier.js";
import {MEASURES, type MeasureName, type Measures} from "./measures.js";

/** What a measure must be: exactly a number, or within limits, which it may equal. */
export type Limits = number | {readonly min?: number | undefined; readonly max?: number | undefined};

/** If all conditions hold, the image shows *answer*. */
export interface Rule {
  /** The class that it answers with. */
  readonly answer: string;
  /** What it looks for, as one would tell a person. */
  readonly sees: string;
  readonly where: Readonly<Partial<Record<MeasureName, Limits>>>;
}

/** Returns whether a measured *value* is within *limits*; false for NaN. */
export function isWithin(value: number, limits: Limits): boolean {
  if (typeof limits === "number") return value === limits;
  return value >= (limits.min ?? -Infinity) && value <= (limits.max ?? Infinity);
}

/** Returns whether all conditions of a rule hold. */
export function holds({where}: Rule, measures: Measures): boolean {
  return conditionsOf(where).every(([name, limits]) => isWithin(measures(name), limits));
}

/** Returns each condition of a rule with the value that it was checked against. */
export function checkConditions({where}: Rule, measures: Measures): FiredRule["conditions"] {
  return conditionsOf(where).map(([name, limits]) => ({
    text: conditionText(name, limits),
    value: measures(name),
    holds: isWithin(measures(name), limits)
  }));
}

/** Words a condition: "the number of holes is 2", "the deepest bay from the left is 18 to 45 %". */
export function conditionText(name: MeasureName, limits: Limits): string {
  const {text: noun, unit} = MEASURES[name];
  const text = noun.includes(",") ? `${noun},` : noun;
  if (typeof limits === "number") return `${text} is ${limits}${unit}`;
  const {min, max} = limits;
  if (min === undefined) return `${text} is at most ${max}${unit}`;
  return `${text} is ${max === undefined ? `at least ${min}` : `${min} to ${max}`}${unit}`;
}

/** Words the conditions of a rule, in its order. */
export function conditionTexts({where}: Rule): string[] {
  return conditionsOf(where).map((one) => conditionText(...one));
}

/** Words a rule: "8, if it has two loops: the number of holes is at least 2; …". */
export function ruleText(rule: Rule): string {
  return `${rule.answer}, if it has ${rule.sees}: ${conditionTexts(rule).join("; ")}`;
}

function conditionsOf(where: Rule["where"]): [MeasureName, Limits][] {
  return Object.entries(where) as [MeasureName, Limits][];
}
