import {html} from "htl";
import {onWidth} from "../page/onWidth.js";
import {withTerms} from "../page/term.js";
import type {TrainedRun} from "../charts/trainedRun.js";
import {curveChart, NARROW} from "../charts/curveChart.js";
import type {CurveRow} from "../charts/curveRows.js";
import {lineLegend} from "../charts/lineLegend.js";
import type {RunStyle} from "../charts/runColors.js";
import type {StepPoint} from "./stepLine.js";

/** A training that goes on, as far as it is. */
export interface LiveRun extends TrainedRun {
  readonly steps: readonly StepPoint[];
}

/** The curves of a training that goes on. */
export interface LiveCurves extends HTMLElement {
  /** Draws the curves of *run* anew, over those of *earlier* runs. */
  show(run: LiveRun, earlier: readonly TrainedRun[]): void;
}

interface LiveOptions {
  readonly styleOf: (run: string) => RunStyle;
  /** How many epochs the longest of the runs has. */
  readonly epochs: number;
}

type LiveMetric = "loss" | "accuracy";

const TITLES: Readonly<Record<LiveMetric, string>> = {loss: "Loss", accuracy: "Accuracy"};

/** Returns charts of loss and accuracy that follow a training, step by step and epoch by epoch. */
export function liveCurves(options: LiveOptions): LiveCurves {
  const charts = (Object.keys(TITLES) as LiveMetric[]).map((metric) => liveChart(metric, options));
  const element = html`<div class="side-by-side">${charts.map(({card}) => card)}</div>`;
  return Object.assign(element, {
    show: (run: LiveRun, earlier: readonly TrainedRun[]) => {
      for (const {show} of charts) show(run, earlier);
    }
  });
}

/** Returns the points of a metric by step, as a chart draws them. */
export function stepRows({name, steps}: LiveRun, metric: LiveMetric): CurveRow[] {
  const scale = metric === "accuracy" ? 100 : 1;
  return steps.map((point) => ({run: name, set: "training", epoch: point.epoch, value: scale * point[metric]}));
}

function liveChart(
  metric: LiveMetric,
  {styleOf, epochs}: LiveOptions
): {card: HTMLElement; show: (run: LiveRun, earlier: readonly TrainedRun[]) => void} {
  const place = html`<div class="chart"></div>`;
  let given: {readonly run: LiveRun; readonly earlier: readonly TrainedRun[]} | undefined;
  let width = 0;

  function draw(): void {
    if (!given || !width) return;
    const runs = [...given.earlier, given.run].filter(({history}) => history.length);
    const steps = stepRows(given.run, metric);
    if (!runs.length && !steps.length) return;
    const range = [0, Math.max(1, epochs)] as const;
    const chart = curveChart(runs, metric, {styleOf, range, steps, width, smoothing: 0, isLog: false});
    const names = [...given.earlier.map(({name}) => name), given.run.name];
    place.replaceChildren(chart, ...(width < NARROW ? [lineLegend(names, styleOf)] : []));
  }

  onWidth(place, (next) => {
    width = next;
    draw();
  });
  const card = html`<section class="card live-chart">
    <h3>${TITLES[metric]}</h3>
    ${place}
    <p class="caption">
      ${withTerms("Faint: training, step by step. After each epoch, thick: validation images; dashed: training images.")}
    </p>
  </section>`;
  return {
    card,
    show: (run, earlier) => {
      given = {run, earlier};
      draw();
    }
  };
}
