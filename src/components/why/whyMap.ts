import {html} from "htl";
import type {Alphabet} from "../../characters/alphabet.js";
import {pause} from "../page/idle.js";
import {latestOnly} from "../page/latestOnly.js";
import {classChoice} from "./classChoice.js";
import type {DigitExplanation} from "./explanation.js";
import {whyNotes, whyPicture, whyWords} from "./whyNotes.js";
import {FIRST_WHY, reduceWhy, whyTitle, type ReadImage, type WhyEvent, type WhyQuestion} from "./whyState.js";

/** Why a digit is what it is; its `update` is about another digit that a run read, or none. */
export interface WhyMap extends HTMLDetailsElement {
  update(read: ReadImage | undefined, run: string, classes: Alphabet): void;
}

export interface WhyMapOptions {
  /** Resolves to why a run reads *image* as *digit*, and not as *other*; rejects with a sentence for the visitor. */
  readonly explain: (run: string, image: Uint8Array, digit: number, other?: number) => Promise<DigitExplanation>;
}

/**
 * Returns what opens to say which ink speaks for the digit that was read, and why it is not another: the digit with its
 * ink colored, and a sentence. Nothing is computed while it is closed, and of what is asked in a row only the latest.
 */
export function whyMap({explain}: WhyMapOptions): WhyMap {
  const view = whyView((digit) => follow({type: "choose", digit}));
  const {details} = view;
  let state = FIRST_WHY;
  let asked: WhyQuestion | undefined;

  const submit = latestOnly(
    async (question: WhyQuestion) => {
      await pause(question.notBefore - performance.now());
      if (question !== state.latest) return undefined; // there is newer ink
      const {run, other} = question;
      return explain(run, question.read.image, question.read.label, other);
    },
    (question, result) => {
      if (question !== state.latest) return;
      if ("error" in result) view.showNothing(`There is no explanation: ${result.error.message}.`);
      else if (result.value) view.show(question, result.value, state.classes);
    }
  );

  function follow(event: WhyEvent): void {
    state = reduceWhy(state, event);
    view.ask(whyTitle(state), state.classes, state.latest);
    ask();
  }

  function ask(): void {
    if (!details.open || state.latest === asked) return;
    asked = state.latest;
    if (!asked) return view.showNothing("");
    view.wait();
    submit(asked);
  }

  details.addEventListener("toggle", ask);
  view.ask(whyTitle(state), state.classes, undefined);
  return Object.assign(details, {
    update: (read: ReadImage | undefined, run: string, classes: Alphabet) =>
      follow({type: "answer", read, run, classes, now: performance.now()})
  });
}

/** What is seen of the question and its answer. */
interface WhyView {
  readonly details: HTMLDetailsElement;
  readonly ask: (title: string, classes: Alphabet, question: WhyQuestion | undefined) => void;
  /** Marks that what is shown is about to be replaced. */
  readonly wait: () => void;
  readonly show: (question: WhyQuestion, explanation: DigitExplanation, classes: Alphabet) => void;
  readonly showNothing: (words: string) => void;
}

function whyView(onChoose: (digit: number) => void): WhyView {
  const summary = html`<summary></summary>`;
  const picture = html`<div class="why-picture"></div>`;
  const sentence = html`<p class="why-sentence" role="status"></p>`;
  const notes = html`<div class="why-notes"></div>`;
  const choice = classChoice(onChoose);
  const body = html`<div class="why-body">
    ${picture}
    <div class="why-words">${choice}${sentence}${notes}</div>
  </div>`;
  const setBusy = (isBusy: boolean) => body.setAttribute("aria-busy", String(isBusy));
  return {
    details: html<"details">`<details class="more why" data-testid="why">${summary}${body}</details>`,
    ask(title, classes, question) {
      summary.textContent = title;
      choice.update(classes, question && {read: question.read.label, asked: question.other ?? question.read.label});
    },
    wait() {
      setBusy(true);
      if (!picture.childElementCount) sentence.textContent = "Looking …";
    },
    show(question, explanation, classes) {
      const words = whyWords(question, explanation, classes);
      setBusy(false);
      picture.replaceChildren(whyPicture(question, explanation, words));
      sentence.textContent = words;
      notes.replaceChildren(...whyNotes(question, explanation, classes));
    },
    showNothing(words) {
      setBusy(false);
      picture.replaceChildren();
      notes.replaceChildren();
      sentence.textContent = words;
    }
  };
}
