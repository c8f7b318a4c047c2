import {html} from "htl";
import {withMembers} from "../page/withMembers.js";
import {describeAlphabet, isSameAlphabet, type Alphabet} from "../../characters/alphabet.js";
import {boundToAddress} from "../inputs/address.js";

interface ClassifyingRun {
  readonly classes: Alphabet;
}

/** Returns *runs* in groups that tell the same classes apart, in the order of their first runs: only these are compared. */
export function groupByAlphabet<Run extends ClassifyingRun>(runs: readonly Run[]): Run[][] {
  const groups: Run[][] = [];
  for (const run of runs) {
    const own = groups.find(([first]) => first && isSameAlphabet(first.classes, run.classes));
    if (own) own.push(run);
    else groups.push([run]);
  }
  return groups;
}

/** An input whose value is runs that tell the same classes apart. */
export interface AlphabetChoice<Run> extends HTMLElement {
  readonly value: readonly Run[];
}

/**
 * Returns a choice of those of the *runs* that tell the same classes apart, with their number: what is not about the same
 * classes is not compared. Nothing is to be seen where all do. The address keeps it, as `?classes=0–9`.
 */
export function alphabetChoice<Run extends ClassifyingRun>(runs: readonly Run[]): AlphabetChoice<Run> {
  const groups = groupByAlphabet(runs);
  const nameOf = ([first]: readonly Run[]) => (first ? describeAlphabet(first.classes) : "");
  const select = html<"select">`<select aria-label="Classes">
    ${groups.map((group) => html`<option value=${nameOf(group)}>${nameOf(group)} (${group.length})</option>`)}
  </select>`;
  const isChoice = groups.length > 1;
  if (isChoice) boundToAddress(select, "classes", {isPlace: false});
  const field = isChoice
    ? html`<label class="field">Runs that tell apart ${select}</label>`
    : html`<span hidden></span>`;
  return withMembers(field, {
    get value() {
      return groups[Math.max(0, select.selectedIndex)] ?? [];
    }
  });
}
