import {html} from "htl";
import {DIGITS, isSameAlphabet, type Alphabet} from "../../characters/alphabet.js";
import type {Photo} from "../../ink/image/image.js";
import {readAddress} from "../inputs/address.js";
import {inkPad} from "../pad/inkPad.js";
import {penWidthNamed} from "../pad/penWidths.js";
import {photoInput} from "../photo/photoInput.js";
import type {DeskOptions} from "./deskOptions.js";
import {examplePlaces} from "./exampleList.js";
import {keyboardEntry} from "../cells/keyboardEntry.js";
import {runChoice} from "./runChoice.js";
import {runComparison} from "../comparison/runComparison.js";
import {stepStrip} from "./stepStrip.js";
import {whyMap} from "../why/whyMap.js";

/** What lies on a desk. */
export type DeskParts = ReturnType<typeof deskParts>;

/** Returns what lies on a desk; *onCells* is called with what is entered by keyboard, undefined for nothing. */
export function deskParts(
  {runs, recognize, explain, gradients, below, brief = false}: DeskOptions,
  onCells: (picture: Photo | undefined, timeStamp: number) => void
) {
  const pad = inkPad({penWidth: penWidthNamed(readAddress("pen"))});
  const chosen = readAddress("compare")?.split(",");
  return {
    pad,
    below,
    surface: html`<div class="desk-surface">${pad}</div>`,
    photos: photoInput(),
    strip: stepStrip(),
    timing: html`<p class="timing"></p>`,
    model: runChoice(runs),
    examples: examplePlaces({onChoose: (strokes) => (pad.value = strokes)}),
    entry: keyboardEntry(onCells),
    why: explain && !brief ? whyMap({explain, gradients}) : null,
    comparison: brief || runs.length < 2 ? null : runComparison({runs, chosen, recognize})
  };
}

/** Returns the desk on which all parts lie; on a *brief* one, few do. */
export function deskLayout(parts: DeskParts, panel: HTMLElement, brief: boolean): HTMLElement {
  const {surface, below, entry, photos, model, timing, examples, why, comparison} = parts;
  if (brief) {
    return html`<div class="desk" data-brief>
      <div class="desk-input">${surface}${below}</div>
      ${panel} ${photos}
    </div>`;
  }
  return html`<div class="desk">
    <div class="desk-input">${surface}${below}${entry}</div>
    ${panel}
    <div class="desk-details">
      <div><label class="field">Model ${model}</label>${timing}</div>
      ${photos}${examples.later}
    </div>
    <div class="desk-more">${why}${comparison}</div>
  </div>`;
}

/** Shows what needs an answer only where there is one, and else the examples, if the classes are the digits that these are. */
export function showParts({strip, why, comparison, examples}: DeskParts, classes: Alphabet, isAnswered: boolean): void {
  for (const part of [strip, why, comparison]) if (part) part.hidden = !isAnswered;
  examples.show(!isSameAlphabet(classes, DIGITS) ? "none" : isAnswered ? "later" : "first");
}
