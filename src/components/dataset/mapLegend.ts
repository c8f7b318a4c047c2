import {html} from "htl";
import type {Alphabet} from "../../characters/alphabet.js";
import {classColor} from "../page/classColors.js";

/** A map of as many classes, of one character each, has them written on it. */
const MAX_UNEXPLAINED = 10;

/** Returns which color of the map is which class; nothing where the map itself says it, or its colors mean something else. */
export function mapLegend(classes: Alphabet, color: string): Node {
  const isWritten = classes.length <= MAX_UNEXPLAINED && classes.every((name) => name.length === 1);
  if (isWritten || color === "right or wrong") return html.fragment``;
  return html`<ul class="map-legend" tabindex="0" aria-label="Colors of the classes">
    ${classes.map((name, label) => html`<li><span style=${`background: ${classColor(label)}`}></span>${name}</li>`)}
  </ul>`;
}
