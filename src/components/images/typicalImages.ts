import {html} from "htl";
import type {Alphabet} from "../../characters/alphabet.js";
import {PIXELS} from "../../ink/image/grid.js";
import {classWords} from "../page/classWords.js";
import {digitImage} from "./digitImage.js";

const KINDS = ["mean", "median", "deviation"] as const;

/** The maximum number of classes side by side; more classes take several blocks. */
const COLUMNS = 13;

/**
 * Returns pictures of the mean, the median and the deviation of each pixel over the images of each class, one row each.
 * *images* is [3 × classes × 784], 0 to 255.
 */
export function typicalImages(images: Uint8Array, classes: Alphabet): HTMLElement {
  const imageOf = (kind: number, label: number) =>
    images.subarray((classes.length * kind + label) * PIXELS).subarray(0, PIXELS);
  const labels = classes.map((_, label) => label);
  const columns = classes.length > COLUMNS ? COLUMNS : classes.length;
  const blocks = Array.from({length: Math.ceil(classes.length / columns)}, (_, b) =>
    labels.slice(b * columns, (b + 1) * columns)
  );
  const blockOf = (own: readonly number[]) => [
    ...KINDS.map(
      (name, kind) =>
        html`<div class="typical-row">
          <span class="typical-name">${name}</span>
          ${own.map((label) => digitImage(imageOf(kind, label), {label: `The ${name} of ${classes[label]}`}))}
        </div>`
    ),
    html`<div class="typical-row" aria-hidden="true">
      <span class="typical-name"></span
      >${own.map((label) => html`<span title=${classes[label]}>${classes[label]}</span>`)}
    </div>`
  ];
  return html`<div
    class="typical"
    style=${`--columns: ${columns}`}
    tabindex="0"
    role="group"
    aria-label=${`Mean, median and deviation of each ${classWords(classes).kind}`}
  >
    ${blocks.flatMap(blockOf)}
  </div>`;
}
