import {html} from "htl";

/**
 * Returns what stands where there is nothing to show: a *sentence* that says so and what to do, and the *command* that does
 * it, if one does.
 */
export function emptyState(sentence: string, command?: string): HTMLElement {
  return html`<p class="empty" data-testid="empty">${sentence}${command && html` <code>${command}</code>`}</p>`;
}

/** Returns an `emptyState` for a whole page: the page's cards, which would be empty too, are hidden while it stands. */
export function emptyPage(sentence: string, command?: string): HTMLElement {
  const element = emptyState(sentence, command);
  element.classList.add("empty-page");
  return element;
}
