import {html} from "htl";
import {emptyState} from "./emptyState.js";

/** So long after it began, in milliseconds, waiting is put into words. */
const IN_WORDS = 1000;

/** Returns what stands where something is still to come: after 100 ms it moves, after a second it says *what*. */
export function loading(what: string): HTMLElement {
  const words = html`<span class="loading-words"></span>`;
  setTimeout(() => (words.textContent = `Loading ${what} …`), IN_WORDS);
  return html`<div class="loading" role="status"><span class="loading-bar"></span>${words}</div>`;
}

/**
 * Returns an element that holds what *render* makes of a promise's value, once it has come; until then it says that it is
 * loading *what*. What went wrong is said in its place.
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
      const why = error instanceof Error ? error.message : String(error);
      place.replaceChildren(emptyState(`Could not load ${what}: ${why}. Reload the page to try again.`));
    }
  );
  return place;
}
