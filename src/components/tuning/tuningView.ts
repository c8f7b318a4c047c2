import {html} from "htl";
import {runLabel} from "../desk/runChoice.js";
import {withTerms} from "../page/term.js";
import type {DeskRun} from "../../stats/deskRuns.js";
import {losesAccuracy, type MistakeChange} from "../../stats/mistakes.js";
import {classWords} from "../page/classWords.js";
import {counted, formatCount} from "../page/format.js";
import type {TunedRun} from "./tunedRun.js";
import type {TuningSet} from "./tuningDrawings.js";
import type {TuningStep} from "./tuningState.js";
import {
  adviceWords,
  buttonWords,
  leftOutWords,
  missingWords,
  shareWords,
  testWords,
  tuningFinding,
  warningWords
} from "./tuningWords.js";

/** What a visitor does about fine-tuning. */
export interface TuningActions {
  readonly onStart: () => void;
  readonly onCancel: () => void;
  readonly onUse: () => void;
  readonly onUndo: () => void;
  readonly onDiscard: () => void;
  /** Another network was chosen, or other drawings. */
  readonly onChoose: () => void;
}

/** What is seen of fine-tuning. */
export interface TuningView {
  readonly element: HTMLElement;
  /** The name of the network to tune. */
  readonly run: string;
  /** Do characters count that were read and not corrected? */
  readonly withRead: boolean;
  render(step: TuningStep, run: DeskRun, set: TuningSet): void;
  focusResult(): void;
  focusStart(): void;
}

/** Returns the choices, the button, the progress and the result, for one of *runs*. */
export function tuningView(runs: readonly DeskRun[], actions: TuningActions): TuningView {
  const {onStart, onCancel, onChoose} = actions;
  const select = html<"select">`<select data-testid="tuning-run" oninput=${onChoose}>
    ${runs.map((run) => html`<option value=${run.name}>${runLabel(run)}</option>`)}
  </select>`;
  const box = html<"input">`<input type="checkbox" data-testid="tuning-read" oninput=${onChoose} />`;
  const boxWords = html`<span></span>`;
  const start = html<"button">`<button type="button" data-primary data-testid="tune" onclick=${onStart}></button>`;
  const cancel = html<"button">`<button type="button" onclick=${onCancel}>Cancel</button>`;
  const bar = html<"progress">`<progress max="1" value="0" aria-label="Progress of the fine-tuning"></progress>`;
  const status = html`<p class="tuning-status" role="status" data-testid="tuning-status"></p>`;
  const count = html`<p data-testid="tuning-count"></p>`;
  const result = html`<div class="tuning-result" tabindex="-1" data-testid="tuning-result"></div>`;
  const choices = html`<div class="tuning-choices">
    <label class="field">Network ${select}</label>
    <label class="switch">${box} ${boxWords}</label>
  </div>`;
  const element = html`<div class="tuning-panel">
    ${count}${choices}
    <div class="toolbar">${start}${cancel}</div>
    ${bar}${status}${result}
  </div>`;
  let shown: TuningStep | undefined;
  return {
    element,
    get run() {
      return select.value;
    },
    get withRead() {
      return box.checked;
    },
    render(step, run, set) {
      const isTuning = step.at === "tuning";
      const missing = missingWords(set, run.classes);
      const {one, many} = classWords(run.classes);
      count.textContent = [countWords(set, one), missing, leftOutWords(set, run.classes)].filter(Boolean).join(" ");
      boxWords.textContent = `Learn from the ${counted(set.asRead, one)} that ${set.asRead === 1 ? "was" : "were"} read and not corrected, too: ${set.asRead === 1 ? "it is" : "they are"} right`;
      (box.parentElement as HTMLElement).hidden = !set.asRead;
      choices.toggleAttribute("inert", isTuning);
      start.textContent = buttonWords(run.name, set);
      start.disabled = isTuning || missing !== "";
      cancel.hidden = bar.hidden = !isTuning;
      if (isTuning) bar.value = step.share;
      const words = statusWords(step);
      if (status.textContent !== words) status.textContent = words;
      if (step === shown) return;
      shown = step;
      const done = step.at === "tuned" || step.at === "used";
      result.hidden = !done;
      if (done) result.replaceChildren(resultOf(step, many, actions));
    },
    focusResult: () => result.focus({preventScroll: true}),
    focusStart: () => start.focus({preventScroll: true})
  };
}

function countWords({corrected, mine, asRead}: TuningSet, one: string): string {
  const read = mine.length - corrected;
  const others = read ? ` and ${formatCount(read)} that ${read === 1 ? "was" : "were"} read correctly` : "";
  return corrected + asRead ? `${counted(corrected, `corrected ${one}`)}${others}.` : "No drawings to learn from yet.";
}

function statusWords(step: TuningStep): string {
  if (step.at === "tuning") return step.words;
  if (step.at === "idle" && step.problem) return `Nothing was tuned: ${step.problem}.`;
  return "";
}

/** Returns what a tuning changed, and what can be done with it. */
function resultOf(
  step: TuningStep & {readonly run: TunedRun},
  many: string,
  {onUse, onUndo, onDiscard}: TuningActions
): HTMLElement {
  const {run} = step;
  const {mine, test} = run;
  const button = (words: string, act: () => void, isPrimary = false) =>
    html`<button type="button" data-primary=${isPrimary} onclick=${act}>${words}</button>`;
  const isWorse = test !== null && losesAccuracy(test);
  const warning = warningWords(test);
  const used = step.at === "used";
  const state = used
    ? `${run.title}, reads on this page.${step.isKept ? " It stays in this browser, and is sent nowhere." : " This browser doesn’t keep it: it is gone when you leave the page."}`
    : "";
  return html`<div>
    <h3>${tuningFinding(mine)}</h3>
    <table class="tuning-table">
      <thead>
        <tr>
          <th scope="col">Misread (95 % interval)</th>
          <th scope="col">${run.base}</th>
          <th scope="col">tuned</th>
        </tr>
      </thead>
      <tbody>
        ${rowOf(`Your ${formatCount(mine.n)} ${many}, each by a network tuned on your other drawings`, mine)}
        ${test && rowOf(`${formatCount(test.n)} test images of this site`, test)}
      </tbody>
    </table>
    <p>${withTerms(`${test ? testWords(test) : ""} ${adviceWords(mine)}`.trim())}</p>
    ${warning ? html`<p class="tuning-warning">${warning}</p>` : null} ${state ? html`<p>${state}</p>` : null}
    <div class="toolbar">
      ${
        used
          ? button(`Undo: read with ${run.base} again`, onUndo)
          : [button(isWorse ? "Use it anyway" : "Use it", onUse, !isWorse), button("Discard", onDiscard)]
      }
    </div>
  </div>`;
}

function rowOf(what: string, {n, before, after}: MistakeChange): HTMLElement {
  return html`<tr>
    <th scope="row">${what}</th>
    <td>${formatCount(before)}<small>${shareWords(before, n)}</small></td>
    <td>${formatCount(after)}<small>${shareWords(after, n)}</small></td>
  </tr>`;
}
