import {html} from "htl";
import {runColors} from "../charts/runColors.js";
import {ownResult, type OwnRun} from "../run/ownRun.js";

export interface OwnRunsOptions {
  readonly onRename: (name: string, to: string) => void;
  readonly onDelete: (name: string) => void;
}

/** The visitor's runs, each with its name and accuracy, to be renamed and deleted. */
export interface OwnRunsList extends HTMLElement {
  /** Shows *runs*, the latest first; they can't be changed while *isBusy*. */
  show(runs: readonly OwnRun[], isBusy: boolean): void;
}

/** Returns a list of the visitor's runs; hidden while there is none. */
export function ownRunsList(options: OwnRunsOptions): OwnRunsList {
  const list = html<"ul">`<ul></ul>`;
  const element = html`<section class="card own-runs" data-testid="kept-runs" hidden>
    <h2>Your runs</h2>
    ${list}
    <p class="caption">Kept in this browser, the last twelve. Their curves lie over one another.</p>
  </section>`;
  let shown: readonly OwnRun[] = [];
  return Object.assign(element, {
    show: (runs: readonly OwnRun[], isBusy: boolean) => {
      element.hidden = !runs.length;
      list.inert = isBusy;
      if (runs === shown) return;
      shown = runs;
      const styleOf = runColors(runs.map(({name}) => name));
      const rows = [...runs].reverse().map((run) => rowOf(run, styleOf(run.name).color, options));
      list.replaceChildren(...rows);
    }
  });
}

function rowOf(run: OwnRun, color: string, {onRename, onDelete}: OwnRunsOptions): HTMLElement {
  const {name} = run;
  const words = html`<span class="own-run-name"><i style=${`background: ${color}`}></i><strong>${name}</strong></span>`;
  const rename = quiet("Rename", name, () => {
    row.replaceChildren(renameForm(name, (to) => (to ? onRename(name, to) : row.replaceChildren(...parts))));
    row.querySelector("input")!.select();
  });
  const remove = quiet("Delete", name, () => {
    if (remove.textContent === SURE) onDelete(name);
    else remove.textContent = SURE;
  });
  remove.addEventListener("blur", () => (remove.textContent = "Delete"));
  const parts = [words, html`<span class="own-run-finding">${ownResult(run)}</span>`, rename, remove];
  const row = html`<li>${parts}</li>`;
  return row;
}

/** What the button says before it deletes a run for good. */
const SURE = "Really delete?";

function quiet(label: string, run: string, act: () => void): HTMLElement {
  return html`<button type="button" class="quiet" title=${`${label} ${run}`} onclick=${act}>${label}</button>`;
}

/** Returns a field for another name of a run. Calls *onEnd* with the new name, or with undefined if there is none. */
function renameForm(name: string, onEnd: (to: string | undefined) => void): HTMLElement {
  const field = html<"input">`<input value=${name} maxlength="60" required aria-label="New name" />`;
  const form = html<"form">`<form class="own-run-rename">
    ${field}<button class="quiet">Save</button>
    <button type="button" class="quiet" onclick=${() => onEnd(undefined)}>Cancel</button>
  </form>`;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const to = field.value.trim();
    onEnd(to && to !== name ? to : undefined);
  });
  field.addEventListener("input", (event) => event.stopPropagation()); // it is no input of the page
  form.addEventListener("keydown", ({key}) => key === "Escape" && onEnd(undefined));
  return form;
}
