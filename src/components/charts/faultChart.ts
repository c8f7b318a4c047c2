import * as Plot from "@observablehq/plot";
import type {EpochRecord} from "../../run/history.js";
import type {RunAbout} from "../../run/runAbout.js";
import {formatPercent} from "../page/format.js";
import type {Column} from "../tables/tableRows.js";
import {asImage} from "./asImage.js";
import {chartCard} from "./chartCard.js";
import {endLabels} from "./endLabels.js";

/** A run with the epochs of its training, which may have a fault. */
interface CountedRun {
  readonly name: string;
  readonly about: Pick<RunAbout, "title" | "fault">;
  readonly history: readonly EpochRecord[];
}

const HEIGHT = 220;

/** Returns the title of a run with a fault without the word that says so: "one softmax output". */
export function faultName({about}: Pick<CountedRun, "about">): string {
  return about.title.replace(/^Fault: /, "");
}

/** Returns a card with both accuracies of a run by epoch, as they were counted, on the whole scale. *level* is that of its heading. */
export function faultChart(run: CountedRun, caption: string | Node, level: 2 | 3 = 3): HTMLElement {
  const {name, about, history} = run;
  const last = history.at(-1);
  const title = about.fault ? faultName(run) : "Without a fault";
  const ends = last ? `: ${percent(last.accuracy)} in training, ${percent(last.val_accuracy)} in validation` : "";
  return chartCard({
    name,
    level,
    height: HEIGHT,
    title: `${title.charAt(0).toUpperCase()}${title.slice(1)}${ends}`,
    caption,
    chart: (width) => accuracyChart(run, width),
    rows: history,
    columns: COLUMNS
  });
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
function accuracyChart({name, history}: CountedRun, width: number): Element {
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
