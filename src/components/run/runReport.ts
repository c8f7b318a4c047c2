import {html} from "htl";
import type {EpochPredictions} from "../../run/epochPredictions.js";
import {evaluate} from "../../stats/evaluation.js";
import type {Predictions} from "../../run/predictions.js";
import type {RobustnessRecord} from "../../stats/robustness.js";
import type {TrainedRun} from "../charts/trainedRun.js";
import {epochConfusions} from "../evaluation/epochConfusions.js";
import {emptyState} from "../page/emptyState.js";
import type {KernelHistory} from "../training/firstLayer.js";
import {evaluationReport} from "../evaluation/evaluationReport.js";
import {historyBoard} from "../training/historyBoard.js";
import type {SpriteUrl} from "../images/digitTile.js";
import {modelCard, type ModelLayer} from "./modelCard.js";
import {chartCard} from "../charts/chartCard.js";
import {
  kindsOf,
  robustnessChart,
  robustnessColumns,
  robustnessFinding,
  robustnessRows
} from "../evaluation/robustnessChart.js";
import type {RunStyle} from "../charts/runColors.js";
import type {RunAbout} from "../../run/runAbout.js";
import {faultChart} from "../charts/faultChart.js";
import {faultNote} from "./faultNote.js";
import {runFacts} from "./runFacts.js";
import {verdictTable} from "../training/verdictTable.js";
import {whenThere, type Loadable} from "../page/whenThere.js";

/** Answers, and where in the site's test split each one's image is, or −1. */
export interface RunAnswers {
  readonly predictions: Predictions;
  readonly images: Int32Array;
}

/** All that can be shown of a run; a part that it has not is undefined. */
export interface ReportedRun extends TrainedRun {
  readonly about: RunAbout;
  readonly answers: Loadable<RunAnswers> | undefined;
  readonly unsureBelow: number;
  readonly robustness: readonly RobustnessRecord[] | undefined;
  /** What each validation image was taken for after each epoch, where that was kept. */
  readonly epochs: Loadable<EpochPredictions> | undefined;
  /** Whether the site has these validation images. */
  readonly validationFound: boolean;
  /** Reads its model, when that is seen. */
  readonly layers: (() => Promise<readonly ModelLayer[]>) | undefined;
  /** Its first layer at random and after epochs, where that was kept. */
  readonly kernels?: KernelHistory | undefined;
  /** What is wrong with files that are therefore not shown, a line each. */
  readonly problems: readonly string[];
  /** What is to be said of how its files were read, a sentence each. */
  readonly remarks?: readonly string[];
  /** What is to be said where images are not on this site. */
  readonly note?: string | undefined;
}

/**
 * Returns all that is known of a run, and for each part that it has not a sentence that says so; its curves lie over those of
 * the runs *beside* it.
 */
export function runReport(
  run: ReportedRun,
  {
    spriteUrl,
    styleOf,
    beside = [],
    claims = "./claims#faults"
  }: {
    spriteUrl: SpriteUrl;
    styleOf: (run: string) => RunStyle;
    beside?: readonly TrainedRun[];
    /** The address of the claims, which runs with a fault are for. */
    claims?: string;
  }
): HTMLElement {
  const {about, history, problems, remarks = []} = run;
  if (about.fault) return faultyReport(run, about.fault, claims);
  return html`<div class="run-report">
    ${problems.map((problem) => html`<p class="error-line" role="alert">${problem}</p>`)}
    ${remarks.map((remark) => html`<p class="caption" data-testid="remark">${remark}</p>`)}
    <h2>Training</h2>
    ${history.length ? [historyBoard([...beside, run], {styleOf}), html`<section class="card">${verdictTable([...beside, run])}</section>`] : emptyState("No training history. Add history.csv, as Keras’s CSVLogger writes it, to see its curves.")}
    ${confusions(run, spriteUrl)}
    <h2>Evaluation</h2>
    ${evaluation(run, spriteUrl)} ${robustness(run, styleOf)}
    <h2>Network</h2>
    ${model(run)}
    <section class="card">
      <h2>Settings</h2>
      ${runFacts(about)}
    </section>
  </div>`;
}

/** Returns what is known of a run with a *fault*: what its accuracy is, not how good it would be. */
function faultyReport(
  {name, about, history, problems}: ReportedRun,
  fault: NonNullable<RunAbout["fault"]>,
  claims: string
): HTMLElement {
  return html`<div class="run-report">
    ${problems.map((problem) => html`<p class="error-line" role="alert">${problem}</p>`)} ${faultNote(fault, claims)}
    ${history.length ? faultChart({name, about, history}, "Training and validation accuracy by epoch, as they are counted with the fault.", 2) : null}
    <section class="card">
      <h2>Settings</h2>
      ${runFacts(about)}
    </section>
  </div>`;
}

function confusions({epochs, validationFound}: ReportedRun, spriteUrl: SpriteUrl): HTMLElement | null {
  if (!epochs) return null;
  return whenThere(
    epochs,
    "its answers by epoch",
    (kept) => epochConfusions(kept, {spriteUrl, imagesFound: validationFound}),
    "epochs"
  );
}

function evaluation({answers, about, unsureBelow, note}: ReportedRun, spriteUrl: SpriteUrl): HTMLElement {
  if (!answers) return emptyState("No test predictions. Add predictions.csv to see its accuracy.");
  const report = ({predictions, images}: RunAnswers) =>
    evaluationReport({
      predictions,
      images,
      figures: evaluate(predictions),
      evaluated: about.evaluated?.title ?? about.evaluated?.name ?? "its own",
      unsureBelow,
      spriteUrl,
      note
    });
  return whenThere(answers, "its answers", report, "answers");
}

function robustness({name, robustness: records}: ReportedRun, styleOf: (run: string) => RunStyle): Node {
  if (!records?.length) return document.createDocumentFragment();
  const rows = robustnessRows([{name, records}]);
  return html`<div class="side-by-side">
    ${kindsOf(rows).map((kind) =>
      chartCard({
        name: `robustness-${kind}`,
        title: robustnessFinding(rows, name, kind),
        caption: "Accuracy on changed test images, with 95 % intervals.",
        chart: (width) => robustnessChart(rows, kind, {styleOf, width}),
        rows: rows.filter((row) => row.kind === kind),
        columns: robustnessColumns,
        level: 3
      })
    )}
  </div>`;
}

function model({layers, kernels}: ReportedRun): HTMLElement {
  if (!layers) return emptyState("No model. Add model.json and its weights to see its layers.");
  return whenThere(layers, "the model", (loaded) => modelCard(loaded, kernels), "model");
}
