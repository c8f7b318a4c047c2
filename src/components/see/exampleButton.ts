import {html} from "htl";
import type {Walk} from "../network/followWalk.js";

/** Returns a button that has the run read the walk's example, until something was read. */
export function exampleButton(walk: Walk): HTMLElement {
  const button = html`<button type="button" data-testid="see-example" onclick=${() => walk.ask()}>
    Show an example
  </button>`;
  walk.watch(({digits}) => (button.hidden = !walk.run || digits !== undefined));
  return html`<div class="toolbar">${button}</div>`;
}
