import {html} from "htl";
import type {Alphabet} from "../../characters/alphabet.js";
import {classWords} from "../page/classWords.js";

/** How the chosen digit of an answer can be divided anew. */
export interface ToolsState {
  readonly classes: Alphabet;
  /** Is there another digit before it, after it, on its line, or anywhere else? */
  readonly canJoin: {readonly before: boolean; readonly after: boolean; readonly any: boolean};
  /** Is the digit that is chosen next to be joined with it? */
  readonly isJoining: boolean;
  readonly canSplit: boolean;
}

/** Controls for one digit; `update` shows them for another, or none. */
export interface DigitTools extends HTMLElement {
  update(state: ToolsState | undefined): void;
}

/** Returns controls to join a digit with its neighbor on either side or with any other, and to split it. */
export function digitTools({
  onJoin,
  onJoinAny,
  onSplit
}: {
  onJoin: (step: -1 | 1) => void;
  /** Called when the next digit that is chosen is to be joined with this one, or no longer. */
  onJoinAny: (isJoining: boolean) => void;
  onSplit: () => void;
}): DigitTools {
  const button = (id: string, text: string, onClick: () => void) =>
    html<"button">`<button type="button" data-testid=${id} onclick=${onClick}>${text}</button>`;
  const before = button("join-before", "← Join", () => onJoin(-1));
  const after = button("join-after", "Join →", () => onJoin(1));
  const any = button("join-any", "Join with …", () => onJoinAny(any.getAttribute("aria-pressed") !== "true"));
  const split = button("split", "Split", onSplit);
  const status = html`<span role="status"></span>`;
  const tools = html`<div class="digit-tools toolbar" role="group" hidden>
    ${before}${after}${any}${split}${status}
  </div>`;
  let named: Alphabet | undefined;

  /** Names the tools by what the classes are. */
  function name(classes: Alphabet): void {
    if (classes === named) return;
    named = classes;
    const {one, many} = classWords(classes);
    const [it, them] = one === "image" ? ["class", "of them"] : [one, many];
    tools.setAttribute("aria-label", `Divide this ${one === "image" ? "answer" : one} differently`);
    before.title = `One ${it} with the one before it`;
    after.title = `One ${it} with the one after it`;
    any.title = `One ${it} with any other`;
    split.title = `These are two ${them}`;
  }

  function update(state: ToolsState | undefined): void {
    tools.hidden = !state || !(Object.values(state.canJoin).some(Boolean) || state.canSplit);
    if (!state) return;
    name(state.classes);
    before.hidden = !state.canJoin.before;
    after.hidden = !state.canJoin.after;
    any.hidden = !state.canJoin.any;
    any.setAttribute("aria-pressed", String(state.isJoining));
    const {one} = classWords(state.classes);
    const sentence = state.isJoining ? `Choose the other ${one === "image" ? "part" : one}.` : "";
    if (status.textContent !== sentence) status.textContent = sentence; // or it would be read out again
    split.hidden = !state.canSplit;
  }

  return Object.assign(tools, {update});
}
