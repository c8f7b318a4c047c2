import * as Plot from "@observablehq/plot";
import {asImage} from "./asImage.js";
import {curveLines, logTicks, valueRange, valuesAt, type CurveLines} from "./curveLines.js";
import {METRICS, type CurveRow, type Metric} from "./curveRows.js";
import {endLabels} from "./endLabels.js";
import type {RunStyle} from "./runColors.js";
import type {TrainedRun} from "./trainedRun.js";

/** In CSS pixels. Narrower charts have no labels at the ends of their lines. */
export const NARROW = 420;

/** The height of a chart of curves, in CSS pixels. */
export const CURVE_HEIGHT = 320;

const [MARGIN_TOP, MARGIN_BOTTOM] = [24, 40];

/** Maps epochs to positions on a chart. */
export interface Axes {
  readonly svg: SVGSVGElement;
  readonly width: number;
  /** The first and last epoch shown. */
  readonly domain: readonly [number, number];
  readonly top: number;
  readonly bottom: number;
  readonly toX: (epoch: number) => number;
  readonly toEpoch: (x: number) => number;
  /** Where the validation lines are at an epoch. */
  readonly pointsAt: (epoch: number) => readonly {readonly y: number; readonly color: string}[];
}

export type CurveChart = Element & {readonly axes: Axes};

export interface CurveOptions {
  readonly styleOf: (run: string) => RunStyle;
  readonly width: number;
  /** In [0, 1) */
  readonly smoothing: number;
  readonly isLog: boolean;
  /** The first and last epoch shown, from 1; by default all. */
  readonly range?: readonly [number, number] | undefined;
  /** Training values by step, as a faint line; epochs are fractions here, 0 before the first step. */
  readonly steps?: readonly CurveRow[];
}

/**
 * Draws lines by epoch: validation thick, training thin and dashed. With smoothing, the raw line stays faintly behind.
 */
export function curveChart(runs: readonly TrainedRun[], metric: Metric, options: CurveOptions): CurveChart {
  const {styleOf, width, smoothing, isLog, range, steps = []} = options;
  const {label} = METRICS[metric];
  const lines = curveLines(runs, metric, {smoothing, range});
  const [first, last] = lines.domain;
  const isOne = first === last; // a single epoch has no line: points in the middle
  const isNarrow = width < NARROW;
  const values = metric === "accuracy" && !steps.length ? valueRange([...lines.smooth, ...lines.raw]) : undefined;
  const chart = Plot.plot({
    width,
    height: CURVE_HEIGHT,
    marginLeft: 56,
    marginRight: isNarrow ? 16 : 128,
    marginTop: MARGIN_TOP,
    marginBottom: MARGIN_BOTTOM,
    className: "plot",
    x: {
      label: "Epoch",
      domain: isOne ? [first - 0.5, last + 0.5] : [first, last],
      ticks: isOne ? [first] : Math.min(last - first + 1, 10, Math.floor(width / 60)),
      tickFormat: "d"
    },
    y: {
      label,
      grid: true,
      ...(values && {domain: values}),
      ...(isLog ? logAxis(lines) : {nice: true, zero: metric === "loss"})
    },
    marks: [
      ...curveMarks(lines, {styleOf, smoothing}),
      steps.length ? stepMark(steps, styleOf) : null,
      isNarrow ? null : namesAtEnds(lines, styleOf)
    ]
  });
  const axes = axesOf(chart, {lines, width, styleOf});
  return Object.assign(asImage(chart, `${label} by epoch, of ${runs.map(({name}) => name).join(", ")}`), {axes});
}

function logAxis({raw}: CurveLines): Plot.ScaleOptions {
  return {type: "log", ticks: logTicks(raw.flat().map(({value}) => value)), tickFormat: "~f"};
}

function axesOf(
  chart: ReturnType<typeof Plot.plot>,
  {lines, width, styleOf}: {lines: CurveLines; width: number; styleOf: (run: string) => RunStyle}
): Axes {
  const [x, y] = [chart.scale("x")!, chart.scale("y")!];
  return {
    svg: (chart instanceof SVGSVGElement ? chart : chart.querySelector("svg"))!,
    width,
    domain: lines.domain,
    top: MARGIN_TOP,
    bottom: CURVE_HEIGHT - MARGIN_BOTTOM,
    toX: (epoch) => x.apply(epoch) as number,
    toEpoch: (at) => x.invert!(at) as number,
    pointsAt: (epoch) =>
      valuesAt(lines, epoch).map(({run, value}) => ({y: y.apply(value) as number, color: styleOf(run).color}))
  };
}

/** The marks of bands, lines and best epochs. */
function curveMarks(
  {raw, smooth, best, bands}: CurveLines,
  {styleOf, smoothing}: {styleOf: (run: string) => RunStyle; smoothing: number}
): Plot.Markish[] {
  const colorOf = ({run}: {run: string}) => styleOf(run).color;
  return [
    ...bands.map(({run, spread}) =>
      Plot.areaY(spread, {x: "epoch", y1: "low", y2: "high", fill: colorOf({run}), fillOpacity: 0.18})
    ),
    ...(smoothing ? raw.map((line) => lineMark(line, styleOf, {strokeWidth: 1, strokeOpacity: 0.3})) : []),
    ...smooth.map((line) => lineMark(line, styleOf)),
    Plot.dot(best, {
      x: "epoch",
      y: "value",
      fill: colorOf,
      stroke: "var(--sheet)",
      r: 5,
      symbol: ({run}: {run: string}) => styleOf(run).symbol
    })
  ];
}

/** The mark of a *line*, or of its only point. */
function lineMark(line: readonly CurveRow[], styleOf: (run: string) => RunStyle, faint: object = {}): Plot.Markish {
  const {run, set} = line[0]!;
  const {color, dash} = styleOf(run);
  const isTraining = set === "training";
  const place = {x: "epoch", y: "value", stroke: color, clip: isTraining}; // of the frame, see `valueRange`
  if (line.length === 1)
    return Plot.dot(line, {...place, fill: "var(--sheet)", r: 4, strokeDasharray: isTraining ? "2 2" : "none"});
  const style = {strokeDasharray: isTraining ? "3 3" : dash, strokeWidth: isTraining ? 1 : 2.25};
  return Plot.line(line, {...place, ...style, ...faint});
}

function stepMark(steps: readonly CurveRow[], styleOf: (run: string) => RunStyle): Plot.Markish {
  const stroke = styleOf(steps[0]!.run).color;
  const style = {stroke, strokeWidth: 1, strokeOpacity: 0.5, className: "steps"};
  return Plot.line(steps, {x: "epoch", y: "value", ...style});
}

function namesAtEnds({smooth}: CurveLines, styleOf: (run: string) => RunStyle): Plot.Markish {
  const ends = smooth.filter((line) => line[0]?.set === "validation").map((line) => line.at(-1)!);
  return endLabels(ends, {x: "epoch", y: "value", text: "run", fill: ({run}: {run: string}) => styleOf(run).color});
}
