import {html} from "htl";
import type {DeskContent, DeskHolder} from "../desk/deskContent.js";
import {withMembers} from "../page/withMembers.js";
import {aOne} from "../page/classWords.js";
import {EXAMPLES} from "../desk/examples.js";
import {strokesPicture} from "../desk/drawingPicture.js";
import {inkPad} from "../pad/inkPad.js";
import type {Walk} from "../network/followWalk.js";
import {say} from "./say.js";
import type {WalkState} from "../network/walkState.js";
import {readSentence} from "./judgeWalk.js";
import {share} from "./sentences.js";

/** The examples that the walk offers, by their titles. */
const OFFERED = ["3", "7 with a bar", "2047", "1 or 7?", "4 or 9?"];

/**
 * Returns the surface on which the visitor draws what the walk follows, with its answer, as *sentence* says it, and
 * examples below, and before these what is to stand *beside* the surface. It is a desk on which a drawing of another
 * page can be put.
 */
export function walkPad(
  walk: Walk,
  {
    sentence = answerSentence,
    beside = null
  }: {sentence?: (state: WalkState) => string; beside?: Node | readonly Node[] | null} = {}
): HTMLElement & DeskHolder {
  const pad = inkPad();
  const answer = html`<p class="walk-answer" role="status">${say(walk, sentence)}</p>`;
  const notice = html`<p class="walk-notice" role="status" hidden></p>`;
  /** What another page's desk held and this one can't show; kept until the visitor draws. */
  let held: DeskContent | undefined;
  pad.addEventListener("input", () => {
    held = undefined;
    notice.hidden = true;
    walk.draw(pad.value);
    if (pad.value.length) walk.ask();
  });
  const examples = exampleButtons((strokes) => (pad.value = strokes));
  walk.watch(({classes}) => {
    if (pad.classes !== classes) pad.classes = classes;
    examples.hidden = !classes.includes("3"); // they are digits
  });
  const view = html`<div class="walk-pad">
    ${pad}
    <div>${beside}${answer}${notice}${examples}</div>
  </div>`;
  return withMembers(view, {
    get content(): DeskContent {
      return held ?? {strokes: pad.value, pressures: pad.pressures, feedback: pad.feedback};
    },
    set content(next) {
      pad.draw(next.strokes, next.pressures);
      pad.feedback = next.feedback;
      if (next.cells) held = next;
    },
    get isBlank() {
      return !held && !pad.value.length;
    },
    photoName: undefined,
    get run() {
      return walk.run?.name ?? "";
    },
    say: (sentence: string) => {
      notice.textContent = sentence;
      notice.hidden = false;
    }
  });
}

/** Returns buttons with drawings to follow. */
function exampleButtons(onChoose: (strokes: WalkState["strokes"]) => void): HTMLElement {
  const buttons = EXAMPLES.filter(({title}) => OFFERED.includes(title)).map(
    ({title, strokes}) =>
      html`<button type="button" title=${title} aria-label=${`Example: ${title}`} onclick=${() => onChoose(strokes)}>
        ${strokesPicture(strokes, title)}
      </button>`
  );
  return html`<div class="example-group walk-examples" role="group" aria-label="Examples to follow">
    <span>Or follow</span>${buttons}
  </div>`;
}

/** Says what is followed and, once it is read, as what. */
export function answerSentence(state: WalkState): string {
  if (state.isExample) return `Until you draw ${aOne(state.classes)}, the page follows an example.`;
  if (state.problem) return `The network does not answer: ${state.problem}.`;
  if (!state.digits) return "Reading …";
  const read = readSentence(state, {
    sure: (confidence) => `with a confidence of ${share(confidence)}`,
    follows: (text) => `The page follows the ${text}.`
  });
  if (!read) return "No ink found.";
  return state.digits.length > 1 ? read : `${read} Scroll on to see how.`;
}
