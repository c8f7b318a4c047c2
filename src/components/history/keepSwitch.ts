import {html} from "htl";
import {withMembers} from "../page/withMembers.js";

/** An input whose value says whether drawings are to be kept on this device; `show` sets it, without an event. */
export interface KeepSwitch extends HTMLElement {
  readonly value: boolean;
  /** *kept* drawings are on the device, which it asks about before they are deleted. */
  show(state: {isWanted: boolean; kept: number}): void;
}

/**
 * Returns a switch for keeping drawings. Turned off while drawings are kept, it asks whether to delete them, and
 * dispatches `input` only once that is confirmed; "Keep it", or Escape, turns it on again.
 */
export function keepSwitch(): KeepSwitch {
  const box = html<"input">`<input type="checkbox" checked data-testid="keep-drawings" />`;
  const words = html`<p></p>`;
  const remove = html<"button">`<button type="button" data-testid="delete-kept"></button>`;
  const cancel = html<"button">`<button type="button" data-testid="keep-kept"></button>`;
  const question = html`<div class="keep-question" role="group" aria-label="Delete what is kept?" hidden>
    ${words}
    <div class="toolbar">${remove}${cancel}</div>
  </div>`;
  const element = html`<div class="keep-switch">
    <label class="switch">${box} <span>Keep on this device</span></label>
    ${question}
  </div>`;

  let value = true;
  let kept = 0;

  function decide(next: boolean): void {
    question.hidden = true;
    box.checked = next;
    if (next === value) return;
    value = next;
    element.dispatchEvent(new CustomEvent("input", {bubbles: true}));
  }

  function close(next: boolean): void {
    decide(next);
    box.focus();
  }

  box.addEventListener("input", (event) => {
    event.stopPropagation(); // the switch tells of what is decided
    if (box.checked || !kept) return decide(box.checked);
    const them = kept === 1 ? "it" : "them";
    [remove.textContent, cancel.textContent] = [`Delete ${them}`, `Keep ${them}`];
    words.textContent = `Delete ${kept === 1 ? "the drawing" : `the ${kept} drawings`} kept on this device? What is listed here stays until you leave the page.`;
    question.hidden = false;
    cancel.focus();
  });
  remove.addEventListener("click", () => close(false));
  cancel.addEventListener("click", () => close(true));
  question.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation(); // it would clear the surface
    close(true);
  });

  return withMembers(element, {
    get value() {
      return value;
    },
    show(state: {isWanted: boolean; kept: number}) {
      kept = state.kept;
      if (state.isWanted !== value) question.hidden = true; // another tab decided
      value = state.isWanted;
      if (question.hidden) box.checked = value;
    }
  });
}
