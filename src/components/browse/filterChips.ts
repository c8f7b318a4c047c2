import {html} from "htl";
import type {Alphabet} from "../../characters/alphabet.js";
import {withMembers} from "../page/withMembers.js";
import {activeFilters, type BrowseEvent, type BrowseState} from "./browseState.js";
import {filterWords} from "./filterWords.js";

/** The filters in force, each a button that takes it away. */
export interface FilterChips extends HTMLElement {
  show(state: BrowseState): void;
}

/** Returns the filters in force as buttons that take them away; after the last of them, *onEmpty* is given the focus. */
export function filterChips(
  classes: Alphabet,
  dispatch: (event: BrowseEvent) => void,
  onEmpty: () => void
): FilterChips {
  const chips = html`<div class="filter-chips" role="group" aria-label="Active filters" hidden></div>`;

  /** Keeps the keyboard's place among the chips, one of which has just gone. */
  function refocus(position: number): void {
    const left = chips.querySelectorAll<HTMLElement>(".filter-chip");
    if (left.length) left[Math.min(position, left.length - 1)]!.focus();
    else onEmpty();
  }

  return withMembers(chips, {
    show(state: BrowseState) {
      const active = activeFilters(state);
      const focused = [...chips.children].indexOf(document.activeElement!);
      const buttons = active.map((name) => {
        const words = filterWords(name, state, classes);
        return html`<button
          type="button"
          class="filter-chip"
          aria-label=${`Remove filter ${words}`}
          onclick=${() => dispatch({type: "remove", name})}
        >
          ${words}<span aria-hidden="true">×</span>
        </button>`;
      });
      const clear = html`<button type="button" class="quiet" onclick=${() => dispatch({type: "clear"})}>
        Clear all
      </button>`;
      chips.replaceChildren(...buttons, ...(active.length ? [clear] : []));
      chips.hidden = !active.length;
      if (focused >= 0) refocus(focused);
    }
  });
}
