import * as Plot from "@observablehq/plot";
import {html} from "htl";
import type {Claims, FaultyRun} from "../../../loaders/runs/claims/claims.js";
import {findFault} from "../../run/faults.js";
import type {EpochRecord} from "../../run/history.js";
import {asImage} from "../charts/asImage.js";
import {chartCard} from "../charts/chartCard.js";
import {endLabels} from "../charts/endLabels.js";
import {emptyState} from "../page/emptyState.js";
import {formatCount, formatPercent} from "../page/format.js";
import {withTerms} from "../page/term.js";
import type {Column} from "../tables/tableRows.js";

const HEIGHT = 220;

/** Training accuracy below this is next to nothing. */
const NULL = 0.005;

/** Returns which faults give 100 % and null at once, as a title. */
export function faultsFinding({faulty}: Pick<Claims, "faulty">): string {
  if (!faulty.length) return "How “100 %” and “null” come about";
  const both = faulty.filter(givesBoth);
  if (!both.length) return "No fault that was tried gives “100 %” and “null” at once";
  return `“100 %” and “null” at once: ${both.map(nameOf).join(", ")}`;
}

/** Whether a run counts all test images as correct, and next to none in training from its first epoch on. */
function givesBoth({about, history}: FaultyRun): boolean {
  const [count] = about.fault?.counts ?? [];
  return count !== undefined && count.correct === count.n && history.every(({accuracy}) => accuracy < NULL);
}

/** Returns the title of a faulty run without the word that says so: "one softmax output". */
function nameOf({about}: FaultyRun): string {
  return about.title.replace(/^Fault: /, "");
}

/** Returns a card for each run with a fault, those that give both figures first, and one for the honest run. */
export function faultCards({faulty, honest}: Pick<Claims, "faulty" | "honest">): HTMLElement {
  if (!faulty.length)
    return emptyState(
      "This site has no run with a fault. npm run train -- --run claims-one-output --model ann --fault one-output makes one."
    );
  const sorted = [...faulty].sort((a, b) => Number(givesBoth(b)) - Number(givesBoth(a)));
  return html`<div class="side-by-side">${[...sorted, ...(honest ? [honest] : [])].map(faultCard)}</div>`;
}

function faultCard(run: FaultyRun): HTMLElement {
  const {name, about, history} = run;
  const last = history.at(-1);
  const title = about.fault ? nameOf(run) : "Without a fault";
  const ends = last ? `: ${percent(last.accuracy)} in training, ${percent(last.val_accuracy)} in validation` : "";
  return chartCard({
    name,
    level: 3,
    height: HEIGHT,
    title: `${title.charAt(0).toUpperCase()}${title.slice(1)}${ends}`,
    caption: html`<span
      >${withTerms(about.fault ? (findFault(about.fault.name)?.what ?? "") : HONEST)} ${countWords(run)}
      <a href=${`./runs/${encodeURIComponent(name)}`}>${name}</a
      >${about.command ? html`: <code>${about.command}</code>` : ""}</span
    >`,
    chart: (width) => accuracyChart(run, width),
    rows: history,
    columns: COLUMNS
  });
}

const HONEST =
  "The documents’ network, their settings, and accuracy as the share of images whose largest output is at the label.";

/** Returns how the test images are counted, as sentences. */
function countWords({about}: FaultyRun): string {
  const counts = about.fault?.counts ?? [];
  if (!counts.length) return "";
  const words = counts.map(({how, n, correct}) => `${formatPercent(correct / n, n)} of ${formatCount(n)} (${how})`);
  return `On the test images: ${words.join("; ")}.`;
}

function percent(share: number): string {
  return formatPercent(share, Infinity);
}

const COLUMNS: readonly Column<EpochRecord>[] = [
  {label: "Epoch", value: ({epoch}) => epoch + 1},
  {label: "Training accuracy", value: ({accuracy}) => accuracy, show: ({accuracy}) => percent(accuracy)},
  {label: "Validation accuracy", value: (row) => row.val_accuracy, show: (row) => percent(row.val_accuracy)},
  {label: "Training loss", value: ({loss}) => loss},
  {label: "Validation loss", value: (row) => row.val_loss}
];

/** Draws both accuracies by epoch on the whole scale: validation thick, training thin and dashed. */
function accuracyChart({name, history}: FaultyRun, width: number): Element {
  const line = (set: string, of: (record: EpochRecord) => number) =>
    history.map((record) => ({epoch: record.epoch + 1, value: 100 * of(record), set}));
  const training = line("training", ({accuracy}) => accuracy);
  const validation = line("validation", ({val_accuracy}) => val_accuracy);
  const place = {x: "epoch", y: "value", stroke: "var(--accent)"};
  const chart = Plot.plot({
    width,
    height: HEIGHT,
    marginLeft: 44,
    marginRight: 80,
    marginBottom: 36,
    className: "plot",
    x: {label: "Epoch", tickFormat: "d", ticks: Math.min(history.length, 5)},
    y: {label: "Accuracy (%)", domain: [0, 100], grid: true, ticks: 5},
    marks: [
      Plot.line(training, {...place, strokeWidth: 1.5, strokeDasharray: "3 3"}),
      Plot.line(validation, {...place, strokeWidth: 2.25}),
      endLabels(
        [training, validation].flatMap((rows) => rows.slice(-1)),
        {x: "epoch", y: "value", text: "set", fill: "var(--ink)"}
      )
    ]
  });
  return asImage(chart, `Accuracy by epoch, of ${name}`);
}
