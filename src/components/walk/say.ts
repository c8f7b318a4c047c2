import {html} from "htl";
import {unbroken} from "../page/format.js";
import type {Walk} from "./followWalk.js";
import {SOON} from "./sentences.js";
import type {WalkState} from "./walkState.js";

/** As long as most sentences: it keeps their place until the run has answered. */
const FILLER = "n ".repeat(60);

/** Returns a sentence about the followed character, which changes with it. */
export function say(walk: Walk, sentence: (state: WalkState) => string): HTMLElement {
  const place = html`<span class="live"></span>`;
  let shown: string | undefined;
  walk.watch((state) => {
    const text = unbroken(sentence(state));
    if (text === shown) return;
    shown = text;
    place.replaceChildren(
      text,
      ...(text === SOON ? [html`<span class="filler" aria-hidden="true">${FILLER}</span>`] : [])
    );
  });
  return place;
}
