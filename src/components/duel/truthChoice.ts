import {html} from "htl";
import type {Alphabet} from "../../characters/alphabet.js";
import {NO_DIGIT} from "../answer/desk.js";
import {capitalized, classWords, kindsOf, namesOf, notOne} from "../page/classWords.js";
import {isOfClasses, truthsOf} from "./truths.js";

/** What the visitor says that a drawing is. */
export interface TruthChoice extends HTMLElement {
  /** Offers what was read, as *texts*, the most frequent first, with *truth* as chosen; disabled where there is nothing to judge. */
  update(shown: {readonly texts: readonly string[]; readonly truth: string | undefined} | undefined): void;
}

/**
 * Returns the choice; *onSay* is given a text of *classes*, `NO_DIGIT`, or undefined for what is taken back. *ofNone* says
 * who can be right about what is none of them.
 */
export function truthChoice(
  classes: Alphabet,
  ofNone: string,
  onSay: (truth: string | undefined) => void
): TruthChoice {
  const buttons = html`<div class="duel-truths"></div>`;
  const input = html<"input">`<input type="text" aria-label="Something else" placeholder="or type it" size="8" />`;
  const form = html<"form">`<form class="duel-typed" hidden>${input}<button>Say</button></form>`;
  const none = html<"button">`<button type="button" onclick=${() => tap(NO_DIGIT)}>
    ${capitalized(notOne(classes))}
  </button>`;
  const remark = html`<p class="caption" hidden>${ofNone}</p>`;
  const choice = html<"fieldset">`<fieldset class="duel-truth" data-testid="truth" disabled>
    <legend>What is it? Your word marks right and wrong.</legend>
    <div class="duel-said">${buttons}${form}${none}</div>
    ${remark}
  </fieldset>`;
  let chosen: string | undefined;
  let offered: readonly string[] = [];

  function tap(truth: string): void {
    onSay(truth === chosen ? undefined : truth);
  }

  input.addEventListener("input", () => input.setCustomValidity(""));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = input.value.trim().replace(/\s+/g, " ");
    if (!isOfClasses(text, classes)) {
      const what = classWords(classes).one === "image" ? kindsOf(classes) : classWords(classes).many;
      input.setCustomValidity(`Only ${what} can be read: ${namesOf(classes)}.`);
      return void input.reportValidity();
    }
    input.value = "";
    onSay(text);
  });
  return Object.assign(choice, {
    update(shown: {readonly texts: readonly string[]; readonly truth: string | undefined} | undefined) {
      choice.disabled = !shown;
      chosen = shown?.truth;
      const {texts, isOpen} = truthsOf(shown?.texts ?? [], classes, chosen);
      // The same buttons stay as long as they stand for the same texts, and with them the focus.
      if (texts.join("\n") !== offered.join("\n")) {
        offered = texts;
        buttons.replaceChildren(
          ...texts.map((text) => html`<button type="button" value=${text} onclick=${() => tap(text)}>${text}</button>`)
        );
      }
      form.hidden = !isOpen;
      choice.toggleAttribute("data-open", isOpen);
      for (const button of buttons.querySelectorAll("button"))
        button.setAttribute("aria-pressed", String(button.value === chosen));
      remark.hidden = chosen !== NO_DIGIT;
      none.setAttribute("aria-pressed", String(chosen === NO_DIGIT));
    }
  });
}
