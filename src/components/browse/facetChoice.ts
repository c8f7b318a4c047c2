import {html} from "htl";
import {withMembers} from "../page/withMembers.js";
import type {Chosen} from "./filterDigits.js";

/** Buttons for the values of a facet; `show` says which are chosen, and which there are. */
export interface FacetChoice extends HTMLElement {
  show(chosen: Chosen, values?: readonly string[]): void;
}

/** Returns a button for each of a facet's *values*, any number of which can be chosen, and one that turns the choice around. */
export function facetChoice(
  label: string,
  values: readonly string[],
  {onToggle, onNot}: {onToggle: (value: string) => void; onNot: () => void}
): FacetChoice {
  const not = notButton(label, onNot);
  const place = html`<div class="facet-values"></div>`;
  const element = html`<fieldset class="facet">
    <legend>${label}</legend>
    ${place}
  </fieldset>`;
  let buttons = new Map<string, HTMLElement>();

  function offer(next: readonly string[]): void {
    if (next.length && next.join("\n") === [...buttons.keys()].join("\n")) return;
    buttons = new Map(
      next.map((value) => [
        value,
        html`<button type="button" class="facet-value" onclick=${() => onToggle(value)}>${value}</button>`
      ])
    );
    place.replaceChildren(not, ...buttons.values());
  }

  offer(values);
  return withMembers(element, {
    show(chosen: Chosen, next: readonly string[] = values) {
      offer(next);
      not.ariaPressed = String(chosen.not);
      for (const [value, button] of buttons) button.ariaPressed = String(chosen.values.includes(value));
    }
  });
}

/** Returns a switch that turns the choice of what *label* names around. */
export function notButton(label: string, onNot: () => void): HTMLElement {
  return html`<button
    type="button"
    class="facet-value facet-not"
    aria-label=${`${label}: not`}
    title="All but what is chosen"
    onclick=${onNot}
  >
    not
  </button>`;
}
