import {html} from "htl";
import {stepThrough} from "../../ink/steps.js";
import {whenSeen} from "../page/whenSeen.js";
import type {Walk} from "../network/followWalk.js";
import {photoOf} from "./photoOf.js";
import {valueImage} from "../network/valueImage.js";
import {preparedDigit, type WalkState} from "../network/walkState.js";

/** Returns the strokes as a picture, and the same ink in a photo before and after it is cleaned. */
export function pictureFigure(walk: Walk): HTMLElement {
  const drawn = valueImage("The strokes, drawn as a picture");
  const photo = valueImage("The same ink as a photo, with a shadow and grain");
  const cleaned = valueImage("The photo’s ink, without paper and shadow");
  const note = html`<span></span>`;
  const figure = html`<figure class="card walk-figure">
    <ol class="walk-pictures">
      <li>${drawn}<span>drawn</span></li>
      <li>${photo}<span>as a photo</span></li>
      <li>${cleaned}<span>cleaned</span></li>
    </ol>
    <figcaption>
      Left: what the network’s picture is made of. Middle and right: a photo of the same ink, made up here, and what the
      site’s own cleaning leaves of it. ${note}
    </figcaption>
  </figure>`;
  void whenSeen(figure).then(() => walk.watch(show));

  function show(state: WalkState): void {
    const {ink, image} = preparedDigit(state);
    drawn.show(ink.data, {...ink, reach: 255});
    const taken = photoOf(ink);
    photo.show(taken.data, {...taken, reach: 255, isPhoto: true});
    const steps = stepThrough(taken);
    if (steps) cleaned.show(steps.ink.data, {...steps.ink, reach: 255});
    const difference = steps ? meanDifference(steps.image, image) : 255;
    note.textContent = `On average, the 784 numbers that come out in the end differ by ${difference.toFixed(1)} of 255 between the drawing and the photo.`;
  }

  return figure;
}

/** Returns the mean absolute difference of two images. */
function meanDifference(image: Uint8Array, other: Uint8Array): number {
  return image.reduce((sum, value, i) => sum + Math.abs(value - other[i]!), 0) / image.length;
}
