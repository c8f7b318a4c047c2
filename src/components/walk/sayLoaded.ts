import {html} from "htl";
import {siteFileProblem} from "../../siteFile.js";
import {whenSeen} from "../page/whenSeen.js";

/** Returns a sentence about a value that is loaded when the sentence is about to be seen. */
export function sayLoaded<Value>(load: () => Promise<Value>, sentence: (value: Value) => string): HTMLElement {
  const place = html`<span class="live">…</span>`;
  void whenSeen(place)
    .then(load)
    .then(
      (value) => void (place.textContent = sentence(value)),
      (error: unknown) => void (place.textContent = `(${siteFileProblem(error)})`)
    );
  return place;
}
