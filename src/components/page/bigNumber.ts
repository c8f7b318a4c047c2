import {html} from "htl";

/**
 * Returns a card with one figure: a large *value*, *label* above it, *note* (n, interval, date) below; linked to
 * *href*.
 */
export function bigNumber({
  label,
  value,
  note,
  href
}: {
  label: string;
  value: string;
  note: string;
  href?: string;
}): HTMLElement {
  const content = html.fragment`<span class="number-label">${label}</span><strong class="number-value">${value}</strong
    ><span class="number-note">${note}</span>`;
  return href
    ? html`<a class="card number" href=${href}>${content}</a>`
    : html`<div class="card number">${content}</div>`;
}
