import {html} from "htl";
import {siteFileProblem} from "../../siteFile.js";
import {emptyState} from "./emptyState.js";

/** The time before a loading message appears, in milliseconds. */
const IN_WORDS = 1000;

/** Returns a loading placeholder: it moves after 100 ms, and names *what* is loading after a second. */
export function loading(what: string): HTMLElement {
  const words = html`<span class="loading-words"></span>`;
  setTimeout(() => (words.textContent = `Loading ${what} …`), IN_WORDS);
  return html`<div class="loading" role="status"><span class="loading-bar"></span>${words}</div>`;
}

/**
 * Returns an element that shows the result of *render* once *promise* resolves. Before, it says that it is loading
 * *what*; if loading or rendering fails, it shows the error.
 */
export function whileLoading<Value>(
  what: string,
  promise: Promise<Value>,
  render: (value: Value) => Node
): HTMLElement {
  const place = html`<div>${loading(what)}</div>`;
  promise.then(render).then(
    (node) => place.replaceChildren(node),
    (error: unknown) => {
      place.replaceChildren(emptyState(`Could not load ${what}: ${siteFileProblem(error)}`));
    }
  );
  return place;
}
