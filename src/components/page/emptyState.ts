import {html} from "htl";

/**
 * Returns a placeholder for missing content: a *sentence* that says what is missing and what to do, and an optional
 * *command* that does it.
 */
export function emptyState(sentence: string, command?: string): HTMLElement {
  return html`<p class="empty" data-testid="empty">${sentence}${command && html` <code>${command}</code>`}</p>`;
}

/** Returns an `emptyState` for a whole page; it hides the page's cards, which would be empty too. */
export function emptyPage(sentence: string, command?: string): HTMLElement {
  const element = emptyState(sentence, command);
  element.classList.add("empty-page");
  return element;
}
