import {html} from "htl";
import type {DescribedRule} from "../../readers/rules/describeRules.js";
import type {ExaminedRule} from "../../readers/rules/examineRules.js";
import {conditionList} from "./conditionList.js";
import {reliabilityWords} from "./ruleGroups.js";

/** Returns a rule with its conditions and what was measured; *note* says what it has to do with the answer. */
export function ruleCard(
  {index, answer, sees, ...rule}: DescribedRule,
  conditions: ExaminedRule["conditions"],
  note: string
): HTMLElement {
  return html`<article class="rule-card" data-rule=${index + 1}>
    <h3><span class="rule-answer">${answer}</span> <span>${sees}</span></h3>
    <p class="caption"><strong>${note}</strong> Rule ${index + 1}, ${reliabilityWords(rule)}.</p>
    ${conditionList(conditions)}
  </article>`;
}

/** Returns a card for each rule that fires: the first gives the answer. */
export function firedCards(fired: readonly ExaminedRule[], rules: readonly DescribedRule[]): HTMLElement[] {
  return fired.map(({index, conditions}, i) => {
    const mute = rules[index]!.reliability ? "" : "Wrong too often to answer.";
    return ruleCard(rules[index]!, conditions, i ? "Fires too, but comes later." : mute || "Gives the answer.");
  });
}

/** Returns a card for each rule that comes close, with the conditions that it misses alone. */
export function closeCards(close: readonly ExaminedRule[], rules: readonly DescribedRule[]): HTMLElement[] {
  return close.map(({index, conditions, failing}) => {
    const missed = conditions.filter(({holds}) => !holds);
    return ruleCard(rules[index]!, missed, `Misses ${failing} of ${conditions.length} conditions.`);
  });
}
