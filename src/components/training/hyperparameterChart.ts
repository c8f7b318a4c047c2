import * as Plot from "@observablehq/plot";
import {extent} from "d3-array";
import {html} from "htl";
import type {Alphabet} from "../../characters/alphabet.js";
import type {RunAbout} from "../../run/runAbout.js";
import type {Evaluation} from "../../stats/evaluation.js";
import {asImage} from "../charts/asImage.js";
import {formatCount, formatPercent} from "../page/format.js";
import type {RunStyle} from "../charts/runColors.js";
import type {CellValue, Column} from "../tables/tableRows.js";
import {testedAlike, type Tested} from "./testedAlike.js";

/** What the chart needs of a run. */
export interface ComparableRun {
  readonly name: string;
  readonly classes: Alphabet;
  readonly about: Pick<RunAbout, "model" | "parameters" | "dataset" | "evaluated" | "hyperparameters">;
  readonly evaluation: Pick<Evaluation, "n" | "accuracy"> | null;
}

/** One of the parallel axes: of numbers, the least below, or of words, in the order of the alphabet. */
export interface ParallelAxis {
  readonly label: string;
  readonly value: (run: ComparableRun) => CellValue;
  /** How high a value stands, from 0 to 1. */
  readonly place: (value: string | number) => number;
  /** What is written along the axis. */
  readonly ticks: readonly {readonly text: string; readonly place: number}[];
}

/** What stands for a distance of more than this, greatest over least, is drawn by its logarithm. */
const LOGARITHMIC_FROM = 10;

/** How far ticks stand apart at least, of an axis's length. */
const APART = 0.07;

const AXES: readonly Column<ComparableRun>[] = [
  {label: "Training images", value: ({about}) => about.dataset?.train},
  {label: "Distortion", value: ({about}) => wordOf(about.hyperparameters?.augmentation)},
  {label: "Schedule", value: ({about}) => wordOf(about.hyperparameters?.schedule)},
  {label: "Learning rate", value: ({about}) => numberOf(about.hyperparameters?.learningRate)},
  {label: "Batch", value: ({about}) => numberOf(about.hyperparameters?.batchSize)},
  {label: "Epochs", value: ({about}) => numberOf(about.hyperparameters?.epochs)},
  {label: "Parameters", value: ({about}) => about.parameters}
];

const ACCURACY: Column<ComparableRun> = {label: "Accuracy", value: ({evaluation}) => evaluation?.accuracy};

