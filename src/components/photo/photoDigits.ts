import {html} from "htl";
import {joinClasses, type Alphabet} from "../../characters/alphabet.js";
import type {Box} from "../../ink/image/image.js";
import {capitalized, classWords} from "../page/classWords.js";
import {photoCanvas} from "./photoCanvas.js";
import type {NamedPhoto} from "./photoInput.js";

/** A digit that was found in a photo: around its ink, in pixels of the photo, and what it was read as, the index of a class. */
export interface FoundDigit {
  readonly box: Box;
  readonly label: number;
}

/**
 * Returns a photo of several *digits* with a frame around each, and a button for each, and for the photo as a whole.
 * *onChoose* is called with the index of the one that is chosen, undefined for the whole; the first one is chosen to begin with.
 */
export function photoDigits(
  photo: NamedPhoto,
  digits: readonly FoundDigit[],
  classes: Alphabet,
  onChoose: (index: number | undefined) => void
): HTMLElement {
  const {width, height, name} = photo;
  const canvas = photoCanvas(photo);
  const {one, many} = classWords(classes);
  const nameOf = ({label}: FoundDigit) => joinClasses([label], classes);
  const buttons = digits.map(
    (found, i) =>
      html`<button
        type="button"
        aria-label=${`${capitalized(one)} ${i + 1}, read as ${nameOf(found)}`}
        onclick=${() => choose(i)}
      >
        ${nameOf(found)}
      </button>`
  );
  const whole = html`<button type="button" onclick=${() => choose(undefined)}>All as one</button>`;
  // The same digits are buttons below: nobody needs the frames to be read out or to stop at.
  const frames = digits.map(
    (found, i) =>
      html`<button
        type="button"
        tabindex="-1"
        class="photo-box"
        style=${place(found.box, photo)}
        onclick=${() => choose(i)}
      >
        <span>${nameOf(found)}</span>
      </button>`
  );
  const shape = `aspect-ratio: ${width} / ${height}; width: ${Math.min(100, (100 * width) / height).toFixed(3)}%`;

  function mark(index: number | undefined): void {
    buttons.forEach((button, i) => button.setAttribute("aria-pressed", String(i === index)));
    frames.forEach((frame, i) => frame.toggleAttribute("data-chosen", i === index));
    whole.setAttribute("aria-pressed", String(index === undefined));
  }

  function choose(index: number | undefined): void {
    mark(index);
    onChoose(index);
  }

  mark(0);
  return html`<section class="photo-digits" data-testid="photo-digits">
    <p role="status">
      ${digits.length} ${many} found in ${name}. The framed one is followed step by step; choose another.
    </p>
    <div class="photo-paper">
      <div class="photo-picture" style=${shape}>
        ${canvas}
        <div aria-hidden="true">${frames}</div>
      </div>
    </div>
    <div class="toolbar" role="group" aria-label=${`The ${one} to follow`}>${buttons} ${whole}</div>
  </section>`;
}

/** Returns where the frame of a box is, a bit outside it, as a style. */
function place({x, y, width, height}: Box, photo: NamedPhoto): string {
  const margin = 0.008 * Math.max(photo.width, photo.height);
  const percent = (pixels: number, all: number) => `${((100 * pixels) / all).toFixed(2)}%`;
  return [
    `left: ${percent(x - margin, photo.width)}`,
    `top: ${percent(y - margin, photo.height)}`,
    `width: ${percent(width + 2 * margin, photo.width)}`,
    `height: ${percent(height + 2 * margin, photo.height)}`
  ].join("; ");
}
