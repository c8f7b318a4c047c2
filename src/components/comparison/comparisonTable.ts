import {html} from "htl";
import type {DeskRun} from "../../stats/deskRuns.js";
import {formatShare} from "../page/probabilityBars.js";
import {leastSureWords, type ComparedRow} from "./comparison.js";

/** A run's line, with its name and title. */
export type NamedRow = ComparedRow & Pick<DeskRun, "name" | "title">;

/** A table of what runs read; `update` shows the rows of others, or hides it where there are none. */
export interface ComparisonTable extends HTMLElement {
  /** *deskRun* is the run that answers on the desk. */
  update(rows: readonly NamedRow[], deskRun: string): void;
}

const COLUMNS = ["Run", "Reads", "How sure", "Likeliest", "Time"];

/** Returns the table, hidden. */
export function comparisonTable(): ComparisonTable {
  const body = html`<tbody role="rowgroup"></tbody>`;
  const table = html`<table class="compared" role="table" hidden>
    <caption>
      Time: from ink to answer, on this device. The desk’s run may have read part of the ink before.
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        ${COLUMNS.map((label) => html`<th role="columnheader" scope="col">${label}</th>`)}
      </tr>
    </thead>
    ${body}
  </table>`;
  return Object.assign(table, {
    update(rows: readonly NamedRow[], deskRun: string) {
      table.hidden = !rows.length;
      body.replaceChildren(...rows.map((row) => rowOf(row, row.name === deskRun)));
    }
  });
}

/** Returns a run's line. Its cells say which column they are in, for where they are not in columns. */
function rowOf(row: NamedRow, isDesks: boolean): HTMLElement {
  const {name, title, state, text, sentence, differs, otherClasses, milliseconds, likeliest, leastSure} = row;
  const note = isDesks ? "on the desk" : differs ? "disagrees" : otherClasses ? `knows ${otherClasses}` : null;
  return html`<tr role="row" data-run=${name} data-state=${state} data-differs=${differs ? "" : null}>
    <th role="rowheader" scope="row">${name}<small>${title}</small></th>
    <td role="cell" class="compared-text">${text || "–"}${note && html`<small>${note}</small>`}</td>
    <td role="cell">${sentence}</td>
    <td role="cell">${likeliest.length ? barsOf(likeliest) : leastSure ? leastSureWords(leastSure) : "–"}</td>
    <td role="cell" class="compared-time">${milliseconds === undefined ? "–" : `${milliseconds.toFixed(1)} ms`}</td>
  </tr>`;
}

function barsOf(likeliest: ComparedRow["likeliest"]): HTMLElement {
  const longest = Math.max(...likeliest.map(({label}) => label.length));
  const style = longest > 1 ? `--label: ${Math.min(7, 0.55 * longest + 0.5)}rem` : null;
  return html`<ol class="bars" style=${style}>
    ${likeliest.map(
      ({label, p}, i) =>
        html`<li data-most=${i ? null : ""}>
          <span class="bar-label">${label}</span
          ><span class="bar-track"><span class="bar-fill" style=${`width: ${100 * p}%`}></span></span
          ><span class="bar-value">${formatShare(p)}</span>
        </li>`
    )}
  </ol>`;
}
