import {html} from "htl";
import {SIDE} from "../../ink/image/grid.js";

/** Returns the 784 values of an *image*, 0 to 255, as a table of 28 rows and columns, shaded by ink. */
export function pixelTable(image: Uint8Array, {caption}: {caption: string}): HTMLElement {
  const rows = Array.from({length: SIDE}, (_, y) => image.subarray(y * SIDE, (y + 1) * SIDE));
  const cell = (value: number) =>
    html`<td data-dark=${value > 127 ? "" : null} style=${`--ink-share: ${Math.round(value / 2.55)}%`}>
      ${value || ""}
    </td>`;
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${caption}>
    <table class="pixel-table">
      <caption>
        ${caption}
      </caption>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${Array.from(row, cell)}
            </tr>`
        )}
      </tbody>
    </table>
  </div>`;
}
