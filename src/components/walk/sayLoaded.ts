import {html} from "htl";
import {siteFileProblem} from "../../siteFile.js";
import {whenSeen} from "../page/whenSeen.js";
import {filler} from "./say.js";
import {SOON} from "./sentences.js";

/** Returns a sentence about a value that is loaded when the sentence is about to be seen; of about *length* letters. */
export function sayLoaded<Value>(
  load: () => Promise<Value>,
  sentence: (value: Value) => string,
  length?: number
): HTMLElement {
  const place = html`<span class="live">${SOON}${filler(length)}</span>`;
  void whenSeen(place)
    .then(load)
    .then(
      (value) => void (place.textContent = sentence(value)),
      (error: unknown) => void (place.textContent = `(${siteFileProblem(error)})`)
    );
  return place;
}
