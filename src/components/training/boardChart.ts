import {html} from "htl";
import {chartCard, type ChartCard} from "../charts/chartCard.js";
import {crosshair, type Crosshair} from "../charts/crosshair.js";
import {curveChart, CURVE_HEIGHT, NARROW, type CurveChart} from "../charts/curveChart.js";
import {curveFinding} from "../charts/curveFinding.js";
import {curveColumns, curveRows, METRICS, type Metric} from "../charts/curveRows.js";
import {epochAfterKey} from "../charts/epochKeys.js";
import {lineLegend} from "../charts/lineLegend.js";
import type {RunStyle} from "../charts/runColors.js";
import type {TrainedRun} from "../charts/trainedRun.js";
import type {EpochRange} from "./epochWindow.js";

/** How the charts of a board are drawn. */
export interface BoardLook {
  readonly smoothing: number;
  readonly isLog: boolean;
  /** The first and last epoch shown; undefined for all. */
  readonly range: EpochRange | undefined;
}

export interface BoardChartOptions {
  readonly styleOf: (run: string) => RunStyle;
  readonly caption: string;
  /** How many epochs the longest of the runs has. */
  readonly epochs: number;
  /** Returns how the chart is drawn now. */
  readonly look: () => BoardLook;
  /** Returns the epoch that is marked now, from 1. */
  readonly epoch: () => number;
  /** Called with the epoch to mark: under the pointer or a finger, or after a key. */
  readonly onPick: (chart: BoardChart, epoch: number) => void;
  readonly onSelect: (range: EpochRange) => void;
  /** Called when the pointer or the focus has left the chart, or Escape was pressed. */
  readonly onLeave: () => void;
}

/** A chart of a metric, with a crosshair that pointer, touch and keys move. */
export interface BoardChart {
  readonly metric: Metric;
  readonly card: ChartCard;
  /** The chart's frame, which takes the focus. */
  readonly frame: HTMLElement;
  draw(): void;
  /** Marks an *epoch*, which *words* describe for screen readers. */
  mark(epoch: number, words: string): void;
  /** Returns where the mark of an epoch is, in CSS pixels from the left of the frame; undefined before it is drawn. */
  toX(epoch: number): number | undefined;
}

/** Returns the chart of a *metric* of *runs*, drawn by `draw` and whenever its width changes. */
export function boardChart(runs: readonly TrainedRun[], metric: Metric, options: BoardChartOptions): BoardChart {
  const {styleOf, caption, look, epoch, onSelect, onLeave} = options;
  const picture = html`<div></div>`;
  const frame = html`<div class="curve-frame">${picture}</div>`;
  const legend = html`<div></div>`;
  const names = runs.map(({name}) => name);
  let drawn: {readonly chart: CurveChart; readonly hair: Crosshair} | undefined;
  let width = 0;

  function draw(): void {
    if (!width) return;
    const {range, isLog, smoothing} = look();
    const chart = curveChart(runs, metric, {styleOf, width, smoothing, range, isLog: isLog && metric === "loss"});
    const hair = crosshair(chart, {onPick: (picked) => options.onPick(board, picked), onSelect, onLeave});
    drawn = {chart, hair};
    hair.move(epoch());
    picture.replaceChildren(chart);
    legend.replaceChildren(...(width < NARROW ? [lineLegend(names, styleOf)] : []));
    board.card.retitle(curveFinding(within(runs, range), metric));
  }

  const card = chartCard({
    name: metric.replace("_", "-"),
    title: curveFinding(runs, metric),
    caption,
    height: CURVE_HEIGHT,
    chart: (next) => {
      width = next;
      queueMicrotask(draw); // the frame is in the card then
      return html`<div>${frame}${legend}</div>`;
    },
    rows: curveRows(runs, metric),
    columns: curveColumns(metric)
  });
  const board: BoardChart = {
    metric,
    card,
    frame,
    draw,
    mark: (marked, words) => {
      drawn?.hair.move(marked);
      frame.ariaValueNow = String(marked);
      frame.ariaValueText = words;
    },
    toX: (marked) => drawn?.chart.axes.toX(marked)
  };
  listen(board, options, () => drawn?.chart.axes.domain);
  return board;
}

/** Makes the frame of a chart a slider of epochs; a single epoch needs none. */
function listen(
  board: BoardChart,
  {epochs, epoch, onPick, onLeave}: BoardChartOptions,
  domain: () => EpochRange | undefined
): void {
  const {frame, metric} = board;
  if (epochs === 1) return;
  frame.tabIndex = 0;
  frame.role = "slider";
  frame.ariaValueMin = "1";
  frame.ariaValueMax = String(epochs);
  frame.ariaLabel = `${METRICS[metric].label} by epoch`;
  frame.addEventListener("keydown", (event) => {
    const shown = domain();
    if (event.key === "Escape") onLeave();
    const next = shown && epochAfterKey(event.key, epoch(), shown);
    if (next === undefined) return;
    event.preventDefault(); // the page would scroll
    onPick(board, next);
  });
  frame.addEventListener("focus", () => onPick(board, epoch()));
  frame.addEventListener("blur", onLeave);
}

/** Returns *runs* with those of their epochs, from 1, that are shown. */
function within(runs: readonly TrainedRun[], range: EpochRange | undefined): readonly TrainedRun[] {
  if (!range) return runs;
  const isShown = (epoch: number) => range[0] <= epoch && epoch <= range[1];
  return runs.map((run) => ({...run, history: run.history.filter(({epoch}) => isShown(epoch + 1))}));
}
