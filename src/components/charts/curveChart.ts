import * as Plot from "@observablehq/plot";
import {group} from "d3-array";
import {findBestEpoch, type EpochRecord} from "../../run/history.js";
import {epochSpreads, groupSeeds} from "../../stats/seeds.js";
import {smoothValues} from "../../stats/smoothing.js";
import {asImage} from "./asImage.js";
import {endLabels} from "./endLabels.js";
import type {RunStyle} from "./runColors.js";
import type {TrainedRun} from "./trainedRun.js";
import type {Column} from "../tables/tableRows.js";

/** In CSS pixels. Narrower charts have no labels at the ends of their lines. */
export const NARROW = 420;

/** The figure of each epoch that a chart shows. */
export type Metric = "loss" | "accuracy" | "learning_rate";

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
}

export type CurveChart = Element & {readonly axes: Axes};

type Key = Exclude<keyof EpochRecord, "epoch" | "seconds">;

const METRICS: Readonly<
  Record<Metric, {label: string; scale: number; training?: Key; validation: Key; decimals: number}>
> = {
  loss: {label: "Loss", scale: 1, training: "loss", validation: "val_loss", decimals: 4},
  accuracy: {label: "Accuracy (%)", scale: 100, training: "accuracy", validation: "val_accuracy", decimals: 2},
  learning_rate: {label: "Learning rate", scale: 1, validation: "learning_rate", decimals: 6}
};

/** A point of a run's curve, on training or validation images. */
export interface CurveRow {
  readonly run: string;
  readonly set: "training" | "validation";
  readonly epoch: number;
  readonly value: number;
}

/** Returns the points of a chart's lines, with epochs from 1; unknown values are left out. */
export function curveRows(runs: readonly TrainedRun[], metric: Metric): CurveRow[] {
  const {training, validation, scale} = METRICS[metric];
  const lines = [
    ...(training ? [{set: "training", key: training} as const] : []),
    {set: "validation", key: validation} as const
  ];
  return runs.flatMap(({name: run, history}) =>
    lines.flatMap(({set, key}) =>
      history
        .map((record) => ({run, set, epoch: record.epoch + 1, value: scale * record[key]}))
        .filter(({value}) => Number.isFinite(value))
    )
  );
}

/** Returns the columns of the chart's data table. */
export function curveColumns(metric: Metric): readonly Column<CurveRow>[] {
  const {label, decimals} = METRICS[metric];
  return [
    {label: "Run", value: ({run}) => run},
    ...(METRICS[metric].training ? [{label: "Images", value: ({set}: CurveRow) => set}] : []),
    {label: "Epoch", value: ({epoch}) => epoch},
    {label, value: ({value}) => value, show: ({value}) => value.toFixed(decimals)}
  ];
}

/** Returns whether any run recorded its learning rates. */
export function hasLearningRates(runs: readonly TrainedRun[]): boolean {
  return runs.some(({history}) => history.some(({learning_rate}) => Number.isFinite(learning_rate)));
}

/** States the finding of the curves as a title: which run is best, and when. */
export function curveFinding(runs: readonly TrainedRun[], metric: Metric): string {
  if (metric === "learning_rate") return "How fast they learned";
  const ends = runs.flatMap(({name, history}) => {
    const best = findBestEpoch(history);
    return best && Number.isFinite(best[METRICS[metric].validation]) ? [{name, best}] : [];
  });
  if (!ends.length) return metric === "loss" ? "Loss" : "Accuracy";
  const value = ({best}: (typeof ends)[number]) => best[METRICS[metric].validation];
  const sign = metric === "loss" ? 1 : -1;
  const winner = ends.reduce((a, b) => (sign * value(b) < sign * value(a) ? b : a));
  const figure = metric === "loss" ? value(winner).toFixed(4) : `${(100 * value(winner)).toFixed(2)} %`;
  const epoch = winner.best.epoch + 1;
  if (runs.every(({history}) => history.length < 2)) {
    const subject = ends.length > 1 ? `${winner.name} has the ${metric === "loss" ? "lowest" : "highest"} v` : "V";
    return `${subject}alidation ${metric} after epoch ${epoch}, the only one: ${figure}`;
  }
  const subject = ends.length > 1 ? `${winner.name} gets` : "It gets";
  return `${subject} ${metric === "loss" ? "down to" : "up to"} ${figure}${metric === "loss" ? `, in epoch ${epoch}` : " on the validation images"}`;
}

/**
 * Draws lines by epoch: validation thick, training thin and dashed. With smoothing, the raw line stays faintly behind.
 */
