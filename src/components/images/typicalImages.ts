import {html} from "htl";
import {PIXELS} from "../../ink/image/grid.js";
import {CLASSES} from "../../characters/digits.js";
import {digitImage} from "./digitImage.js";

const KINDS = ["mean", "median", "deviation"] as const;

/**
 * Returns the mean, the median and the deviation of each pixel over the images of each digit, as pictures, a row each.
 * *images* is [3 × 10 × 784], 0 to 255.
 */
export function typicalImages(images: Uint8Array): HTMLElement {
  const imageOf = (kind: number, digit: number) => images.subarray((10 * kind + digit) * PIXELS).subarray(0, PIXELS);
  return html`<div class="typical" tabindex="0" role="group" aria-label="Mean, median and deviation of each digit">
    ${KINDS.map(
      (name, kind) =>
        html`<div class="typical-row">
          <span class="typical-name">${name}</span>
          ${CLASSES.map((digit) => digitImage(imageOf(kind, digit), {label: `The ${name} of ${digit}`}))}
        </div>`
    )}
    <div class="typical-row" aria-hidden="true">
      <span class="typical-name"></span>${CLASSES.map((digit) => html`<span>${digit}</span>`)}
    </div>
  </div>`;
}
