import {html} from "htl";
import type {Alphabet} from "../../characters/alphabet.js";
import {whenSeen} from "../page/whenSeen.js";
import {askWhy} from "./askWhy.js";
import {classChoice} from "./classChoice.js";
import type {WhyMapOptions} from "./whyMap.js";
import {whyWords} from "./whyNotes.js";
import type {ReadImage} from "./whyState.js";
import {whyWays, type AskGradients} from "./whyWays.js";

/** Why a digit is what it is, by three maps side by side; its `update` is about another digit that a run read, or none. */
export interface WhyCard extends HTMLElement {
  update(read: ReadImage | undefined, run: string, classes: Alphabet): void;
}

/**
 * Returns a card with the maps of hidden ink, of the gradient and of Grad-CAM for the digit that was read, and with a choice
 * of another class that it is not. Nothing is computed before it is about to be seen.
 */
export function whyCard({explain, gradients}: Pick<WhyMapOptions, "explain"> & {gradients: AskGradients}): WhyCard {
  let isSeen = false;
  const ways = whyWays(gradients);
  const choice = classChoice((digit) => asking.follow({type: "choose", digit}));
  const sentence = html`<p class="why-sentence" role="status"></p>`;
  const card = html`<figure class="card see-why" data-testid="see-why">${choice}${sentence}${ways}</figure>`;
  const setBusy = (isBusy: boolean) => ways.setAttribute("aria-busy", String(isBusy));
  const asking = askWhy(explain, {
    isOpen: () => isSeen,
    ask: (_title, classes, question) =>
      choice.update(classes, question && {read: question.read.label, asked: question.other ?? question.read.label}),
    wait() {
      setBusy(true);
      if (!sentence.textContent) sentence.textContent = "Looking …";
    },
    show(question, explanation, classes) {
      sentence.textContent = whyWords(question, explanation, classes);
      ways.hidden = false;
      ways.show(question, explanation, classes);
    },
    showNothing(words) {
      setBusy(false);
      ways.hidden = true;
      sentence.textContent = words || "Draw, and the maps show up here.";
    }
  });
  void whenSeen(card).then(() => {
    isSeen = true;
    asking.ask();
  });
  return Object.assign(card, {
    update: (read: ReadImage | undefined, run: string, classes: Alphabet) =>
      asking.follow({type: "answer", read, run, classes, now: performance.now()})
  });
}
