import {html} from "htl";

/** A row of buttons, of which one may be chosen. */
export interface ButtonRow extends HTMLElement {
  /** Shows a button for each of *texts*, the chosen one pressed; hidden for fewer than *least*. */
  update(texts: readonly string[], chosen: number, least?: number): void;
}

/** Returns the row, named *label*; *onChoose* is given the number of the button that is pressed. */
export function buttonRow(label: string, onChoose: (index: number) => void): ButtonRow {
  const legend = html`<legend>${label}</legend>`;
  const row = html`<fieldset class="rule-choice" hidden>${legend}</fieldset>`;
  let shown: readonly string[] = [];
  let buttons: HTMLElement[] = [];
  return Object.assign(row, {
    update(texts: readonly string[], chosen: number, least = 1) {
      row.hidden = texts.length < least;
      if (texts.join("\n") !== shown.join("\n")) {
        shown = texts;
        buttons = texts.map((text, i) => html`<button type="button" onclick=${() => onChoose(i)}>${text}</button>`);
        row.replaceChildren(legend, ...buttons);
      }
      buttons.forEach((button, i) => button.setAttribute("aria-pressed", String(i === chosen)));
    }
  });
}
