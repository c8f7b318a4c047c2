import {html, svg} from "htl";
import {strokesPath} from "../desk/drawingPicture.js";
import {askWhenSeen} from "./askWhenSeen.js";
import type {Walk} from "../network/followWalk.js";
import {digitOf, type WalkState} from "../network/walkState.js";

const UNIT = 560;

/** Returns the whole drawing with a box around each character that was found, and a choice of the one to follow. */
export function foundFigure(walk: Walk): HTMLElement {
  const place = html`<div class="walk-strokes"></div>`;
  const choices = html`<div class="toolbar walk-choices" role="group" aria-label="Follow"></div>`;
  walk.watch((state) => {
    place.replaceChildren(foundPlot(state));
    const digits = state.digits ?? [];
    choices.hidden = digits.length < 2;
    const focused = choices.contains(document.activeElement);
    choices.replaceChildren(
      ...digits.map(
        ({text}, i) =>
          html`<button
            type="button"
            aria-pressed=${String(digits[i] === digitOf(state))}
            onclick=${() => walk.choose(i)}
          >
            ${text}
          </button>`
      )
    );
    if (focused) choices.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus();
  });
  const figure = html`<figure class="card walk-figure" data-testid="walk-found">
    ${place}${choices}
    <figcaption>The surface with the box around each character; the thick one is followed.</figcaption>
  </figure>`;
  return askWhenSeen(walk, figure);
}

/** Returns the whole drawing with a box around each character that was found. */
export function foundPlot(state: WalkState): SVGElement {
  const pad = UNIT / 50;
  return svg`<svg viewBox="0 0 ${UNIT} ${UNIT}" role="img" aria-label=${`${state.digits?.length ?? 0} boxes around the ink`}>
    <path class="walk-ink" d=${strokesPath(state.strokes)} stroke-width=${UNIT / 40}></path>
    ${(state.digits ?? []).map(
      (digit) => svg`<rect class="walk-box" data-chosen=${digit === digitOf(state) ? "" : null}
        x=${UNIT * digit.box.x - pad} y=${UNIT * digit.box.y - pad}
        width=${UNIT * digit.box.width + 2 * pad} height=${UNIT * digit.box.height + 2 * pad} rx="6"></rect>`
    )}
  </svg>`;
}
