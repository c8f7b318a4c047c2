import {html} from "htl";
import {CLASSES, PIXELS} from "../digits/digits.js";
import {digitImage} from "./digitImage.js";

/** Returns the mean image of each digit, from *means*, [10 × 784], 0 to 255. */
export function meanImages(means: Uint8Array): HTMLElement {
  return html`<div class="means">
    ${CLASSES.map((digit) => {
      const image = digitImage(means.subarray(digit * PIXELS, (digit + 1) * PIXELS), {label: `Mean image of ${digit}`});
      return html`<figure>
        ${image}
        <figcaption>${digit}</figcaption>
      </figure>`;
    })}
  </div>`;
}
