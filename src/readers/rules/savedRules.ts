import * as v from "valibot";
import {InputError} from "../../inputError.js";
import {parseJson} from "../../parseJson.js";
import {MEASURES, type MeasureName} from "./measures.js";
import type {TriedRule} from "./ruleClassifier.js";

const number = v.pipe(v.number(), v.finite());
const LimitsJson = v.union([number, v.strictObject({min: v.optional(number), max: v.optional(number)})]);
const RulesJson = v.object({
  rules: v.array(
    v.object({
      answer: v.string(),
      sees: v.string(),
      where: v.record(v.string(), LimitsJson),
      counts: v.array(v.pipe(v.number(), v.integer(), v.minValue(0)))
    })
  )
});

/** Formats `rules.json`: the rules in the order in which they are tried, with their counts. */
export function formatRules(rules: readonly TriedRule[]): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify({rules}, null, 1)}\n`);
}

/**
 * Parses the text of a `rules.json`. *source* names it in errors.
 * @throws InputError for text that is no JSON, a field that does not match, no rules, and an unknown measure
 */
export function parseRules(text: string, source: string): TriedRule[] {
  const {rules} = parseJson(RulesJson, text, source);
  if (!rules.length) throw new InputError(source, "at least one rule", "none");
  return rules.map(({where, ...rule}) => {
    const unknown = Object.keys(where).find((name) => !isMeasure(name));
    if (unknown !== undefined) throw new InputError(source, "known measures in each rule", `"${unknown}"`);
    return {...rule, where: where};
  });
}

function isMeasure(name: string): name is MeasureName {
  return Object.hasOwn(MEASURES, name);
}
