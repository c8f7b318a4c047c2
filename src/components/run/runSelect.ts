import {html} from "htl";
import {withMembers} from "../page/withMembers.js";
import {describeAlphabet, isSameAlphabet, type Alphabet} from "../../characters/alphabet.js";
import {boundToAddress} from "../inputs/address.js";

/** An input whose value is the name of the chosen run. */
export interface RunSelect extends HTMLElement {
  value: string;
}

/**
 * Returns a choice of one of the *runs*. The address keeps it, as `?run=NAME`, or under another *name*; a name there that is
 * none of them is passed over. Where the runs do not all tell the same classes apart, these are named. With *none*, the words for no run, that can be chosen too, and is first. Without a run the
 * value is "".
 */
export function runSelect(
  runs: readonly {name: string; classes: Alphabet; about: {title: string}}[],
  {label = "Run", name = "run", none}: {label?: string; name?: string; none?: string} = {}
): RunSelect {
  const [first] = runs;
  const isMixed = runs.some(({classes}) => first && !isSameAlphabet(classes, first.classes));
  const classesOf = ({classes}: {classes: Alphabet}) => (isMixed ? `: ${describeAlphabet(classes)}` : "");
  const select = html<"select">`<select data-testid=${name}>
    ${none === undefined ? null : html`<option value="">${none}</option>`}
    ${runs.map((run) => html`<option value=${run.name}>${run.about.title} (${run.name})${classesOf(run)}</option>`)}
  </select>`;
  boundToAddress(select, name, {format: (value) => value || undefined, isPlace: false});
  const field = html`<label class="field">${label} ${select}</label>`;
  return withMembers(field, {
    get value() {
      return select.value;
    }
  });
}
