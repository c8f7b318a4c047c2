import {html} from "htl";
import type {Alphabet} from "../../characters/alphabet.js";
import {rowShareDifference, type ConfusionMatrix} from "../../stats/confusion.js";
import {matrixSize} from "./matrixSize.js";

/**
 * Returns by how many percentage points of a row the cells of *a* exceed those of *b*, with a sign, in the color of the run
 * that is better there: on the diagonal the one that has more, elsewhere the one that has less. In the smallest cells, of
 * many *classes*, is no text.
 */
export function matrixDifference(
  a: ConfusionMatrix,
  b: ConfusionMatrix,
  {titles, classes}: {titles: readonly [string, string]; classes: Alphabet}
): HTMLElement {
  const size = matrixSize(classes.length);
  const differences = rowShareDifference(a, b);
  const most = Math.max(...differences.flat().map((value) => Math.abs(value) || 0)) || 1;
  const cell = (value: number, label: number, predicted: number) => {
    const isForA = value > 0 === (label === predicted);
    const text = Number.isNaN(value) ? "–" : write(100 * value);
    const who = !value || Number.isNaN(value) ? "no difference" : `${titles[isForA ? 0 : 1]} is better`;
    const cellOf = document.createElement("td"); // thousands of them: a template for each would be felt
    cellOf.style.setProperty("--side", `var(${isForA ? "--accent" : "--wrong"})`);
    cellOf.style.setProperty("--strength", `${(Math.sqrt(Math.abs(value) / most) * 45 || 0).toFixed(0)}%`);
    cellOf.title = `${classes[label]} read as ${classes[predicted]}: ${text} percentage points, ${who}`;
    if (size !== "tiny") cellOf.textContent = text;
    return cellOf;
  };
  return html`<div
    class="difference table-scroll"
    data-size=${size}
    tabindex="0"
    role="region"
    aria-label="Difference between confusion matrices"
  >
    <table data-testid="difference">
      <thead>
        <tr>
          <td></td>
          ${classes.map((name) => html`<th scope="col" title=${name}>${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${differences.map(
          (row, label) =>
            html`<tr>
              <th scope="row" title=${classes[label]}>${classes[label]}</th>
              ${row.map((value, predicted) => cell(value, label, predicted))}
            </tr>`
        )}
      </tbody>
    </table>
  </div>`;
}

function write(points: number): string {
  if (Math.abs(points) < 0.05) return points ? (points > 0 ? "+0.0" : "−0.0") : "0";
  return `${points > 0 ? "+" : "−"}${Math.abs(points).toFixed(1)}`;
}
