import {html} from "htl";
import {SIDE} from "../../ink/image/grid.js";
import {INNER, findInkBox} from "../../ink/normalize.js";
import type {Box} from "../../ink/image/image.js";
import {onColorChange} from "../page/colorChanges.js";
import {digitImage, paintDigit} from "../images/digitImage.js";

/** A digit on its way to the network. */
export interface StripDigit {
  /** The surface or the photo, where there is one, and the box of the digit in its pixels. */
  readonly source: HTMLCanvasElement | undefined;
  readonly box: Box;
  /** [784], 0 to 255. */
  readonly image: Uint8Array;
  /** What it was read as. */
  readonly text: string;
}

/** Pictures of the steps; `update` shows those of another digit, or none. */
export interface StepStrip extends HTMLElement {
  update(digit: StripDigit | undefined): void;
}

/** How much of the surroundings is shown on either side of a box, by its longer side. */
const SURROUNDINGS = 0.25;

/** Returns the preprocessing as a strip of pictures: as it was written, boxed, scaled to 20×20, centered in 28×28. */
export function stepStrip(): StepStrip {
  const cut = html<"canvas">`<canvas class="step-picture" width="112" height="112" aria-hidden="true"></canvas>`;
  const found = html`<li>${cut}<span>Find</span></li>`;
  const scaled = digitImage(new Uint8Array(SIDE * SIDE));
  const seen = digitImage(new Uint8Array(SIDE * SIDE), {label: "What the network sees: nothing yet"});
  const strip = html`<figure class="steps">
    <ol>
      ${found}
      <li>${scaled}<span>Scale</span></li>
      <li>${seen}<span>Center</span></li>
    </ol>
    <figcaption>
      Last: what the network sees, 28 × 28 gray values, scaled to 20 × 20 and centered by mass like the images it
      learned from.
    </figcaption>
  </figure>`;
  let shown: StripDigit | undefined;
  let frame = 0;
  let frameColor: string | undefined;
  onColorChange(() => {
    frameColor = undefined;
    paint(); // after the surface, which it is cut out of
  });

  function paint(): void {
    cancelAnimationFrame(frame);
    frame = 0;
    const image = shown?.image ?? new Uint8Array(SIDE * SIDE);
    paintDigit(scaled, shiftToCorner(image));
    paintDigit(seen, image);
    if (shown) frameColor ??= getComputedStyle(cut).outlineColor;
    paintCut(cut, shown, frameColor ?? "");
  }

  function update(digit: StripDigit | undefined): void {
    shown = digit;
    found.hidden = Boolean(digit && !digit.source); // cells are not found on a surface
    seen.setAttribute("aria-label", `What the network sees${digit ? `, read as ${digit.text}` : ": nothing yet"}`);
    frame ||= requestAnimationFrame(paint); // after the answer, whose visitor would wait for it
  }

  return Object.assign(strip, {update});
}

/** Returns the ink of a centered *image*, [784], as it was before it was centered: in the upper left, in 28×28. */
export function shiftToCorner(image: Uint8Array): Uint8Array {
  const box = findInkBox({width: SIDE, height: SIDE, data: image});
  const shifted = new Uint8Array(image.length);
  if (!box) return shifted;
  const margin = (SIDE - INNER) / 2;
  for (let y = 0; y < box.height; ++y) {
    const from = (box.y + y) * SIDE + box.x;
    shifted.set(image.subarray(from, from + box.width), (margin + y) * SIDE + margin);
  }
  return shifted;
}

/** Paints the surroundings of a digit, and its box as a frame of that *color*. */
function paintCut(canvas: HTMLCanvasElement, digit: StripDigit | undefined, color: string): void {
  const context = canvas.getContext("2d")!;
  const {width: side} = canvas;
  context.clearRect(0, 0, side, side);
  if (!digit?.source) return;
  const {source, box} = digit;
  const shown = (1 + 2 * SURROUNDINGS) * Math.max(box.width, box.height, 1);
  const [left, top] = [box.x + box.width / 2 - shown / 2, box.y + box.height / 2 - shown / 2];
  context.drawImage(source, left, top, shown, shown, 0, 0, side, side);
  const scale = side / shown;
  context.strokeStyle = color;
  context.lineWidth = 2;
  context.strokeRect((box.x - left) * scale, (box.y - top) * scale, box.width * scale, box.height * scale);
}
