import {html} from "htl";
import {SIDE} from "../../ink/image/grid.js";
import {pixelTable} from "../images/pixelTable.js";
import type {Walk} from "../network/followWalk.js";
import {pixelInspector} from "./pixelInspector.js";
import {valueImage} from "../network/valueImage.js";
import {preparedDigit} from "../network/walkState.js";

/** Returns the character at 20 × 20, and in 28 × 28 with each of its 784 numbers to look at. */
export function pixelsFigure(walk: Walk): HTMLElement {
  const inner = valueImage("Scaled to 20 × 20 pixels");
  const seen = pixelInspector({side: SIDE, label: "The network’s input, 28 × 28 pixels"});
  const table = html`<div></div>`;
  const details = html<"details">`<details class="walk-numbers">
    <summary>All 784 numbers</summary>
    ${table}
  </details>`;
  const showTable = () => {
    if (details.open)
      table.replaceChildren(pixelTable(preparedDigit(walk.state).image, {caption: "The 784 numbers, 0 to 255"}));
  };
  details.addEventListener("toggle", showTable);
  walk.watch((state) => {
    const {inner: scaled, image} = preparedDigit(state);
    inner.show(scaled.data, {...scaled, reach: 255});
    seen.show(image);
    showTable();
  });
  return html`<figure class="card walk-figure walk-pixels" data-testid="walk-pixels">
    <div class="walk-scaled">${inner}<span>20 × 20</span></div>
    <div>${seen}</div>
    <figcaption>Point at a pixel, or move with the arrow keys, to read its number.</figcaption>
    ${details}
  </figure>`;
}
