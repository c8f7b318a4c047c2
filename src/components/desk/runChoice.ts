import {html} from "htl";
import {DIGITS, type Alphabet} from "../../characters/alphabet.js";
import type {DeskRun} from "../../stats/deskRuns.js";
import {readAddress} from "../inputs/address.js";
import {formatBytes} from "../page/format.js";

/** A choice of the run that answers: an input whose value is its name, "" where there are no runs. */
export interface RunChoice extends HTMLSelectElement {
  /** The classes of the run of that *name*, by default the chosen one; the digits where there is none. */
  classesOf(name?: string): Alphabet;
  /** Lists the runs anew, which changed, and chooses the one of that *name*. */
  list(name: string): void;
}

/** Returns a choice among *runs*: at first the one that the address names, or else the first. */
export function runChoice(runs: readonly DeskRun[]): RunChoice {
  const options = () => runs.map((run) => html`<option value=${run.name}>${runLabel(run)}</option>`);
  const choice = html<"select">`<select data-testid="model">
    ${options()}
  </select>`;
  const named = readAddress("run");
  if (named !== undefined && runs.some(({name}) => name === named)) choice.value = named;
  return Object.assign(choice, {
    classesOf: (wanted = choice.value) => runs.find(({name}) => name === wanted)?.classes ?? DIGITS,
    list(name: string) {
      choice.replaceChildren(...options());
      choice.value = name;
    }
  });
}

/**
 * Returns how a run is listed: with its title, unless its name is already words, as those of runs trained in the browser;
 * and with what has to be loaded for it where that is much.
 */
export function runLabel({name, title, bytes}: Pick<DeskRun, "name" | "title" | "bytes">): string {
  const words = /\s/.test(name) || !title ? name : `${name}: ${title}`;
  return bytes === undefined ? words : `${words} (loads ${formatBytes(bytes)})`;
}

/**
 * Returns a sentence where the address names a run that is none of *runs*, which can answer: it has no model, or is not on
 * the site; an empty fragment elsewhere.
 */
export function missingRunNote(runs: readonly Pick<DeskRun, "name">[]): Node {
  const named = readAddress("run");
  const [first] = runs;
  if (named === undefined || !first || runs.some(({name}) => name === named)) return document.createDocumentFragment();
  return html`<p class="note" role="status" data-testid="missing-run">
    The run ${named} can’t answer here: this site has no model of that name. ${first.name} answers instead.
  </p>`;
}
