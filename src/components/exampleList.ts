import {group} from "d3";
import {html, svg} from "htl";
import type {Stroke} from "../digits/pen.js";
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
              ${strokeThumbnail(strokes)}
            </button>`
        )}
      </div>`
  );
  return html`<div class="examples" role="group" aria-label="Examples to try">${groups}</div>` as HTMLElement;
}

/** Returns a small picture of *strokes*, in fractions of the surface's side. */
export function strokeThumbnail(strokes: readonly Stroke[]): SVGElement {
  const way = strokes.map(
    (stroke) => `M${stroke.map(([x, y]) => `${(100 * x).toFixed(1)} ${(100 * y).toFixed(1)}`).join("L")}`
  );
  return svg`<svg class="stroke-thumbnail" viewBox="0 0 100 100" aria-hidden="true"><path d=${way.join("")} /></svg>` as SVGElement;
}
