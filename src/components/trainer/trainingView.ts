import {html} from "htl";
import {CURVE_HEIGHT} from "../charts/curveChart.js";
import type {OwnRun} from "../run/ownRun.js";
import {ownRunsList, type OwnRunsOptions} from "./ownRunsList.js";
import type {Preset, TrainingChoice} from "./trainingChoice.js";
import {trainingForm, type TrainingChoices} from "./trainingForm.js";
import {trainingProgress, type TrainingProgress} from "./trainingProgress.js";
import type {TrainingState} from "./trainingState.js";

export interface TrainingViewOptions extends OwnRunsOptions {
  readonly choices: TrainingChoices;
  readonly presets: readonly Preset[];
  readonly onTrain: (choice: TrainingChoice) => void;
  readonly onPause: () => void;
  readonly onStop: () => void;
}

/** What is seen where a visitor trains. */
export interface TrainingView {
  readonly element: HTMLElement;
  readonly progress: TrainingProgress;
  /** Where the curves of a training go while it goes on. */
  readonly place: HTMLElement;
  render(state: TrainingState<OwnRun>): void;
}

/** Returns presets, settings, buttons, what a training has reached, and the runs so far. */
export function trainingView({choices, presets, onTrain, onPause, onStop, ...runs}: TrainingViewOptions): TrainingView {
  const form = trainingForm(choices);
  form.addEventListener("input", (event) => event.stopPropagation()); // settings are no runs: the page shows nothing new
  const progress = trainingProgress();
  const list = ownRunsList(runs);
  const watch = html`<p class="training-watch" role="note" hidden></p>`;
  const button = (label: string, act: () => void) =>
    html<"button">`<button type="button" onclick=${act}>${label}</button>`;

  function train(words: string): void {
    watch.hidden = !words;
    watch.textContent = words;
    onTrain(form.value);
    const {bottom} = progress.getBoundingClientRect();
    if (bottom + CURVE_HEIGHT > innerHeight) controls.scrollIntoView(); // on a phone the curves would come out of sight
  }

  const offers = presets.map(({label, watch: words, choice}) =>
    button(label, () => {
      form.choose(choice);
      train(`Watch for: ${words}`);
    })
  );
  const start = button("Train", () => train(""));
  start.dataset.primary = "";
  const pause = button("Pause", onPause);
  const stop = button("Stop", onStop);
  const controls = html`<div class="toolbar">${start}${pause}${stop}</div>`;
  const place = html`<div class="training-place"></div>`;
  const element = html`<div class="training-desk">
    <section class="card">
      <div class="presets" role="group" aria-label="Presets">
        <span>Start with one click</span>
        <div class="toolbar">${offers}</div>
      </div>
      ${form} ${controls} ${progress}${watch}
    </section>
    ${place}${list}
  </div>`;
  return {
    element,
    progress,
    place,
    render: ({phase, isPaused, runs: own}) => {
      const isIdle = phase === "idle";
      form.inert = !isIdle;
      for (const one of [...offers, start]) one.disabled = !isIdle;
      pause.disabled = stop.disabled = phase !== "training";
      pause.textContent = isPaused ? "Go on" : "Pause";
      element.dataset.state = phase;
      list.show(own, !isIdle);
    }
  };
}
