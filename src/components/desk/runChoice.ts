import {html} from "htl";
import {DIGITS, type Alphabet} from "../../characters/alphabet.js";
import type {DeskRun} from "../../stats/deskRuns.js";
import {readAddress} from "../inputs/address.js";

/** A choice of the run that answers: an input whose value is its name, "" where there are no runs. */
export interface RunChoice extends HTMLSelectElement {
  /** The classes of the run of that *name*, by default the chosen one; the digits where there is none. */
  classesOf(name?: string): Alphabet;
}

/** Returns a choice among *runs*: at first the one that the address names, or else the first. */
export function runChoice(runs: readonly DeskRun[]): RunChoice {
  const choice = html<"select">`<select data-testid="model">
    ${runs.map(({name, title}) => html`<option value=${name} title=${title}>${name}</option>`)}
  </select>`;
  const named = readAddress("run");
  if (named !== undefined && runs.some(({name}) => name === named)) choice.value = named;
  return Object.assign(choice, {
    classesOf: (wanted = choice.value) => runs.find(({name}) => name === wanted)?.classes ?? DIGITS
  });
}
