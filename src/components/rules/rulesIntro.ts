import {html} from "htl";
import type {Systems} from "../../../loaders/runs/systems.js";
import type {DescribedRule} from "../../readers/rules/describeRules.js";
import type {DeskRun} from "../../stats/deskRuns.js";
import {namesOf} from "../page/classWords.js";
import {unbroken} from "../page/format.js";
import {term} from "../page/term.js";
import {rulesFinding} from "./rulesWords.js";

/** What the words about the rules are made of. */
interface RulesAbout {
  readonly run: Pick<DeskRun, "name" | "classes">;
  readonly rules: readonly Pick<DescribedRule, "answer">[];
  readonly systems: Pick<Systems, "n" | "test" | "systems">;
}

/** Returns how good the rules are, what they ask for, and what they know. */
export function rulesIntro({run, rules, systems}: RulesAbout): HTMLElement {
  const known = run.classes.filter((name) => rules.some(({answer}) => answer === name));
  return html`<div>
    <p class="sentence">${unbroken(rulesFinding(rules.length, rowOf(systems, run), systems))}</p>
    <p class="rules-prose">
      Each rule asks for what one can see: holes, line ends, bays, bars. The first one whose conditions all hold gives
      the answer; if there is none, there is no answer. They know ${namesOf(known)} and nothing else.
      <a href=${`./runs/${encodeURIComponent(run.name)}`}>All about the run</a>, or
      <a href="./duel">what other systems read</a>.
    </p>
  </div>`;
}

/** Returns where the rules come from, and how it was counted how often each is right. */
export function rulesNote({run, systems}: Pick<RulesAbout, "run" | "systems">): HTMLElement {
  const follows = rowOf(systems, run)?.follows;
  const source = follows && (follows.href ? html`<a href=${follows.href}>${follows.text}</a>` : follows.text);
  return html`<p class="caption">
    The rules were written by hand${source ? html`, after ${source}` : null}. How often each is right was counted on
    ${term("validation set", "validation images")}, of those for which it was the first to fire.
  </p>`;
}

function rowOf({systems}: Pick<Systems, "systems">, {name}: Pick<DeskRun, "name">) {
  return systems.find(({run}) => run === name);
}
