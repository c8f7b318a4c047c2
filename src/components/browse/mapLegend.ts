import {html} from "htl";
import type {Alphabet} from "../../characters/alphabet.js";
import {classColor} from "../page/classColors.js";

/** Up to this many one-character classes need no legend: they are written on the map. */
const MAX_UNEXPLAINED = 10;

/**
 * Returns a legend of the class colors; nothing if the map itself names the classes or its colors mean something else.
 */
export function mapLegend(classes: Alphabet, color: string): Node {
  const isWritten = classes.length <= MAX_UNEXPLAINED && classes.every((name) => name.length === 1);
  if (isWritten || color === "right or wrong") return html.fragment``;
  return html`<ul class="map-legend" tabindex="0" aria-label="Colors of the classes">
    ${classes.map((name, label) => html`<li><span style=${`background: ${classColor(label)}`}></span>${name}</li>`)}
  </ul>`;
}
