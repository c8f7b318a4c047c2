import {html} from "htl";
import {boundToAddress} from "../inputs/address.js";
import {withMembers} from "../page/withMembers.js";
import type {RunSelect} from "../run/runSelect.js";
import type {Rivals, TestedRun} from "./runOrder.js";

type NamedRun = TestedRun & {readonly about: {readonly title: string}};

/**
 * Returns a choice of the run to compare with, none at first; its value is the run's name, or "" for none. The address
 * keeps it as `?with=NAME`. Runs tested on other images are a group of their own.
 */
export function rivalSelect({same, others}: Rivals<NamedRun>): RunSelect {
  const options = (runs: readonly NamedRun[]) =>
    runs.map(({name, about}) => html`<option value=${name}>${about.title} (${name})</option>`);
  const isEmpty = !same.length && !others.length;
  const select = html<"select">`<select data-testid="with" disabled=${isEmpty}>
    <option value="">${isEmpty ? "no other run" : "choose a run"}</option>
    ${others.length && same.length ? html`<optgroup label="Same test images">${options(same)}</optgroup>` : options(same)}
    ${others.length ? html`<optgroup label="Other test images">${options(others)}</optgroup>` : null}
  </select>`;
  boundToAddress(select, "with", {format: (value) => value || undefined, isPlace: false});
  return withMembers(html`<label class="field">Compare with ${select}</label>`, {
    get value() {
      return select.value;
    }
  });
}