/** A hyperparameter in a word; of a record, as augmentations are, how it is done. */
function wordOf(value: unknown): string | undefined {
  if (typeof value === "object" && value !== null && "how" in value) return wordOf(value.how);
  return typeof value === "string" ? value : undefined;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** Returns the runs with known hyperparameters that were tested on the same images as most, the best last. */
export function comparableRuns<Run extends ComparableRun>(runs: readonly Run[]): Tested<Run>[] {
  return testedAlike(runs.filter(({about}) => about.hyperparameters !== undefined)).reverse();
}

/** Returns the columns that the runs differ in, and the accuracy, as a table shows them. */
export function hyperparameterColumns(runs: readonly ComparableRun[]): Column<ComparableRun>[] {
  const differing = AXES.filter(({value}) => new Set(runs.map(value).filter((d) => d !== undefined)).size > 1);
  const columns: Column<ComparableRun>[] = [{label: "Run", value: ({name}) => name}, ...differing, ACCURACY];
  return columns.map((column) => ({...column, show: (run) => formatValue(column, column.value(run))}));
}

/** Returns the axes on which the runs differ, the accuracy last; numbers of which one is ten times another on a logarithmic one. */
export function parallelAxes(runs: readonly ComparableRun[]): ParallelAxis[] {
  return hyperparameterColumns(runs)
    .slice(1)
    .map(({label, value}) => {
      const values = runs.map(value).filter((d) => d !== undefined);
      const numbers = values.filter((d) => typeof d === "number");
      if (numbers.length < values.length) {
        const words = [...new Set(values.map(String))].sort();
        const place = (d: string | number) => (words.indexOf(String(d)) + 0.5) / words.length;
        return {label, value, place, ticks: words.map((text) => ({text, place: place(text)}))};
      }
      const [least, most] = extent(numbers) as [number, number];
      const bend = least > 0 && most / least >= LOGARITHMIC_FROM ? Math.log : (d: number) => d;
      const place = (d: string | number) => (bend(Number(d)) - bend(least)) / (bend(most) - bend(least) || 1);
      return {
        label,
        value,
        place,
        ticks: spreadTicks([...new Set(numbers)].map((d) => ({text: formatValue({label}, d), place: place(d)})))
      };
    });
}

/** Returns the ticks that stand apart enough to be read, the lowest and the highest always. */
function spreadTicks(ticks: readonly {text: string; place: number}[]): {text: string; place: number}[] {
  const sorted = [...ticks].sort((a, b) => a.place - b.place);
  const last = sorted.at(-1)!;
  const kept: {text: string; place: number}[] = [];
  for (const tick of sorted) {
    const low = (kept.at(-1)?.place ?? -1) + APART;
    if (tick === last || (low <= tick.place && tick.place + APART <= last.place)) kept.push(tick);
  }
  return kept;
}

/** States which run is best, as a title. */
export function hyperparameterFinding(runs: readonly ComparableRun[]): string {
  const comparable = comparableRuns(runs);
  const best = comparable.at(-1);
  if (!best) return "No hyperparameters to compare";
  const accuracy = formatPercent(best.evaluation.accuracy, best.evaluation.n);
  if (comparable.length === 1) return `${best.name}: ${accuracy}`;
  return `Best of ${comparable.length} runs: ${best.name}, ${accuracy}. How their settings differ`;
}

/** In CSS pixels: what an axis takes at least. Where there is less, the chart scrolls. */
const AXIS_WIDTH = 100;

/** Returns a line for each run across parallel axes, a hyperparameter each, to its accuracy; *chosen* runs stand out. */
export function hyperparameterChart(
  runs: readonly ComparableRun[],
  {width = 640, styleOf, chosen = []}: {width?: number; styleOf: (run: string) => RunStyle; chosen?: readonly string[]}
): Element {
  const axes = parallelAxes(runs);
  const columns = hyperparameterColumns(runs);
  const points = runs.flatMap((run) =>
    axes.flatMap(({label, value, place}) => {
      const own = value(run);
      return own === undefined ? [] : [{run: run.name, axis: label, place: place(own), tip: describe(run, columns)}];
    })
  );
  const stands = ({run}: {run: string}) => !chosen.length || chosen.includes(run);
  const line = {x: "axis", y: "place", z: "run", curve: "bump-x", strokeWidth: 2} as const;
  const chart = Plot.plot({
    width: Math.max(width, AXIS_WIDTH * axes.length),
    height: 300,
    marginLeft: 40,
    marginRight: 56,
    marginTop: 30,
    marginBottom: 16,
    className: "plot",
    x: {
      type: "point",
      domain: axes.map(({label}) => label),
      axis: "top",
      label: null,
      tickSize: 0
    },
    y: {domain: [-0.04, 1.04], axis: null},
    marks: [
      Plot.ruleX(axes, {x: "label", stroke: "var(--line)"}),
      Plot.line(
        points.filter((d) => !stands(d)),
        {...line, stroke: "var(--faint)", strokeWidth: 1}
      ),
      Plot.line(points.filter(stands), {...line, stroke: (d: {run: string}) => styleOf(d.run).color}),
      Plot.dot(points.filter(stands), {
        x: "axis",
        y: "place",
        fill: (d: {run: string}) => styleOf(d.run).color,
        r: 3.5
      }),
      Plot.text(
        axes.flatMap(({label, ticks}) => ticks.map((tick) => ({axis: label, ...tick}))),
        {
          x: "axis",
          y: "place",
          text: "text",
          dx: 7,
          textAnchor: "start",
          fill: "var(--ink)",
          stroke: "var(--sheet)",
          strokeWidth: 4
        }
      ),
      Plot.tip(points, Plot.pointer({x: "axis", y: "place", title: "tip"}))
    ]
  });
  const label = "Hyperparameters and accuracy of each run, on parallel axes";
  return html`<div class="chart-scroll" role="region" tabindex="0" aria-label=${label}>${asImage(chart, label)}</div>`;
}

/** Returns all that a line says, a line of text each. */
function describe(run: ComparableRun, columns: readonly Column<ComparableRun>[]): string {
  return columns.map((column) => `${column.label}: ${formatValue(column, column.value(run))}`).join("\n");
}

/** Returns a value of a column as a word; a dash for nothing. */
function formatValue({label}: {label: string}, value: CellValue): string {
  if (typeof value !== "number") return value ?? "–";
  if (label === ACCURACY.label) return formatPercent(value, 10_000);
  return value < 1 ? String(value) : formatCount(value);
}
