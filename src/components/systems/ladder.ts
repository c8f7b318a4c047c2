import {html} from "htl";
import type {SystemRow, Systems} from "../../../loaders/runs/systems.js";
import {siteFileProblem} from "../../siteFile.js";
import {logPlace} from "../charts/logPlace.js";
import {emptyState} from "../page/emptyState.js";
import {counted, formatCount, unbroken} from "../page/format.js";
import {whenSeen} from "../page/whenSeen.js";

/** Returns a section with all systems by their mistakes, which *load* brings once the section is seen. */
export function ladder(load: () => Promise<Systems>): HTMLElement {
  const title = html`<h2>Every system that the documents name, on the same images</h2>`;
  const place = html`<div class="ladder-place"></div>`;
  const section = html`<section class="ladder-section">
    ${title}${place}
    <p class="caption">
      Mistakes, fewest first, on a logarithmic line; an image without an answer counts as one.
      <a href="./systems">Compare the systems</a>, or <a href="./duel">have all of them read your drawing</a>.
    </p>
  </section>`;
  whenSeen(section)
    .then(load)
    .then((systems) => {
      if (systems.systems.length < 2) return section.remove();
      title.textContent = ladderFinding(systems);
      place.replaceChildren(ladderChart(systems));
    })
    .catch((error: unknown) => place.replaceChildren(emptyState(siteFileProblem(error))));
  return section;
}

/** Returns all systems, the most accurate first, each with its mistakes on a logarithmic line and a way to its page. */
export function ladderChart(systems: Systems): HTMLElement {
  const rows = systems.systems.map((row) => ({...row, wrong: wrongOf(row, systems)}));
  const most = Math.max(...rows.map(({wrong}) => wrong));
  const least = Math.max(1, Math.min(...rows.map(({wrong}) => wrong))); // a logarithm has no 0
  return html`<ol class="ladder">
    ${rows.map(
      ({run, title, family, wrong}) =>
        html`<li style=${`--at: ${(100 * logPlace(wrong, least, most)).toFixed(1)}%`}>
          <a href=${`./runs/${encodeURIComponent(run)}`} title=${family}>${title}</a>
          <span class="ladder-line" aria-hidden="true"></span>
          <span class="ladder-wrong">${formatCount(wrong)}<span class="visually-hidden"> mistakes</span></span>
        </li>`
    )}
  </ol>`;
}

/** Returns how far the systems lie apart, as a title. */
export function ladderFinding(systems: Systems): string {
  const wrong = systems.systems.map((row) => wrongOf(row, systems));
  const [least, most] = [Math.min(...wrong), Math.max(...wrong)];
  const images = `${formatCount(systems.n)} images`;
  return unbroken(
    `${counted(wrong.length, "system")} on the same ${images}: from ${formatCount(most)} mistakes to ${formatCount(least)}`
  );
}

/** Returns the mistakes of a system; an image without an answer is one. */
function wrongOf({right}: Pick<SystemRow, "right">, {n}: Pick<Systems, "n">): number {
  return n - right;
}
