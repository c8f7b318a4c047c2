import {html} from "htl";
import {withMembers} from "../page/withMembers.js";
import {findInk} from "../../ink/findInk.js";
import type {GrayImage} from "../../ink/image/image.js";
import {STEPS, stepThrough, type Step} from "../../ink/steps.js";
import type {DeskRun} from "../../stats/deskRuns.js";
import {pixelTable} from "../images/pixelTable.js";
import {onColorChange} from "../page/colorChanges.js";
import {unbroken} from "../page/format.js";
import {latestOnly} from "../page/latestOnly.js";
import {whenSeen} from "../page/whenSeen.js";
import {dataTable} from "../tables/dataTable.js";
import {answerColumns, type AnswerRow, type Classified} from "./stepAnswers.js";
import {costOf, STEP_WORDS, type StepCost} from "./stepCosts.js";
import {stepPictures} from "./stepPictures.js";

export interface StepBoardOptions {
  readonly costs: readonly StepCost[];
  /** The runs that answer; the costs are those of the first. */
  readonly runs: readonly DeskRun[];
  /** Resolves to a run's predictions for *images*, each [784]; rejects with a sentence for the visitor. */
  readonly classify: (run: string, images: readonly Uint8Array[]) => Promise<readonly Classified[]>;
}

/** An input whose value is the steps switched off; `update` shows another picture. */
export interface StepBoard extends HTMLElement {
  value: readonly Step[];
  update(picture: GrayImage): void;
}

/** The pictures shown, each with the steps behind it. */
const STAGES: readonly {readonly name: string; readonly steps: readonly Step[]}[] = [
  {name: "Find", steps: ["polarity", "background"]},
  {name: "Scale", steps: ["box", "proportions", "margin", "contrast"]},
  {name: "Center", steps: ["center"]}
];

/**
 * Returns a strip of a picture's preprocessing: each step with a switch and its cost, and the answers with all steps
 * and as switched. The first run answers as soon as its place is seen, the others on request.
 */
export function stepBoard({costs, runs, classify}: StepBoardOptions): StepBoard {
  const switches = new Map(
    STEPS.map((step) => [step, html<"input">`<input type="checkbox" name=${step} checked oninput=${render} />`])
  );
  const pictures = stepPictures();
  const problem = html`<p class="error-line" role="status" hidden></p>`;
  const values = html`<details class="more">
    <summary>All 784 values</summary>
  </details>`;
  const answers = stepAnswers(runs, classify, (error) => {
    problem.hidden = error === undefined;
    problem.textContent = error ?? "";
  });
  const board = html`<div class="step-board">
    <h2 class="visually-hidden">The steps</h2>
    <ol class="step-stages">
      <li>
        <h3>Original</h3>
        ${pictures.original}
        <p class="caption">Gray: 0 is black, 255 is white.</p>
      </li>
      ${STAGES.map(
        ({name, steps}, i) =>
          html`<li>
            <h3>${name}</h3>
            ${pictures.stages[i]}
            ${i === STAGES.length - 1 ? html`<p class="caption">These 28 × 28 values are what the network reads.</p>` : null}
            ${steps.map((step) => stepSwitch(step, switches.get(step)!, costOf(costs, runs[0]?.name ?? "", step)))}
          </li>`
      )}
    </ol>
    ${problem} ${answers.element} ${values}
  </div>`;

  let picture: GrayImage | undefined;
  let found: GrayImage | undefined;
  const switchedOff = () => STEPS.filter((step) => !switches.get(step)!.checked);

  function render(): void {
    if (!picture) return;
    const whole = stepThrough(picture, new Set(), found);
    const switched = stepThrough(picture, new Set(switchedOff()), found);
    problem.hidden = Boolean(whole);
    if (!whole || !switched) return void (problem.textContent = "No ink found. Try a photo with more contrast.");
    pictures.paint(switched);
    values.replaceChildren(values.firstElementChild!, pixelTable(switched.image, {caption: VALUES}));
    answers.ask([whole.image, switched.image]);
  }

  onColorChange(render);
  return withMembers(board, {
    get value(): readonly Step[] {
      return switchedOff();
    },
    set value(off) {
      for (const [step, input] of switches) input.checked = !off.includes(step);
      render();
    },
    update(next: GrayImage) {
      picture = next;
      found = findInk(next);
      render();
    }
  });
}

/** What the table of values shows. */
const VALUES = "Row by row from the top left: blank is 0 (no ink), 255 is full ink. The network divides them by 255.";

function stepSwitch(step: Step, input: HTMLInputElement, cost: string): HTMLElement {
  const {name, does, without} = STEP_WORDS[step];
  return html`<label class="step-switch">
    ${input}
    <span>
      <strong>${name}</strong> ${does}
      <small>${unbroken(`Without it, ${without}: ${cost}.`)}</small>
    </span>
  </label>`;
}

type Images = readonly [whole: Uint8Array, switched: Uint8Array];

/** Returns the answers to pairs of images, of the first run once they are seen, and of all of them on request. */
function stepAnswers(
  runs: readonly DeskRun[],
  classify: StepBoardOptions["classify"],
  onProblem: (error: string | undefined) => void
): {readonly element: HTMLElement; ask(images: Images): void} {
  const place = html`<div class="step-answers" data-testid="step-answers"></div>`;
  const all = html`<button type="button" class="quiet" hidden=${runs.length < 2} onclick=${askAll}>
    Compare all ${runs.length} runs
  </button>`;
  const seen = whenSeen(place, {ahead: 0});
  let asked = runs.slice(0, 1);
  let last: Images | undefined;
  const ask = latestOnly(
    async (images: Images) => {
      await seen;
      const rows: AnswerRow[] = [];
      for (const run of asked) rows.push({run, read: await classify(run.name, images)});
      return rows;
    },
    (_, result) => {
      onProblem("error" in result ? result.error.message : undefined);
      if ("error" in result) return;
      const caption = "Answers and confidence with all steps, and with the steps that you left on.";
      place.replaceChildren(dataTable(result.value, answerColumns, {name: "answers", search: false, caption}));
    }
  );

  function askAll(): void {
    asked = [...runs];
    all.hidden = true;
    if (last) ask(last);
  }

  return {
    element: html`<div>${place} ${all}</div>`,
    ask: (images) => ask((last = images))
  };
}
