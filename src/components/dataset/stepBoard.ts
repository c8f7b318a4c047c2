import {html} from "htl";
import {withMembers} from "../page/withMembers.js";
import {NO_CLASS} from "../../characters/alphabet.js";
import {findInk} from "../../ink/findInk.js";
import type {Box, GrayImage} from "../../ink/image/image.js";
import {STEPS, stepThrough, type Step, type SteppedPicture} from "../../ink/steps.js";
import type {JudgedDigit} from "../../stats/answerState.js";
import {dataTable, type Column} from "../tables/dataTable.js";
import type {DeskRun} from "../../stats/deskRuns.js";
import {digitImage, paintDigit} from "../images/digitImage.js";
import {resolveColors} from "../page/classColors.js";
import {classValue} from "../page/classWords.js";
import {sureWords} from "../answer/judgement.js";
import {onColorChange} from "../page/colorChanges.js";
import {latestOnly} from "../page/latestOnly.js";
import {pixelTable} from "../images/pixelTable.js";
import {costOf, STEP_WORDS, type StepCost} from "./stepCosts.js";
import {whenSeen} from "../page/whenSeen.js";

/** A run's prediction for an image. */
interface Classified extends JudgedDigit {
  /** The index of one of the run's classes. */
  readonly label: number;
}

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

/** A run's predictions with all steps and with the switched ones. */
interface AnswerRow {
  readonly run: DeskRun;
  readonly read: readonly Classified[];
}

const answerColumns: readonly Column<AnswerRow>[] = [
  {label: "Run", value: ({run}) => run.name},
  answerColumn("All steps", ({read}) => read[0]),
  answerColumn("As switched", ({read}) => read[1]),
  {
    label: "Changed",
    value: ({read}) => (read[1]?.label === read[0]?.label ? "no" : "yes"),
    show: ({read}) => (read[1]?.label === read[0]?.label ? "no" : html`<span data-changed>yes</span>`)
  }
];

/** Returns a column of predictions with the run's confidence. */
function answerColumn(label: string, of: (row: AnswerRow) => Classified | undefined): Column<AnswerRow> {
  const nameIn = (row: AnswerRow) => classValue(row.run.classes)(of(row)?.label ?? NO_CLASS);
  return {
    label,
    value: nameIn,
    show: (row) => html`<span><strong>${nameIn(row)}</strong> ${sureWords(of(row)!, row.run)}</span>`,
    download: [
      {label, value: nameIn},
      {label: `${label}, confidence`, value: (row) => of(row)?.confidence},
      {label: `${label}, likelihood of a digit`, value: (row) => of(row)?.likelihood ?? undefined}
    ]
  };
}

/** The pictures shown, each with the steps behind it. */
const STAGES: readonly {readonly name: string; readonly steps: readonly Step[]}[] = [
  {name: "Ink", steps: ["polarity", "background"]},
  {name: "Scaled", steps: ["box", "proportions", "margin", "contrast"]},
  {name: "What the network reads", steps: ["center"]}
];

/** The longer side of a stage's picture, in pixels. */
const PICTURE_SIDE = 280;

/**
 * Returns a strip of a picture's preprocessing: each step with a switch and its cost, and the answers with all steps
 * and as switched. The first run answers as soon as its place is seen, the others on request.
 */
