import {html} from "htl";
import {isSameAlphabet, type Alphabet} from "../../characters/alphabet.js";
import {classOptions} from "../page/classOptions.js";
import {classWords} from "../page/classWords.js";
import {named} from "./explanation.js";

/** More classes are chosen from a list. */
const MAX_BUTTONS = 36;

/** What chooses a class to ask about. */
export interface ClassChoice extends HTMLElement {
  /** Offers *classes*, and marks the one that was read and the one that is asked about; undefined while there is none. */
  update(classes: Alphabet, state: {readonly read: number; readonly asked: number} | undefined): void;
}

/** Returns a button for each class, or a list of many; *onChoose* is given the index of the one chosen. */
export function classChoice(onChoose: (digit: number) => void): ClassChoice {
  const legend = html`<legend></legend>`;
  const choice = html<"fieldset">`<fieldset class="why-choice">${legend}</fieldset>`;
  let offered: Alphabet = [];
  let show: ReturnType<typeof classButtons>["show"] = () => undefined;

  return Object.assign(choice, {
    update(classes: Alphabet, state: {readonly read: number; readonly asked: number} | undefined) {
      if (!isSameAlphabet(classes, offered)) {
        offered = classes;
        const made = classes.length > MAX_BUTTONS ? classList(classes, onChoose) : classButtons(classes, onChoose);
        show = made.show;
        legend.textContent = `Why not another ${classWords(classes).kind}?`;
        choice.replaceChildren(legend, ...made.elements);
      }
      choice.disabled = !state;
      show(state);
    }
  });
}

/** Controls that choose a class. */
interface Controls {
  readonly elements: readonly HTMLElement[];
  readonly show: (state: {readonly read: number; readonly asked: number} | undefined) => void;
}

function classList(classes: Alphabet, onChoose: (digit: number) => void): Controls {
  const list = html<"select">`<select aria-label="Why not another?" onchange=${() => onChoose(Number(list.value))}>
    ${classOptions(classes)}
  </select>`;
  return {elements: [list], show: (state) => (list.value = state ? String(state.asked) : "")};
}

function classButtons(classes: Alphabet, onChoose: (digit: number) => void): Controls {
  const buttons = classes.map(
    (name, digit) => html<"button">`<button type="button" onclick=${() => onChoose(digit)}>${name}</button>`
  );
  return {
    elements: buttons,
    show: (state) =>
      buttons.forEach((button, digit) => {
        button.setAttribute("aria-label", `Why ${digit === state?.read ? "" : "not "}${named(classes, digit)}?`);
        button.setAttribute("aria-pressed", String(digit === state?.asked));
      })
  };
}
