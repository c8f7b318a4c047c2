import type {Alphabet} from "../../characters/alphabet.js";
import {pause} from "../page/idle.js";
import {latestOnly} from "../page/latestOnly.js";
import type {DigitExplanation} from "./explanation.js";
import {FIRST_WHY, reduceWhy, whyTitle, type WhyEvent, type WhyQuestion} from "./whyState.js";

/** What is seen of the question and its answer. */
export interface WhyView {
  /** Returns whether the answer can be seen: nothing is computed before. */
  readonly isOpen: () => boolean;
  readonly ask: (title: string, classes: Alphabet, question: WhyQuestion | undefined) => void;
  /** Marks that what is shown is about to be replaced. */
  readonly wait: () => void;
  readonly show: (question: WhyQuestion, explanation: DigitExplanation, classes: Alphabet) => void;
  readonly showNothing: (words: string) => void;
}

/** Asks why, for a view. */
export interface AskingWhy {
  readonly follow: (event: WhyEvent) => void;
  /** Asks what was not asked while the view was closed. */
  readonly ask: () => void;
}

/** Returns what asks *explain* for whatever the *view* is about; of what is asked in a row only the latest. */
export function askWhy(
  explain: (run: string, image: Uint8Array, digit: number, other?: number) => Promise<DigitExplanation>,
  view: WhyView
): AskingWhy {
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

  function ask(): void {
    if (!view.isOpen() || state.latest === asked) return;
    asked = state.latest;
    if (!asked) return view.showNothing("");
    view.wait();
    submit(asked);
  }

  view.ask(whyTitle(state), state.classes, undefined);
  return {
    ask,
    follow(event) {
      state = reduceWhy(state, event);
      view.ask(whyTitle(state), state.classes, state.latest);
      ask();
    }
  };
}
