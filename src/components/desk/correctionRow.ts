import {html} from "htl";
import {isSameAlphabet, NO_CLASS, type Alphabet} from "../../characters/alphabet.js";
import {classOptions} from "../page/classOptions.js";
import {capitalized, notOne} from "../page/classWords.js";
import {correctionWords, offeredClasses, tapped, type CorrectionState} from "./correctionState.js";

/** A row of classes for one digit of an answer; `update` shows it for another, or for none. */
export interface CorrectionRow extends HTMLElement {
  update(state: CorrectionState | undefined): void;
}

/**
 * Returns a row of classes in which one tap says what a digit really is, and a second tap takes that back. *onCorrect* is
 * given the class, `NO_CLASS` for no digit, undefined for as read. *tools* stand at its end.
 */
export function correctionRow(onCorrect: (label: number | undefined) => void, tools: HTMLElement): CorrectionRow {
  const words = html`<legend></legend>`;
  const classButtons = html`<div class="correction-classes"></div>`;
  const other = html<"select">`<select data-testid="correct-other" aria-label="Another class"></select>`;
  const none = toggle(NO_CLASS, tap);
  const row = html`<fieldset class="correction" data-testid="correct" hidden>
    ${words}${classButtons}
    <div class="toolbar">${other}${none}${tools}</div>
  </fieldset>`;
  let shown: CorrectionState | undefined;
  let listed: Alphabet | undefined;
  let buttons: HTMLButtonElement[] = [];

  function tap(label: number): void {
    if (shown) onCorrect(tapped(shown, label));
  }

  /** Keeps the buttons, and with them the focus, as long as they stand for the same classes. */
  function offer(state: CorrectionState, offered: readonly number[]): void {
    if (listed && isSameAlphabet(listed, state.classes) && offered.join() === buttons.map(({value}) => value).join()) {
      return;
    }
    buttons = offered.map((label) => toggle(label, tap));
    classButtons.replaceChildren(...buttons);
    classButtons.toggleAttribute(
      "data-names",
      state.classes.some((name) => name.length > 2)
    );
    if (listed && isSameAlphabet(listed, state.classes)) return;
    listed = state.classes;
    other.replaceChildren(html`<option value="">other …</option>`, ...classOptions(state.classes));
    none.textContent = capitalized(notOne(state.classes));
  }

  function update(state: CorrectionState | undefined): void {
    shown = state;
    row.hidden = !state;
    if (!state) return;
    const {classes, label, corrected} = state;
    const offered = offeredClasses(state);
    offer(state, offered);
    const sentence = correctionWords(state);
    if (words.textContent !== sentence) words.textContent = sentence;
    other.hidden = offered.length === classes.length;
    other.value = "";
    for (const button of [...buttons, none]) {
      const isRead = Number(button.value) === label;
      if (button !== none) button.replaceChildren(...faceOf(classes[Number(button.value)] ?? "?", isRead));
      button.toggleAttribute("data-read", isRead);
      button.setAttribute("aria-pressed", String(Number(button.value) === corrected));
    }
  }

  other.addEventListener("change", () => other.value && tap(Number(other.value)));
  return Object.assign(row, {update});
}

/** Returns the name of a class, and a word that marks the one that was read. */
function faceOf(name: string, isRead: boolean): Node[] {
  return [new Text(name), ...(isRead ? [html`<small> read</small>`] : [])];
}

function toggle(label: number, onTap: (label: number) => void): HTMLButtonElement {
  return html<"button">`<button type="button" value=${label} onclick=${() => onTap(label)}></button>`;
}
