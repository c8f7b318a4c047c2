import {html} from "htl";
import {boundToAddress, parseRange} from "../inputs/address.js";
import {chartCard, type ChartCard} from "../charts/chartCard.js";
import {crosshair, type Crosshair} from "../charts/crosshair.js";
import {emptyState} from "../page/emptyState.js";
import type {TrainedRun} from "../charts/trainedRun.js";
import {
  curveChart,
  NARROW,
  curveColumns,
  curveFinding,
  curveRows,
  hasLearningRates,
  type CurveChart,
  type Metric
} from "../charts/curveChart.js";
import {epochTable} from "./epochTable.js";
import {epochWindow, type EpochRange} from "./epochWindow.js";
import {lineLegend} from "../charts/lineLegend.js";
import type {RunStyle} from "../charts/runColors.js";
import {slider} from "../inputs/slider.js";

/** Returns *runs* with those of their epochs, from 1, that are shown. */
function within(runs: readonly TrainedRun[], range: EpochRange | undefined): readonly TrainedRun[] {
  if (!range) return runs;
  const isShown = (epoch: number) => range[0] <= epoch && epoch <= range[1];
  return runs.map((run) => ({...run, history: run.history.filter(({epoch}) => isShown(epoch + 1))}));
}

/**
 * Returns the training of *runs*, overlaid: loss, accuracy and learning rate by epoch, with one crosshair over all of them
 * that the pointer or a slider moves, and the figures of its epoch below; drawing across a chart, or two fields, shows some
 * epochs alone. The address keeps all of that.
 */
export function historyBoard(
  runs: readonly TrainedRun[],
  {styleOf}: {styleOf: (run: string) => RunStyle}
): HTMLElement {
  const trained = runs.filter(({history}) => history.length);
  if (!trained.length) return emptyState("None of these runs has a record of its epochs.");
  const epochs = Math.max(...trained.map(({history}) => history.at(-1)!.epoch + 1));
  const smoothing = boundToAddress(
    slider({label: "Smoothing", min: 0, max: 0.95, step: 0.05, format: (w) => (w ? w.toFixed(2) : "none")}),
    "smoothing"
  );
  const log = html<"select">`<select aria-label="Scale of the loss">
    <option value="linear">linear</option>
    <option value="log">logarithmic</option>
  </select>`;
  boundToAddress(log, "scale");
  const epoch = boundToAddress(slider({label: "Epoch", min: 1, max: epochs, step: 1, value: epochs}), "epoch");

  const range = boundToAddress(epochWindow(epochs), "epochs", {
    parse: parseRange,
    format: (shown) => shown?.join("~")
  });

  const places = new Map<Metric, {place: HTMLElement; width: number; hair?: Crosshair}>();
  const figures = html`<div data-testid="epoch"></div>`;

  const pick = (value: number) => {
    epoch.value = Math.min(epochs, Math.max(1, value));
    epoch.dispatchEvent(new CustomEvent("input", {bubbles: true}));
  };

  const select = (epochs: EpochRange) => {
    range.value = epochs;
    range.dispatchEvent(new CustomEvent("input", {bubbles: true}));
  };

  function draw(metric: Metric): void {
    const shown = places.get(metric);
    if (!shown) return;
    const chart: CurveChart = curveChart(trained, metric, {
      styleOf,
      width: shown.width,
      smoothing: smoothing.value,
      isLog: log.value === "log" && metric === "loss",
      range: range.value
    });
    shown.hair = crosshair(chart, {onPick: pick, onSelect: select});
    shown.hair.move(epoch.value);
    shown.place.replaceChildren(
      chart,
      ...(shown.width < NARROW
        ? [
            lineLegend(
              trained.map(({name}) => name),
              styleOf
            )
          ]
        : [])
    );
    cards.get(metric)?.retitle(curveFinding(within(trained, range.value), metric));
  }

  function follow(): void {
    for (const {hair} of places.values()) hair?.move(epoch.value);
    figures.replaceChildren(epochTable(trained, epoch.value));
  }

  const cards = new Map<Metric, ChartCard>();
  const card = (metric: Metric, caption: string) => {
    const made = chartCard({
      name: metric.replace("_", "-"),
      title: curveFinding(trained, metric),
      caption,
      chart: (width) => {
        const place = places.get(metric)?.place ?? html`<div></div>`;
        places.set(metric, {place, width});
        draw(metric);
        return place;
      },
      rows: curveRows(trained, metric),
      columns: curveColumns(metric)
    });
    cards.set(metric, made);
    return made;
  };
  const isOne = epochs === 1;
  const lines = isOne
    ? "Filled dots are the validation images, hollow ones the training images: after a single epoch there is no curve yet."
    : "Thick lines are the validation images, thin dashed ones the training images; a dot marks the best epoch, the lowest validation loss. Bands are the mean ± one standard deviation of runs that differ in their seed alone. Draw across a chart to see some epochs closer.";
  const board = html`<div class="history-board">
    ${isOne ? null : html`<div class="inputs">${smoothing}<label class="field">Loss, scale ${log}</label>${epoch}${range}</div>`}
    <div class="side-by-side">
      ${card("loss", `Mean cross-entropy, nats. ${lines}`)}
      ${card("accuracy", `The share of images read correctly, in %; ${isOne ? "dots" : "lines, dots and bands"} as for the loss.`)}
    </div>
    <div class="card">
      <h3>${isOne ? "After that epoch" : "At that epoch"}</h3>
      ${figures}
    </div>
    ${hasLearningRates(trained) ? card("learning_rate", "By epoch, as the optimizer was given it; where runs have the same, the last one’s line covers the others.") : null}
  </div>`;
  for (const input of [smoothing, log, range]) {
    input.addEventListener("input", () => {
      for (const metric of places.keys()) draw(metric);
    });
  }
  epoch.addEventListener("input", follow);
  follow();
  return board;
}
