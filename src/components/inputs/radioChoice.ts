import {html} from "htl";
import {withMembers} from "../page/withMembers.js";

/** A choice of one of some options; `show` sets it. */
export interface RadioChoice<Option extends string> extends HTMLElement {
  show(option: Option): void;
}

/** Returns a choice of one of *options*; *onChoice* is given what a visitor chooses. */
export function radioChoice<Option extends string>(
  label: string,
  options: readonly Option[],
  onChoice: (option: Option) => void
): RadioChoice<Option> {
  const name = label.toLowerCase();
  const inputs = options.map(
    (option) => html<"input">`<input type="radio" name=${name} value=${option} onchange=${() => onChoice(option)} />`
  );
  const element = html`<fieldset class="radio-choice">
    <legend>${label}</legend>
    ${inputs.map((input) => html`<label>${input}${input.value}</label>`)}
  </fieldset>`;
  return withMembers(element, {
    show(option: Option) {
      for (const input of inputs) input.checked = input.value === option;
    }
  });
}
