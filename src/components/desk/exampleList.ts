import {group} from "d3-array";
import {html} from "htl";
import type {Stroke} from "../../pen/pen.js";
import {strokesPicture} from "./drawingPicture.js";
import {EXAMPLES} from "./examples.js";

/** Returns buttons with drawings to try, by how hard they are; *onChoose* is given the strokes of the one chosen. */
export function exampleList({onChoose}: {onChoose: (strokes: readonly Stroke[]) => void}): HTMLElement {
  const groups = Array.from(
    group(EXAMPLES, ({kind}) => kind),
    ([kind, examples]) =>
      html`<div class="example-group">
        <span>${kind}</span>
        ${examples.map(
          ({title, strokes}) =>
            html`<button
              type="button"
              title=${title}
              aria-label=${`Example: ${title}`}
              onclick=${() => onChoose(strokes)}
            >
              ${strokesPicture(strokes, title)}
            </button>`
        )}
      </div>`
  );
  return html`<div class="examples" role="group" aria-label="Examples to try">${groups}</div>`;
}
