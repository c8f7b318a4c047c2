import {html} from "htl";
import type {Systems} from "../../../loaders/runs/systems.js";
import {mcnemarExact} from "../../stats/mcnemar.js";
import {formatCount} from "../page/format.js";

/**
 * Returns who is right between any two systems: in each cell the images that the system of the row reads right and that of
 * the column does not; each leads to the comparison of the two on the evaluation page.
 */
export function pairTable({systems, onlyRight}: Systems): HTMLElement {
  const most = Math.max(1, ...onlyRight.flat());
  const cell = (row: number, column: number) => {
    const [a, b] = [systems[row]!, systems[column]!];
    if (row === column) return html`<td class="pair-self" aria-label="the same system"></td>`;
    const count = onlyRight[row]![column]!;
    const isClear = mcnemarExact(count, onlyRight[column]![row]!) < 0.05;
    const said = `${a.title} is right and ${b.title} is not: ${formatCount(count)} images${isClear ? "" : "; which of the two is better may be chance"}`;
    return html`<td style=${`--share: ${(100 * Math.sqrt(count / most)).toFixed(0)}%`}>
      <a
        href=${`./evaluation?run=${encodeURIComponent(a.run)}&with=${encodeURIComponent(b.run)}#comparison`}
        aria-label=${said}
        title=${said}
        data-unclear=${isClear ? null : ""}
        >${formatCount(count)}</a
      >
    </td>`;
  };
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label="Who is right between any two">
    <table class="pair-table" data-testid="pairs">
      <thead>
        <tr>
          <th scope="col">right ↓ wrong →</th>
          ${systems.map(({run, title}) => html`<th scope="col" title=${title}><span>${run}</span></th>`)}
        </tr>
      </thead>
      <tbody>
        ${systems.map(
          ({run, title}, row) =>
            html`<tr>
              <th scope="row" title=${title}>${run}</th>
              ${systems.map((_, column) => cell(row, column))}
            </tr>`
        )}
      </tbody>
    </table>
  </div>`;
}

/** Returns how far the systems agree, as a title. */
export function pairFinding({systems, onlyRight}: Systems): string {
  const pairs = systems.flatMap((a, i) => systems.slice(i + 1).map((b, k) => ({a, b, i, j: i + 1 + k})));
  const unclear = pairs.filter(({i, j}) => mcnemarExact(onlyRight[i]![j]!, onlyRight[j]![i]!) >= 0.05);
  if (!pairs.length) return "There are no two systems to compare";
  const [first] = unclear;
  const which = first ? `, such as ${first.a.run} and ${first.b.run}` : "";
  return unclear.length
    ? `Of ${formatCount(pairs.length)} pairs, ${formatCount(unclear.length)} can’t be told apart${which}`
    : `Each of ${formatCount(pairs.length)} pairs can be told apart`;
}
