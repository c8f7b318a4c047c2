import {html} from "htl";
import type {Photo} from "../../ink/image/image.js";
import {readAddress} from "../inputs/address.js";
import {inkPad} from "../pad/inkPad.js";
import {penWidthNamed} from "../pad/penWidths.js";
import {photoInput} from "../photo/photoInput.js";
import type {DeskOptions} from "./deskOptions.js";
import {exampleList} from "./exampleList.js";
import {keyboardEntry} from "./keyboardEntry.js";
import {runChoice} from "./runChoice.js";
import {runComparison} from "./runComparison.js";
import {stepStrip} from "./stepStrip.js";
import {whyMap} from "./whyMap.js";

/** What lies on a desk. */
export type DeskParts = ReturnType<typeof deskParts>;

/** Returns what lies on a desk; *onCells* is called with what is entered by keyboard, undefined for nothing. */
export function deskParts(
  {runs, recognize, explain, below, brief = false}: DeskOptions,
  onCells: (picture: Photo | undefined, timeStamp: number) => void
) {
  const pad = inkPad({penWidth: penWidthNamed(readAddress("pen"))});
  const chosen = readAddress("compare")?.split(",") ?? [];
  return {
    pad,
    below,
    surface: html`<div class="desk-surface">${pad}</div>`,
    photos: photoInput(),
    strip: stepStrip(),
    timing: html`<p class="timing"></p>`,
    model: runChoice(runs),
    examples: exampleList({onChoose: (strokes) => (pad.value = strokes)}),
    entry: keyboardEntry(onCells),
    why: explain && !brief ? whyMap({explain}) : null,
    comparison: brief || runs.length < 2 ? null : runComparison({runs, chosen, recognize})
  };
}

/** Returns the desk on which all parts lie; on a *brief* one, few do. */
export function deskLayout(parts: DeskParts, panel: HTMLElement, brief: boolean): HTMLElement {
  const {surface, below, entry, photos, strip, model, timing, examples, why, comparison} = parts;
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
      ${strip}
      <div><label class="field">Answered by ${model}</label>${timing}</div>
      ${photos}${examples}
    </div>
    <div class="desk-more">${why}${comparison}</div>
  </div>`;
}