export function curveChart(
  runs: readonly TrainedRun[],
  metric: Metric,
  {
    styleOf,
    width,
    smoothing,
    isLog,
    range
  }: {
    styleOf: (run: string) => RunStyle;
    width: number;
    smoothing: number;
    isLog: boolean;
    /** The first and last epoch shown, from 1; by default all. */
    range?: readonly [number, number] | undefined;
  }
): CurveChart {
  const {label, validation, scale} = METRICS[metric];
  const raw = curveRows(runs, metric);
  const [first, last] = range ?? [1, Math.max(1, ...raw.map(({epoch}) => epoch))];
  const isOne = first === last; // a single epoch has no line: points in the middle
  const isShown = ({epoch}: {epoch: number}) => first <= epoch && epoch <= last;
  const whole = [...group(raw, ({run, set}) => `${set} ${run}`).values()];
  const lines = whole.map((line) => line.filter(isShown)).filter((line) => line.length);
  const smooth = whole.map((line) => smoothLine(line, smoothing).filter(isShown)).filter((line) => line.length);
  const stroke = ({run}: {run: string}) => styleOf(run).color;
  const marks = (line: CurveRow[], isFaint: boolean) => {
    const {run, set} = line[0]!;
    const dash = set === "training" ? "3 3" : styleOf(run).dash;
    const thick = set === "training" ? 1 : 2.25;
    if (line.length === 1) {
      const point = {x: "epoch", y: "value", stroke: styleOf(run).color, fill: "var(--sheet)", r: 4};
      return Plot.dot(line, {...point, strokeDasharray: set === "training" ? "2 2" : "none"});
    }
    return Plot.line(line, {
      x: "epoch",
      y: "value",
      stroke: styleOf(run).color,
      strokeDasharray: dash,
      strokeWidth: isFaint ? 1 : thick,
      strokeOpacity: isFaint ? 0.3 : 1
    });
  };
  const best = runs.flatMap(({name: run, history}) => {
    const record = findBestEpoch(history);
    const value = record && scale * record[validation];
    const isKnown = record && Number.isFinite(value) && isShown({epoch: record.epoch + 1});
    return isKnown ? [{run, epoch: record.epoch + 1, value: value!}] : [];
  });
  const ends = smooth.filter((line) => line[0]?.set === "validation").map((line) => line.at(-1)!);
  const isNarrow = width < NARROW;
  const [marginTop, marginBottom] = [24, 40];
  const height = 320;
  const chart = Plot.plot({
    width,
    height,
    marginLeft: 56,
    marginRight: isNarrow ? 16 : 128,
    marginTop,
    marginBottom,
    className: "plot",
    x: {
      label: "Epoch",
      domain: isOne ? [first - 0.5, last + 0.5] : [first, last],
      ticks: isOne ? [first] : Math.min(last - first + 1, 10, Math.floor(width / 60)),
      tickFormat: "d"
    },
    y: {label, grid: true, ...(isLog ? {type: "log"} : {nice: true, zero: metric === "loss"})},
    marks: [
      ...bandsOf(runs, metric, stroke, isShown),
      ...(smoothing ? lines.map((line) => marks(line, true)) : []),
      ...smooth.map((line) => marks(line, false)),
      metric === "learning_rate"
        ? null
        : Plot.dot(best, {
            x: "epoch",
            y: "value",
            fill: stroke,
            stroke: "var(--sheet)",
            r: 5,
            symbol: (d: {run: string}) => styleOf(d.run).symbol
          }),
      isNarrow ? null : endLabels(ends, {x: "epoch", y: "value", text: "run", fill: stroke})
    ]
  });
  const x = chart.scale("x")!;
  const axes: Axes = {
    svg: (chart instanceof SVGSVGElement ? chart : chart.querySelector("svg"))!,
    width,
    domain: [first, last],
    top: marginTop,
    bottom: height - marginBottom,
    toX: (epoch) => x.apply(epoch) as number,
    toEpoch: (at) => x.invert!(at) as number
  };
  return Object.assign(asImage(chart, `${label} by epoch, of ${runs.map(({name}) => name).join(", ")}`), {axes});
}

/** Returns a line with smoothed values. */
function smoothLine(line: readonly CurveRow[], smoothing: number): CurveRow[] {
  const values = smoothValues(
    line.map(({value}) => value),
    smoothing
  );
  return line.map((row, i) => ({...row, value: values[i]!}));
}

/** Returns a band, mean ± one standard deviation, for each group of runs that differ only in their seed. */
function bandsOf(
  runs: readonly TrainedRun[],
  metric: Metric,
  stroke: (row: {run: string}) => string,
  isShown: (row: {epoch: number}) => boolean
): (Plot.Markish | null)[] {
  const {validation, scale} = METRICS[metric];
  if (metric === "learning_rate") return [];
  return groupSeeds(runs)
    .filter((seeds) => seeds.length > 1)
    .map((seeds) => {
      const spreads = epochSpreads(
        seeds.map(({history}) => history),
        validation
      ).filter(
        ({epoch, mean, deviation}) => mean !== undefined && deviation !== undefined && isShown({epoch: epoch + 1})
      );
      return Plot.areaY(spreads, {
        x: (d: {epoch: number}) => d.epoch + 1,
        y1: (d: {mean?: number; deviation?: number}) => scale * (d.mean! - d.deviation!),
        y2: (d: {mean?: number; deviation?: number}) => scale * (d.mean! + d.deviation!),
        fill: stroke({run: seeds[0]!.name}),
        fillOpacity: 0.18
      });
    });
}
