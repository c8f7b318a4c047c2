import {html} from "htl";
import {findFault} from "../../run/faults.js";
import type {RunAbout} from "../../run/runAbout.js";
import {formatCount, formatPercent, unbroken} from "../page/format.js";

/** Returns what a run with a *fault* says first: what was done wrong, and what its figures are worth; *claims* is where it is needed. */
export function faultNote({name, counts = []}: NonNullable<RunAbout["fault"]>, claims: string): HTMLElement {
  return html`<section class="card" aria-label="Fault" data-testid="fault">
    <p><strong>Trained with a fault on purpose (${name}).</strong> ${findFault(name)?.what ?? ""}</p>
    <p>
      Its accuracies say nothing about how well it reads. It answers nobody, and lists, charts and comparisons leave it
      out.
      <a href=${claims}>What it is for</a>
    </p>
    ${
      counts.length
        ? html`<dl class="run-facts">
            ${counts.map(
              ({how, n, correct}) =>
                html`<div>
                  <dt>Of ${formatCount(n)}, ${how}</dt>
                  <dd>${formatCount(correct)}, or ${unbroken(formatPercent(correct / n, n))}</dd>
                </div>`
            )}
          </dl>`
        : null
    }
  </section>`;
}

/** Returns links to runs that were trained with a fault, folded. */
export function faultyList(
  runs: readonly {readonly name: string; readonly about: {readonly title: string}}[]
): HTMLElement {
  return html`<details class="more" data-testid="faulty">
    <summary>Trained with a fault, on purpose: ${formatCount(runs.length)}</summary>
    <p>These show how wrong figures come about. They read nothing, and no list counts them.</p>
    <ul>
      ${runs.map(
        ({name, about}) => html`<li><a href=${`./runs/${encodeURIComponent(name)}`}>${name}</a>: ${about.title}</li>`
      )}
    </ul>
  </details>`;
}