export function stepBoard({costs, runs, classify}: StepBoardOptions): StepBoard {
  const switches = new Map(
    STEPS.map((step) => [step, html<"input">`<input type="checkbox" name=${step} checked oninput=${render} />`])
  );
  const canvasOf = (label: string) =>
    html<"canvas">`<canvas class="step-picture" role="img" aria-label=${label}></canvas>`;
  const [original, ink, scaled] = [canvasOf("As it came, in gray"), canvasOf("The ink"), canvasOf("The scaled box")];
  const last = digitImage(new Uint8Array(784), {label: "What the network reads"});
  const pictures = [ink, scaled, last];
  const problem = html`<p class="error-line" role="status" hidden></p>`;
  const answers = html`<div class="step-answers" data-testid="step-answers"></div>`;
  const values = html`<details class="more">
    <summary>The 784 values</summary>
  </details>`;
  let asked = runs.slice(0, 1);
  const all = html`<button type="button" class="quiet" hidden=${runs.length < 2} onclick=${askAll}>
    Ask all ${runs.length} runs
  </button>`;
  const board = html`<div class="step-board">
    <h2 class="visually-hidden">The steps</h2>
    <ol class="step-stages">
      <li>
        <h3>As it came</h3>
        ${original}
        <p class="caption">In gray, 0 black to 255 white.</p>
      </li>
      ${STAGES.map(
        ({name, steps}, i) =>
          html`<li>
            <h3>${name}</h3>
            ${pictures[i]} ${steps.map(stepSwitch)}
          </li>`
      )}
    </ol>
    ${problem} ${answers} ${all} ${values}
  </div>`;

  let picture: GrayImage | undefined;
  let found: GrayImage | undefined;

  function stepSwitch(step: Step): HTMLElement {
    const {name, does, without} = STEP_WORDS[step];
    return html`<label class="step-switch">
      ${switches.get(step)}
      <span>
        <strong>${name}</strong> ${does}
        <small>Without it ${without}: ${costOf(costs, runs[0]?.name ?? "", step)}.</small>
      </span>
    </label>`;
  }

  const switchedOff = () => STEPS.filter((step) => !switches.get(step)!.checked);

  const seen = whenSeen(answers, {ahead: 0});
  const ask = latestOnly(
    async (images: readonly [Uint8Array, Uint8Array]) => {
      await seen;
      const rows = [];
      for (const run of asked) rows.push({run, read: await classify(run.name, images)});
      return rows;
    },
    (_, result) => {
      problem.hidden = !("error" in result);
      if ("error" in result) return void (problem.textContent = result.error.message);
      const caption = "What the runs read, with all steps and as they are switched, and how sure they are.";
      answers.replaceChildren(dataTable(result.value, answerColumns, {name: "answers", search: false, caption}));
    }
  );

  function askAll(): void {
    asked = [...runs];
    all.hidden = true;
    render();
  }

  function render(): void {
    if (!picture) return;
    const whole = stepThrough(picture, new Set(), found);
    const switched = stepThrough(picture, new Set(switchedOff()), found);
    problem.hidden = Boolean(whole);
    if (!whole || !switched) return void (problem.textContent = "No ink found. Try a photo with more contrast.");
    paintStages(switched);
    ask([whole.image, switched.image]);
  }

  function paintStages(stepped: SteppedPicture): void {
    paintGray(original, stepped.gray);
    paintInk(ink, stepped.ink, stepped.box);
    paintInk(scaled, stepped.scaled);
    paintDigit(last, stepped.image);
    const caption =
      "Rows from the top, columns from the left: 0 where there is no ink (left blank) to 255; the network reads them divided by 255.";
    values.replaceChildren(values.firstElementChild!, pixelTable(stepped.image, {caption}));
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

/** Paints a gray picture, 0 black to 255 white. */
function paintGray(canvas: HTMLCanvasElement, {width, height, data}: GrayImage): void {
  const image = new ImageData(width, height);
  data.forEach((level, i) => image.data.set([level, level, level, 255], 4 * i));
  paintEnlarged(canvas, image);
}

/** Paints ink in the page's ink color, with its strength as opacity, and a frame around *box*. */
function paintInk(canvas: HTMLCanvasElement, {width, height, data}: GrayImage, box?: Box): void {
  const [inkColor = "", frameColor = ""] = resolveColors(canvas, ["var(--ink)", "var(--accent)"]);
  const image = new ImageData(width, height);
  data.forEach((level, i) => (image.data[4 * i + 3] = level));
  const {context, scale} = paintEnlarged(canvas, image);
  context.globalCompositeOperation = "source-in";
  context.fillStyle = inkColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.globalCompositeOperation = "source-over";
  if (!box) return;
  context.strokeStyle = frameColor;
  context.lineWidth = 2;
  context.strokeRect(box.x * scale, box.y * scale, box.width * scale, box.height * scale);
}

/** Paints an image at a stage's size, with sharp pixels. Returns the canvas's context and the scale factor. */
function paintEnlarged(
  canvas: HTMLCanvasElement,
  image: ImageData
): {context: CanvasRenderingContext2D; scale: number} {
  const {width, height} = image;
  const small = new OffscreenCanvas(width, height);
  small.getContext("2d")!.putImageData(image, 0, 0);
  const scale = PICTURE_SIDE / Math.max(width, height);
  Object.assign(canvas, {width: Math.round(width * scale), height: Math.round(height * scale)});
  const context = canvas.getContext("2d")!;
  context.imageSmoothingEnabled = scale < 1;
  context.drawImage(small, 0, 0, canvas.width, canvas.height);
  return {context, scale};
}
