import {html} from "htl";
import type {Alphabet} from "../../characters/alphabet.js";
import type {DescribedRule} from "../../readers/rules/describeRules.js";
import type {Examination} from "../../readers/rules/examineRules.js";
import {readAddress, writeAddress} from "../inputs/address.js";
import {radioChoice} from "../inputs/radioChoice.js";
import {conditionList, plainConditions} from "./conditionList.js";
import {GROUPINGS, groupRules, reliabilityWords, type Grouping} from "./ruleGroups.js";
import {firing} from "./rulesWords.js";

/** All rules, each to unfold; `update` marks those that fire for an image. */
export interface RuleList extends HTMLElement {
  update(examination: Examination | undefined): void;
}

/** Returns the list of *rules*, whose grouping the address keeps. */
export function ruleList(rules: readonly DescribedRule[], classes: Alphabet): RuleList {
  let examination: Examination | undefined;
  let grouping: Grouping = GROUPINGS.find((one) => one === readAddress("group")?.replace("-", " ")) ?? GROUPINGS[0];
  const groups = html`<div class="rule-groups"></div>`;
  const choice = radioChoice("Rules", GROUPINGS, (chosen) => {
    grouping = chosen;
    writeAddress("group", chosen === GROUPINGS[0] ? undefined : chosen.replace(" ", "-"));
    layOut();
  });
  const items = rules.map((rule) => {
    const body = html`<div></div>`;
    const item = html<"details">`<details class="rule" data-rule=${rule.index + 1} ontoggle=${() => fill(rule.index)}>
      <summary>
        <span class="rule-number">${rule.index + 1}</span> <span class="rule-answer">${rule.answer}</span>
        <span class="rule-sees">${rule.sees}<small>${reliabilityWords(rule)}</small></span>
        <span class="rule-fires"></span>
      </summary>
      ${body}
    </details>`;
    return {item, body, mark: item.querySelector(".rule-fires")!};
  });

  function fill(index: number): void {
    const {item, body} = items[index]!;
    if (!item.open) return;
    const examined = examination?.rules[index];
    body.replaceChildren(examined ? conditionList(examined.conditions) : plainConditions(rules[index]!.conditions));
  }

  function layOut(): void {
    groups.replaceChildren(
      ...groupRules(rules, grouping, classes).map(
        ({title, rules: own}) =>
          html`<section>
            <h3>${title}</h3>
            ${own.map(({index}) => items[index]!.item)}
          </section>`
      )
    );
  }

  choice.show(grouping);
  layOut();
  return Object.assign(html`<div class="rule-list" data-testid="rules">${choice}${groups}</div>`, {
    update(next: Examination | undefined) {
      examination = next;
      const fired = next ? firing(next).map(({index}) => index) : [];
      items.forEach(({item, mark}, index) => {
        const place = fired.indexOf(index);
        item.toggleAttribute("data-fires", place >= 0);
        mark.textContent = place < 0 ? "" : place ? "fires too" : "fires first";
        fill(index);
      });
    }
  });
}
