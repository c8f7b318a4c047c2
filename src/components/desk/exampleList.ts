import {group} from "d3-array";
import {html} from "htl";
import type {Stroke} from "../../pen/pen.js";
import {capitalized} from "../page/classWords.js";
import {strokesPicture} from "./drawingPicture.js";
import {EXAMPLES} from "./examples.js";

/** What a list of examples does with the one chosen. */
export interface ExampleOptions {
  readonly onChoose: (strokes: readonly Stroke[]) => void;
}

/** Returns buttons with drawings to try, by how hard they are; *onChoose* is given the strokes of the one chosen. */
export function exampleList({onChoose}: ExampleOptions): HTMLElement {
  const groups = Array.from(
    group(EXAMPLES, ({kind}) => kind),
    ([kind, examples]) =>
      html`<div class="example-group">
        <span>${capitalized(kind)} examples</span>
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

/** The examples in two places, of which one is seen at a time. */
export interface ExamplePlaces {
  /** In the place of the answer, while there is none. */
  readonly first: HTMLElement;
  /** Among the details, once there is an answer. */
  readonly later: HTMLElement;
  /** Shows the one or the other list, or none; the focus goes along. */
  show(place: "first" | "later" | "none"): void;
}

/** Returns two lists of examples. Each has its own place, so that nothing on the page moves when one replaces the other. */
export function examplePlaces(options: ExampleOptions): ExamplePlaces {
  const [first, later] = [exampleList(options), exampleList(options)];
  const buttonsIn = (list: HTMLElement) => [...list.querySelectorAll("button")];
  return {
    first,
    later,
    show(place) {
      const [shown, hidden] = place === "later" ? [later, first] : [first, later];
      const focused = buttonsIn(hidden).findIndex((button) => button === document.activeElement);
      shown.hidden = place === "none";
      if (focused >= 0) buttonsIn(shown)[focused]!.focus({preventScroll: true});
      hidden.hidden = true;
    }
  };
}
