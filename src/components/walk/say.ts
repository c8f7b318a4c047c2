import {html} from "htl";
import {unbroken} from "../page/format.js";
import type {Walk} from "../network/followWalk.js";
import {SOON} from "./sentences.js";
import type {WalkState} from "../network/walkState.js";

/** The length of most sentences, in letters. */
const LENGTH = 120;

/** Returns what keeps the place of a sentence of about *length* letters until that is there. */
export function filler(length = LENGTH): HTMLElement {
  return html`<span class="filler" aria-hidden="true">${"n ".repeat(length / 2)}</span>`;
}

/** Returns a sentence about the followed character, which changes with it; of about *length* letters. */
export function say(walk: Walk, sentence: (state: WalkState) => string, length = LENGTH): HTMLElement {
  const place = html`<span class="live"></span>`;
  let shown: string | undefined;
  walk.watch((state) => {
    const text = unbroken(sentence(state));
    if (text === shown) return;
    shown = text;
    place.replaceChildren(text, ...(text === SOON ? [filler(length)] : []));
  });
  return place;
}
