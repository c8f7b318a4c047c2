import {html} from "htl";
import type {ExaminedRule} from "../../readers/rules/examineRules.js";
import {unbroken} from "../page/format.js";
import {measuredWords} from "./rulesWords.js";

/** Returns the conditions of a rule, each with what was measured and whether it holds. */
export function conditionList(conditions: ExaminedRule["conditions"]): HTMLElement {
  return html`<ul class="rule-conditions">
    ${conditions.map(
      (one) =>
        html`<li data-holds=${String(one.holds)}>
          <span class="rule-mark">${one.holds ? "holds" : "fails"}</span>
          <span>${unbroken(one.text)}</span>
          <span class="rule-value">${unbroken(measuredWords(one))}</span>
        </li>`
    )}
  </ul>`;
}

/** Returns the conditions of a rule as such. */
export function plainConditions(texts: readonly string[]): HTMLElement {
  return html`<ul class="rule-conditions">
    ${texts.map((text) => html`<li>${unbroken(text)}</li>`)}
  </ul>`;
}
