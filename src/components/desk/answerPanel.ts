import {minIndex} from "d3-array";
import {html} from "htl";
import {DIGITS, joinClasses, type Alphabet} from "../../characters/alphabet.js";
import type {AnswerState} from "../../stats/answerState.js";
import type {Constraint} from "../../ink/segmentation/constraints.js";
import {
  correctedText,
  correctionOf,
  partsKey,
  type Corrections,
  type DeskAnswer,
  type DeskDigit
} from "../answer/desk.js";
import {digitTools, type ToolsState} from "./digitTools.js";
import {capitalized, classWords} from "../page/classWords.js";
import {formatShare, probabilityBars} from "../page/probabilityBars.js";

/** What the panel shows. */
export interface ShownAnswer {
  readonly answer: DeskAnswer;
  /** How far it can be trusted, and the sentence that says it. */
  readonly state: AnswerState;
  readonly sentence: string;
  /** How many strokes it is about; 0 for a photo. */
  readonly strokes: number;
  readonly corrections: Corrections;
}

/** The answer in large, its digits, and the probabilities of the chosen one. */
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
  /** Called with the class that the visitor says a digit is; undefined for "as read". */
  readonly onCorrect: (parts: readonly number[], name: string | undefined) => void;
  /** Called when the visitor says that parts are one digit, or are not. */
  readonly onRule: (constraint: Constraint) => void;
}

/** Returns the panel. Of several digits the least sure one is chosen, until the visitor chooses another. */
export function answerPanel({onChoose, onCorrect, onRule}: AnswerPanelOptions): AnswerPanel {
  const big = html`<span class="answer-digit"></span>`;
  const words = html`<span class="answer-words"></span>`;
  const output = html<"output">`<output data-testid="answer" class="answer">${big}${words}</output>`;
  const choice = html`<div class="answer-digits" role="group"></div>`;
  const bars = probabilityBars();
  let shown: ShownAnswer | undefined;
  /** The classes of which there is no answer yet. */
  let asked: Alphabet = DIGITS;
  let chosen = -1;
  /** The parts of the digit that the visitor chose; while they are a digit, it stays chosen. */
  let byHand: string | undefined;
  const digits = () => shown?.answer.lines.flat() ?? [];

  /** Does *work* with the digit that is chosen; nothing where none is. */
  function withChosen(work: (digit: DeskDigit) => void): void {
    const digit = digits()[chosen];
    if (digit) work(digit);
  }

  const tools = digitTools({
    onCorrect: (label) =>
      withChosen(({parts}) => onCorrect(parts, label === undefined ? undefined : shown?.answer.classes[label])),
    onJoin: (step) =>
      withChosen(({parts}) => {
        const neighbor = digits()[chosen + step];
        if (neighbor) onRule({parts: [...parts, ...neighbor.parts], isDigit: true});
      }),
    onSplit: () => withChosen(({parts}) => onRule({parts, isDigit: false}))
  });
  const panel = html`<div class="desk-answer">${output}${choice}${tools}${bars}</div>`;

  function present(data: {state: string; text: string; confidence: number; strokes: number}, sentence: string): void {
    big.textContent = data.text;
    big.style.setProperty("--length", String(data.text.length)); // of which its size follows where room is short
    words.textContent = sentence;
    Object.assign(output.dataset, data);
    delete output.dataset.doubt;
  }

  function buttonOf(one: DeskDigit, i: number): HTMLButtonElement {
    const {label, confidence} = one;
    const {corrections, answer} = shown!;
    const corrected = correctionOf(one, corrections, answer.classes);
    const [read, said] = [label, corrected ?? label].map((each) => joinClasses([each], answer.classes));
    const how = corrected === undefined ? `${formatShare(confidence)} sure` : `was ${read}, corrected`;
    return html<"button">`<button type="button" aria-label=${`${said}, ${how}`} onclick=${() => chooseByHand(i)}>
      ${said} <small>${corrected === undefined ? formatShare(confidence) : `was ${read}`}</small>
    </button>`;
  }

  function chooseByHand(index: number): void {
    byHand = partsKey(digits()[index]!.parts);
    select(index);
  }

  function select(index: number): void {
    const all = digits();
    const digit = all[index];
    chosen = digit ? index : -1;
    Array.from(choice.children, (button, i) => button.setAttribute("aria-pressed", String(i === chosen)));
    bars.update(digit && shareOfEach(digit, shown!.state), shown?.answer.classes ?? asked);
    tools.update(digit && toolsStateOf(shown!, index));
    onChoose(all, chosen);
  }

  function say(state: string, sentence: string, classes: Alphabet): void {
    shown = undefined;
    asked = classes;
    present({state, text: "", confidence: 0, strokes: 0}, sentence);
    choice.replaceChildren();
    select(-1);
  }

  function show(next: ShownAnswer): void {
    shown = next;
    const {answer, state, sentence, strokes, corrections} = next;
    const text = correctedText(answer, corrections);
    const isAnswer = state === "answered";
    present({state: isAnswer ? state : "unsure", text, confidence: answer.confidence, strokes}, sentence);
    if (!isAnswer) output.dataset.doubt = state; // "unsure" for which digit, "no-digit" for whether it is one
    const all = digits();
    choice.setAttribute("aria-label", `${capitalized(classWords(answer.classes).many)} read`);
    choice.replaceChildren(...(all.length > 1 ? all.map(buttonOf) : []));
    const kept = all.findIndex(({parts}) => partsKey(parts) === byHand);
    select(kept >= 0 ? kept : minIndex(all, ({confidence}) => confidence));
  }

  const think = () => void (output.dataset.state = "thinking");
  return Object.assign(panel, {think, say, show, choose: chooseByHand});
}

/**
 * Returns how likely the ink is each digit, [classes]: of what may be no digit at all, the likelihood that it is one goes with
 * each digit's probability, so that no bar claims what the sentence denies.
 */
function shareOfEach({probabilities, likelihood}: DeskDigit, state: AnswerState): ArrayLike<number> {
  if (state !== "no-digit" || likelihood === null) return probabilities;
  return Array.from(probabilities, (p) => p * likelihood);
}

/** Returns what can be done to a digit of an answer, counted over all lines. @throws RangeError where there is none */
export function toolsStateOf(
  {answer, corrections}: Pick<ShownAnswer, "answer" | "corrections">,
  index: number
): ToolsState {
  let i = index;
  for (const line of answer.lines) {
    const read = line[i];
    if (read) {
      return {
        classes: answer.classes,
        label: read.label,
        corrected: correctionOf(read, corrections, answer.classes),
        canJoin: {before: i > 0, after: i < line.length - 1},
        canSplit: read.parts.length > 1
      };
    }
    i -= line.length;
  }
  throw new RangeError(`expected the number of a digit, got ${index}`);
}
