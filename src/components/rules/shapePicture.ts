import {html, svg} from "htl";
import {SIDE} from "../../ink/image/grid.js";
import type {Examination} from "../../readers/rules/examineRules.js";
import {shapeWords} from "./rulesWords.js";

/** A picture of what rules measure; `update` shows that of another image, or none. */
export interface ShapePicture extends HTMLElement {
  update(examination: Examination | undefined): void;
}

/** Returns the ink of a character as rules see it, with its box, holes, line ends and the lines along which strokes are counted. */
export function shapePicture(): ShapePicture {
  const place = html`<div class="shape-place"></div>`;
  const words = html`<strong></strong>`;
  const figure = html`<figure class="shape">
    ${place}
    <figcaption>
      ${words}
      <span class="shape-legend">
        <span class="shape-key" data-of="hole">hole</span> <span class="shape-key" data-of="end">line end</span>
        <span class="shape-key" data-of="line">where strokes are counted</span>
      </span>
      The prepared 28 × 28 image, turned upright; ink is what is darker than 40 % of its darkest pixel.
    </figcaption>
  </figure>`;
  function update(examination: Examination | undefined): void {
    place.replaceChildren(pictureOf(examination));
    words.textContent = examination ? `${shapeWords(examination)}.` : "Nothing drawn yet.";
  }
  update(undefined);
  return Object.assign(figure, {update});
}

function pictureOf(examination: Examination | undefined): SVGElement {
  const frame = `0 0 ${SIDE} ${SIDE}`;
  if (!examination) return svg`<svg viewBox=${frame} aria-hidden="true"></svg>`;
  const {shape, holePixels, crossings} = examination;
  const {box, ends, ink} = shape;
  const inked = [...ink.keys()].filter((i) => ink[i]);
  return svg`<svg viewBox=${frame} role="img" aria-label=${`The shape: ${shapeWords(examination)}`}>
    <path class="shape-ink" d=${pixelsPath(inked)} />
    <path class="shape-hole" d=${pixelsPath(holePixels)} />
    <rect class="shape-box" x=${box.x} y=${box.y} width=${box.width} height=${box.height} />
    ${crossings.map(({isDown, at}) =>
      isDown
        ? svg`<line class="shape-line" x1=${at + 0.5} x2=${at + 0.5} y1=${box.y - 1} y2=${box.y + box.height + 1} />`
        : svg`<line class="shape-line" y1=${at + 0.5} y2=${at + 0.5} x1=${box.x - 1} x2=${box.x + box.width + 1} />`
    )}
    ${ends.map(({x, y}) => svg`<circle class="shape-end" cx=${x} cy=${y} r="1" />`)}
  </svg>`;
}

/** Returns a path that covers the pixels of the image at *indices*. */
export function pixelsPath(indices: readonly number[]): string {
  return indices.map((i) => `M${i % SIDE} ${Math.floor(i / SIDE)}h1v1h-1z`).join("");
}
