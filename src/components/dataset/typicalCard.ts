import {html} from "htl";
import type {Alphabet} from "../../characters/alphabet.js";
import {typicalImages} from "../images/typicalImages.js";
import {classWords} from "../page/classWords.js";

/** Returns the card of the mean, the median and the deviation of each class, [3 × classes × 784] in *images*. */
export function typicalCard(images: Uint8Array, classes: Alphabet): HTMLElement {
  const {one, kind} = classWords(classes);
  return html`<section class="card">
    <h2>The typical ${one}</h2>
    ${typicalImages(images, classes)}
    <p class="caption">
      Pixel by pixel over the training images of each ${kind}: mean, median, and twice the standard deviation, which is
      largest where people’s writing differs most.
    </p>
  </section>`;
}
