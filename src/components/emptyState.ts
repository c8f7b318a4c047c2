import {html} from "htl";

/**
 * Returns what stands where there is nothing to show: a *sentence* that says so and what to do, and the *command* that does
 * it, if one does.
 */
export function emptyState(sentence: string, command?: string): HTMLElement {
  return html`<p class="empty" data-testid="empty">${sentence}${command && html` <code>${command}</code>`}</p>`;
}
