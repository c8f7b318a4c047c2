import {html} from "htl";
import {CLASSES} from "../../characters/digits.js";

/** What can be done to the digit of an answer that is chosen. */
export interface ToolsState {
  /** As it was read. */
  readonly digit: number;
  /** As the visitor says it is; undefined where nothing was said. */
  readonly corrected: number | undefined;
  /** Is there another digit before it, after it, on its line? Undefined where a division makes no sense. */
  readonly canJoin: {readonly before: boolean; readonly after: boolean};
  readonly canSplit: boolean;
}

/** Controls for one digit; `update` shows them for another, or none. */
export interface DigitTools extends HTMLElement {
  update(state: ToolsState | undefined): void;
}

/**
 * Returns controls to say what a digit really is, to join it with its neighbor on either side, and to split it. *onCorrect*
 * is given the digit, undefined for "as read".
 */
export function digitTools({
  onCorrect,
  onJoin,
  onSplit
}: {
  onCorrect: (digit: number | undefined) => void;
  onJoin: (step: -1 | 1) => void;
  onSplit: () => void;
}): DigitTools {
  const asRead = html`<option value="">as read</option>` as HTMLOptionElement;
  const correct = html`<select
    data-testid="correct"
    onchange=${() => onCorrect(correct.value ? Number(correct.value) : undefined)}
  >
    ${asRead}${CLASSES.map((digit) => html`<option value=${digit}>${digit}</option>`)}
  </select>` as HTMLSelectElement;
  const button = (id: string, text: string, title: string, onClick: () => void) =>
    html`<button type="button" data-testid=${id} title=${title} onclick=${onClick}>
      ${text}
    </button>` as HTMLButtonElement;
  const before = button("join-before", "← Join", "One digit with the one before it", () => onJoin(-1));
  const after = button("join-after", "Join →", "One digit with the one after it", () => onJoin(1));
  const split = button("split", "Split", "These are two digits", onSplit);
  const tools = html`<div class="digit-tools toolbar" role="group" aria-label="Correct this digit" hidden>
    <label>It is ${correct}</label>${before}${after}${split}
  </div>` as DigitTools;
  tools.update = (state) => {
    tools.hidden = !state;
    if (!state) return;
    asRead.textContent = `as read (${state.digit})`;
    correct.value = state.corrected === undefined ? "" : String(state.corrected);
    before.hidden = !state.canJoin.before;
    after.hidden = !state.canJoin.after;
    split.hidden = !state.canSplit;
  };
  return tools;
}
