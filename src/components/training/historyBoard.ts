import {html} from "htl";
import {constantRateWords, hasChangingRate} from "../charts/curveFinding.js";
import type {Metric} from "../charts/curveRows.js";
import {curveTip, tipRows, tipWords} from "../charts/curveTip.js";
import type {RunStyle} from "../charts/runColors.js";
import type {TrainedRun} from "../charts/trainedRun.js";
import {emptyState} from "../page/emptyState.js";
import {groupSeeds} from "../../stats/seeds.js";
import {boardChart, type BoardChart} from "./boardChart.js";
import {boardInputs} from "./boardInputs.js";
import {epochTable} from "./epochTable.js";

/**
 * Returns the training of *runs*, overlaid: loss, accuracy and, where it changes, learning rate by epoch. One epoch is
 * marked in all charts: the one that a pointer, a finger, the arrow keys or a slider is at; one tooltip and the table below
 * say what each run had reached there. Dragging across a chart, or two fields, shows some epochs closer. The address keeps
 * all of that.
 */
export function historyBoard(
  runs: readonly TrainedRun[],
  {styleOf}: {styleOf: (run: string) => RunStyle}
): HTMLElement {
  const trained = runs.filter(({history}) => history.length);
  if (!trained.length) return emptyState("None of these runs has a record of its epochs.");
  const epochs = Math.max(...trained.map(({history}) => history.at(-1)!.epoch + 1));
  const {element: inputs, smoothing, scale, epoch, range} = boardInputs(trained, epochs);
  const tip = curveTip(styleOf);
  const figures = html`<div data-testid="epoch"></div>`;
  let over: BoardChart | undefined;

  const send = (input: HTMLElement) => input.dispatchEvent(new CustomEvent("input", {bubbles: true}));
  const options = {
    styleOf,
    epochs,
    look: () => ({smoothing: smoothing.value, isLog: scale.value === "log", range: range.value}),
    epoch: () => epoch.value,
    onPick: (chart: BoardChart, value: number) => {
      over = chart;
      epoch.value = value;
      send(epoch);
    },
    onSelect: (selected: readonly [number, number]) => {
      range.value = selected;
      send(range);
    },
    onLeave: () => {
      over = undefined;
      follow();
    }
  };
  const charts = metricsOf(trained).map((metric) =>
    boardChart(trained, metric, {...options, caption: captionOf(metric, trained, epochs)})
  );

  /** Marks the epoch everywhere, and shows the tooltip in the chart that the visitor is at. */
  function follow(): void {
    for (const chart of charts) {
      const metrics = tipMetrics(chart.metric);
      chart.mark(epoch.value, tipWords(epoch.value, tipRows(trained, epoch.value, metrics), metrics));
    }
    figures.replaceChildren(epochTable(trained, epoch.value));
    const x = over?.toX(epoch.value);
    if (!over || x === undefined || epochs === 1) return tip.remove();
    const metrics = tipMetrics(over.metric);
    tip.show(epoch.value, tipRows(trained, epoch.value, metrics), metrics);
    if (tip.parentElement !== over.frame) over.frame.append(tip);
    tip.place(x, over.frame.clientWidth);
  }

  for (const input of [smoothing, scale, range]) {
    input.addEventListener("input", () => {
      for (const chart of charts) chart.draw();
      follow();
    });
  }
  epoch.addEventListener("input", follow);
  follow();
  const cards = charts.map(({card}) => card);
  return html`<div class="history-board">
    ${epochs === 1 ? null : inputs}
    <div class="side-by-side">${cards.slice(0, 2)}</div>
    <div class="card epoch-figures">
      <h3>${epochs === 1 ? "After that epoch" : "At that epoch"}</h3>
      ${figures}
    </div>
    ${cards[2] ?? rateNote(trained)}
  </div>`;
}

/** The metrics that have a chart. */
function metricsOf(runs: readonly TrainedRun[]): readonly Metric[] {
  return ["loss", "accuracy", ...(hasChangingRate(runs) ? (["learning_rate"] as const) : [])];
}

/** What the tooltip says where it stands in the chart of *metric*. */
function tipMetrics(metric: Metric): readonly Metric[] {
  return metric === "learning_rate" ? [metric] : ["loss", "accuracy"];
}

function rateNote(runs: readonly TrainedRun[]): HTMLElement | null {
  const words = constantRateWords(runs);
  return words ? html`<p class="note">${words}</p>` : null;
}

function captionOf(metric: Metric, runs: readonly TrainedRun[], epochs: number): string {
  if (metric === "learning_rate") return "Learning rate per epoch. Identical runs overlap.";
  const isOne = epochs === 1;
  if (metric === "accuracy")
    return `Share of images read correctly. ${isOne ? "Dots" : "Lines and dots"} as for the loss.`;
  if (isOne) return "Mean cross-entropy, nats. Filled dots: validation images; hollow dots: training images.";
  const hasBands = groupSeeds(runs).some((seeds) => seeds.length > 1);
  const bands = hasBands ? " Bands: mean ± one standard deviation of runs that differ only in their seed." : "";
  return `Mean cross-entropy, nats. Thick: validation images; thin, dashed: training images; the mark is the lowest validation loss.${bands} Drag across a chart to zoom in.`;
}
