import {html} from "htl";
import {CLASSES} from "../../characters/digits.js";
import {rowShareDifference, type ConfusionMatrix} from "../../stats/confusion.js";

/**
 * Returns by how many points of a row the cells of *a* exceed those of *b*, with a sign, shaded by whom it speaks for: the
 * diagonal for the one that has more, all else for the one that has less.
 */
export function matrixDifference(
  a: ConfusionMatrix,
  b: ConfusionMatrix,
  {titles}: {titles: readonly [string, string]}
): HTMLElement {
  const differences = rowShareDifference(a, b);
  const most = Math.max(...differences.flat().map((value) => Math.abs(value) || 0)) || 1;
  const cell = (value: number, label: number, predicted: number) => {
    const isForA = value > 0 === (label === predicted);
    const text = Number.isNaN(value) ? "–" : write(100 * value);
    const who = !value || Number.isNaN(value) ? "no difference" : `speaks for ${titles[isForA ? 0 : 1]}`;
    const shade = `--side: var(${isForA ? "--accent" : "--wrong"}); --strength: ${(Math.sqrt(Math.abs(value) / most) * 45 || 0).toFixed(0)}%`;
    return html`<td style=${shade} title=${`${label} read as ${predicted}: ${text} points, ${who}`}>${text}</td>`;
  };
  return html`<div class="difference table-scroll" tabindex="0" role="region" aria-label="Difference of the matrices">
    <table data-testid="difference">
      <thead>
        <tr>
          <td></td>
          ${CLASSES.map((digit) => html`<th scope="col">${digit}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${CLASSES.map(
          (label) =>
            html`<tr>
              <th scope="row">${label}</th>
              ${CLASSES.map((predicted) => cell(differences[label]![predicted]!, label, predicted))}
            </tr>`
        )}
      </tbody>
    </table>
  </div>` as HTMLElement;
}

function write(points: number): string {
  if (Math.abs(points) < 0.05) return points ? (points > 0 ? "+0.0" : "−0.0") : "0";
  return `${points > 0 ? "+" : "−"}${Math.abs(points).toFixed(1)}`;
}
