import {group} from "d3-array";
import {findBestEpoch} from "../../run/history.js";
import {epochSpreads, groupSeeds} from "../../stats/seeds.js";
import {smoothValues} from "../../stats/smoothing.js";
import {curveRows, METRICS, type CurveRow, type Metric} from "./curveRows.js";
import type {TrainedRun} from "./trainedRun.js";

/** What a chart of curves draws, in the units of its axes; epochs count from 1. */
export interface CurveLines {
  /** The first and last epoch shown. */
  readonly domain: readonly [number, number];
  /** The values as they were recorded, a line for each run and set of images. */
  readonly raw: readonly (readonly CurveRow[])[];
  /** The same lines, smoothed. */
  readonly smooth: readonly (readonly CurveRow[])[];
  /** The epoch with the lowest validation loss of each run, where it is shown. */
  readonly best: readonly {readonly run: string; readonly epoch: number; readonly value: number}[];
  /** Mean ± one standard deviation by epoch, of the runs that differ from *run* only in their seed. */
  readonly bands: readonly {readonly run: string; readonly spread: readonly BandRow[]}[];
}

/** A band at an epoch. */
export interface BandRow {
  readonly epoch: number;
  readonly low: number;
  readonly high: number;
}

/** Returns the lines of a *metric*, with values smoothed by *smoothing* in [0, 1), in the epochs of *range*, by default all. */
export function curveLines(
  runs: readonly TrainedRun[],
  metric: Metric,
  {smoothing, range}: {readonly smoothing: number; readonly range?: readonly [number, number] | undefined}
): CurveLines {
  const {validation, scale} = METRICS[metric];
  const rows = curveRows(runs, metric);
  const domain = range ?? ([1, Math.max(1, ...rows.map(({epoch}) => epoch))] as const);
  const isShown = ({epoch}: {readonly epoch: number}) => domain[0] <= epoch && epoch <= domain[1];
  const whole = [...group(rows, ({run, set}) => `${set} ${run}`).values()];
  const shown = (lines: readonly (readonly CurveRow[])[]) =>
    lines.map((line) => line.filter(isShown)).filter((line) => line.length);
  const best = runs.flatMap(({name: run, history}) => {
    const record = findBestEpoch(history);
    const point = record && {run, epoch: record.epoch + 1, value: scale * record[validation]};
    return point && Number.isFinite(point.value) && isShown(point) ? [point] : [];
  });
  return {
    domain,
    raw: shown(whole),
    smooth: shown(whole.map((line) => smoothLine(line, smoothing))),
    best: metric === "learning_rate" ? [] : best,
    bands: metric === "learning_rate" ? [] : bandsOf(runs, metric, isShown)
  };
}

/** Returns the validation value of each smoothed line at an *epoch*; runs that have none there are left out. */
export function valuesAt({smooth}: Pick<CurveLines, "smooth">, epoch: number): CurveRow[] {
  return smooth.flatMap((line) => line.filter((row) => row.set === "validation" && row.epoch === epoch));
}

/**
 * Returns the range of values that a chart of accuracies shows: all values of the validation lines, in full, and of the
 * training lines what is above their lowest. A network's first epochs would otherwise press all else together.
 */
export function valueRange(lines: readonly (readonly CurveRow[])[]): readonly [number, number] | undefined {
  const rows = lines.flat();
  const validated = rows.filter(({set}) => set === "validation");
  const low = Math.min(...(validated.length ? validated : rows).map(({value}) => value));
  const high = Math.max(...rows.map(({value}) => value));
  return rows.length && low < high ? [low, high] : undefined;
}

/** The most labels that fit along an axis of values. */
const MAX_TICKS = 8;

/** Returns 1 and 3 times the powers of ten between the least and the greatest of *values*, or the powers alone. */
export function logTicks(values: readonly number[]): number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (!(low > 0) || !Number.isFinite(high)) return [];
  const first = Math.floor(Math.log10(low));
  const powers = Array.from({length: Math.ceil(Math.log10(high)) - first + 1}, (_, i) => i + first);
  // Written as decimals, and read again: 3 * 10 ** −3 would not be 0.003.
  const ticks = (digits: readonly number[]) =>
    powers.flatMap((power) => digits.map((digit) => Number(`${digit}e${power}`))).filter((d) => low <= d && d <= high);
  const fine = ticks([1, 3]);
  return fine.length > MAX_TICKS ? ticks([1]) : fine;
}

function smoothLine(line: readonly CurveRow[], smoothing: number): CurveRow[] {
  const values = smoothValues(
    line.map(({value}) => value),
    smoothing
  );
  return line.map((row, i) => ({...row, value: values[i]!}));
}

function bandsOf(
  runs: readonly TrainedRun[],
  metric: Metric,
  isShown: (row: {readonly epoch: number}) => boolean
): CurveLines["bands"] {
  const {validation, scale} = METRICS[metric];
  return groupSeeds(runs)
    .filter((seeds) => seeds.length > 1)
    .map((seeds) => {
      const histories = seeds.map(({history}) => history);
      const spread = epochSpreads(histories, validation).flatMap(({epoch, mean, deviation}) =>
        mean === undefined || deviation === undefined
          ? []
          : [{epoch: epoch + 1, low: scale * (mean - deviation), high: scale * (mean + deviation)}]
      );
      return {run: seeds[0]!.name, spread: spread.filter(isShown)};
    });
}
