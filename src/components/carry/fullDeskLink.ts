import {html} from "htl";

/** Returns a link to the page with the whole desk, at *href*, where the drawing goes along. */
export function fullDeskLink(href: string): HTMLElement {
  return html`<p class="desk-along"><a href=${href}>Open in the full desk</a></p>`;
}
