import {html} from "htl";
import type {Alphabet} from "../../characters/alphabet.js";
import {askWhy, type WhyView} from "./askWhy.js";
import {classChoice} from "./classChoice.js";
import type {DigitExplanation} from "./explanation.js";
import {whyNotes, whyPicture, whyWords} from "./whyNotes.js";
import type {ReadImage} from "./whyState.js";
import {whyWays, type AskGradients, type WhyWays} from "./whyWays.js";

/** Why a digit is what it is; its `update` is about another digit that a run read, or none. */
export interface WhyMap extends HTMLDetailsElement {
  update(read: ReadImage | undefined, run: string, classes: Alphabet): void;
}

export interface WhyMapOptions {
  /** Resolves to why a run reads *image* as *digit*, and not as *other*; rejects with a sentence for the visitor. */
  readonly explain: (run: string, image: Uint8Array, digit: number, other?: number) => Promise<DigitExplanation>;
  /** Asks for the gradients that are compared with it; without it nothing is. */
  readonly gradients?: AskGradients | undefined;
}

/**
 * Returns what opens to say which ink speaks for the digit that was read, and why it is not another: the digit with its
 * ink colored, and a sentence; and, where that is opened too, its gradients beside it. Nothing is computed while it is
 * closed, and of what is asked in a row only the latest.
 */
export function whyMap({explain, gradients}: WhyMapOptions): WhyMap {
  const view = whyView((digit) => asking.follow({type: "choose", digit}), gradients && whyWays(gradients));
  const asking = askWhy(explain, view);
  view.details.addEventListener("toggle", () => asking.ask());
  return Object.assign(view.details, {
    update: (read: ReadImage | undefined, run: string, classes: Alphabet) =>
      asking.follow({type: "answer", read, run, classes, now: performance.now()})
  });
}

/** The view that a visitor opens. */
interface OpenedView extends WhyView {
  readonly details: HTMLDetailsElement;
}

function whyView(onChoose: (digit: number) => void, ways: WhyWays | undefined): OpenedView {
  const summary = html`<summary></summary>`;
  const picture = html`<div class="why-picture"></div>`;
  const sentence = html`<p class="why-sentence" role="status"></p>`;
  const notes = html`<div class="why-notes"></div>`;
  const choice = classChoice(onChoose);
  const body = html`<div class="why-body">
    ${picture}
    <div class="why-words">${choice}${sentence}${notes}</div>
  </div>`;
  const comparison = ways && openedWays(ways);
  const setBusy = (isBusy: boolean) => body.setAttribute("aria-busy", String(isBusy));
  const details = html<"details">`<details class="more why" data-testid="why">
    ${summary}${body}${comparison?.place}
  </details>`;
  return {
    details,
    isOpen: () => details.open,
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
      comparison?.show([question, explanation, classes]);
    },
    showNothing(words) {
      setBusy(false);
      picture.replaceChildren();
      notes.replaceChildren();
      sentence.textContent = words;
      comparison?.show(undefined);
    }
  };
}

/** Returns what opens to compare *ways* to ask why, of which nothing is computed while it is closed. */
function openedWays(ways: WhyWays): {
  readonly place: HTMLElement;
  readonly show: (next: Parameters<WhyWays["show"]> | undefined) => void;
} {
  const details = html<"details">`<details class="why-more" data-testid="why-ways">
    <summary>Compare with the gradient and Grad-CAM</summary>
    ${ways}
  </details>`;
  let latest: Parameters<WhyWays["show"]> | undefined;
  let shown: typeof latest;
  const look = () => {
    if (!details.open || !latest || latest === shown) return;
    shown = latest;
    ways.show(...latest);
  };
  details.addEventListener("toggle", look);
  const place = html`<div></div>`;
  return {
    place,
    show(next) {
      latest = next;
      if (!next) details.remove();
      else if (!details.isConnected) place.append(details);
      look();
    }
  };
}
