import {html} from "htl";
import {joinClasses, NO_CLASS, type Alphabet} from "../../characters/alphabet.js";
import type {Constraint} from "../../ink/segmentation/constraints.js";
import {correctionOf, NO_DIGIT, type DeskDigit} from "../answer/desk.js";
import {capitalized, classWords, notOne} from "../page/classWords.js";
import {formatShare, probabilityBars} from "../page/probabilityBars.js";
import {correctionRow} from "./correctionRow.js";
import {digitTools} from "./digitTools.js";
import {
  answerOf,
  correctionStateOf,
  digitsOf,
  FIRST_PANEL,
  joinOf,
  panelData,
  reducePanel,
  sharesOf,
  toolsStateOf,
  type PanelEvent,
  type PanelState,
  type ShownAnswer
} from "./panelState.js";

/** The answer in large, its digits, what the chosen one may be corrected to, and its probabilities. */
export interface AnswerPanel extends HTMLElement {
  /** Marks that what is shown is about to be replaced. */
  think(): void;
  /** Shows a sentence, and no digits of *classes*; *state* is "empty" or "error". */
  say(state: string, sentence: string, classes: Alphabet): void;
  show(shown: ShownAnswer): void;
  /** Chooses a digit by its number, counted over all lines. */
  choose(index: number): void;
}

export interface AnswerPanelOptions {
  /** Called when another digit is shown in detail: all digits and the number of the chosen one, −1 for none. */
  readonly onChoose: (digits: readonly DeskDigit[], chosen: number) => void;
  /** In the place of the answer while there is none. */
  readonly invitation: HTMLElement | null;
  /** Below the probabilities: how the chosen digit got to the network. */
  readonly steps: HTMLElement | null;
  /** Called with the class that the visitor says a digit is, or `NO_DIGIT`; undefined for "as read". */
  readonly onCorrect: (parts: readonly number[], name: string | undefined) => void;
  /** Called when the visitor says that parts are one digit, or are not. */
  readonly onRule: (constraint: Constraint) => void;
}

/** Returns the panel. Of several digits the least sure one is chosen, until the visitor chooses another. */
export function answerPanel({invitation, steps, onChoose, onCorrect, onRule}: AnswerPanelOptions): AnswerPanel {
  let state = FIRST_PANEL;

  /** Does *work* with the digit that is chosen; nothing where none is. */
  function withChosen(work: (digit: DeskDigit, classes: Alphabet) => void): void {
    const digit = digitsOf(state)[state.chosen];
    const shown = answerOf(state);
    if (digit && shown) work(digit, shown.answer.classes);
  }

  const tools = digitTools({
    onJoin: (step) =>
      withChosen(({parts}) => {
        const neighbor = digitsOf(state)[state.chosen + step];
        if (neighbor) onRule({parts: [...parts, ...neighbor.parts], isDigit: true});
      }),
    onJoinAny: (isJoining) => follow({type: "join", isJoining}),
    onSplit: () => withChosen(({parts}) => onRule({parts, isDigit: false}))
  });
  const correction = correctionRow(
    (label) => withChosen(({parts}, classes) => onCorrect(parts, label === NO_CLASS ? NO_DIGIT : classes[label ?? -1])),
    tools
  );
  const output = answerOutput();
  const digits = digitChoice((index) => follow({type: "choose", index}));
  const bars = probabilityBars();

  function follow(event: PanelEvent): void {
    const joined = event.type === "choose" ? joinOf(state, event.index) : undefined;
    state = reducePanel(state, event);
    if (joined) onRule(joined);
    output.render(state);
    if (event.type === "think") return;
    panel.toggleAttribute("data-joining", state.isJoining);
    const shown = answerOf(state);
    digits.render(state);
    const shares = sharesOf(state);
    bars.hidden = !shares;
    bars.update(shares, shown?.answer.classes ?? ("classes" in state.shown ? state.shown.classes : []));
    correction.update(shown && correctionStateOf(shown, state.chosen));
    tools.update(shown && state.chosen >= 0 ? toolsStateOf(shown, state.chosen, state.isJoining) : undefined);
    onChoose(digitsOf(state), state.chosen);
  }

  const panel = html`<div class="desk-answer">
    <div class="answer-place">${output.element}${invitation}</div>
    ${digits.element}${correction}${bars}${steps}
  </div>`;
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !state.isJoining) return;
    event.stopPropagation(); // it would clear the surface
    follow({type: "join", isJoining: false});
  });
  return Object.assign(panel, {
    think: () => follow({type: "think"}),
    say: (said: string, sentence: string, classes: Alphabet) =>
      follow({type: "say", said: {state: said, sentence, classes}}),
    show: (shown: ShownAnswer) => follow({type: "show", shown}),
    choose: (index: number) => follow({type: "choose", index})
  });
}

/** What is seen of a part of the panel. */
interface PanelPart {
  readonly element: HTMLElement;
  readonly render: (state: PanelState) => void;
}

/** Returns the answer in large, with its sentence. */
function answerOutput(): PanelPart {
  const big = html`<span class="answer-digit"></span>`;
  const words = html`<span class="answer-words"></span>`;
  const element = html`<output data-testid="answer" class="answer">${big}${words}</output>`;
  return {
    element,
    render(state) {
      const {doubt, ...data} = panelData(state);
      big.textContent = data.text;
      big.style.setProperty("--length", String(data.text.length)); // of which its size follows where room is short
      element.ariaLive = answerOf(state)?.isPreview ? "off" : null; // null: as an output has it
      const {sentence} = state.shown;
      if (words.textContent !== sentence) words.textContent = sentence; // or it would be read out again
      Object.assign(element.dataset, data, doubt === undefined ? {} : {doubt});
      if (doubt === undefined) delete element.dataset.doubt;
    }
  };
}

/** Returns the digits of an answer, where it has several, each to choose. */
function digitChoice(onChoose: (index: number) => void): PanelPart {
  const element = html`<div class="answer-digits" role="group"></div>`;
  let rendered: PanelState["shown"] | undefined;
  return {
    element,
    render(state) {
      const shown = answerOf(state);
      if (state.shown !== rendered) {
        const digits = digitsOf(state);
        if (shown) element.setAttribute("aria-label", `${capitalized(classWords(shown.answer.classes).many)} read`);
        const several = shown && digits.length > 1 ? digits : [];
        element.replaceChildren(...several.map((one, i) => digitButton(one, shown!, () => onChoose(i))));
      }
      rendered = state.shown;
      Array.from(element.children, (button, i) => button.setAttribute("aria-pressed", String(i === state.chosen)));
    }
  };
}

function digitButton(
  one: DeskDigit,
  {corrections, answer}: Pick<ShownAnswer, "corrections" | "answer">,
  onClick: () => void
): HTMLElement {
  const {label, confidence} = one;
  const corrected = correctionOf(one, corrections, answer.classes);
  const [read, said] = [label, corrected ?? label].map((each) => joinClasses([each], answer.classes));
  const how = corrected === undefined ? `${formatShare(confidence)} sure` : `was ${read}, corrected`;
  const name = corrected === NO_CLASS ? notOne(answer.classes) : said;
  return html`<button type="button" aria-label=${`${name}, ${how}`} onclick=${onClick}>
    ${said} <small>${corrected === undefined ? formatShare(confidence) : `was ${read}`}</small>
  </button>`;
}
