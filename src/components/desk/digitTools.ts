import {html} from "htl";
import type {Alphabet} from "../../characters/alphabet.js";
import {classWords} from "../page/classWords.js";
import {classOptions} from "../page/classOptions.js";

/** What can be done to the digit of an answer that is chosen. */
export interface ToolsState {
  /** The classes that it may be of. */
  readonly classes: Alphabet;
  /** As it was read: the index of a class. */
  readonly label: number;
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
  const asRead = html<"option">`<option value="">as read</option>`;
  const correct = html<"select">`<select
    data-testid="correct"
    onchange=${() => onCorrect(correct.value ? Number(correct.value) : undefined)}
  >
    ${asRead}
  </select>`;
  const button = (id: string, text: string, onClick: () => void) =>
    html<"button">`<button type="button" data-testid=${id} onclick=${onClick}>${text}</button>`;
  const before = button("join-before", "← Join", () => onJoin(-1));
  const after = button("join-after", "Join →", () => onJoin(1));
  const split = button("split", "Split", onSplit);
  const tools = html`<div class="digit-tools toolbar" role="group" hidden>
    <label>It is ${correct}</label>${before}${after}${split}
  </div>`;
  let offered: Alphabet | undefined;

  /** Offers other classes, and names the tools by what these are. */
  function offer(classes: Alphabet): void {
    if (classes === offered) return;
    offered = classes;
    correct.replaceChildren(asRead, ...classOptions(classes));
    const {one, many} = classWords(classes);
    const [it, them] = one === "image" ? ["class", "of them"] : [one, many];
    tools.setAttribute("aria-label", `Correct this ${one === "image" ? "answer" : one}`);
    before.title = `One ${it} with the one before it`;
    after.title = `One ${it} with the one after it`;
    split.title = `These are two ${them}`;
  }

  function update(state: ToolsState | undefined): void {
    tools.hidden = !state;
    if (!state) return;
    offer(state.classes);
    asRead.textContent = `as read (${state.classes[state.label] ?? "?"})`;
    correct.value = state.corrected === undefined ? "" : String(state.corrected);
    before.hidden = !state.canJoin.before;
    after.hidden = !state.canJoin.after;
    split.hidden = !state.canSplit;
  }

  return Object.assign(tools, {update});
}
