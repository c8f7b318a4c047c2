import {deviation, mean} from "d3-array";
import type {EpochRecord} from "../run/history.js";

/** The parts of a `run.json` that describe the training. */
export interface TrainedRun {
  readonly about: {
    readonly model: string;
    readonly seed?: number | undefined;
    readonly hyperparameters?: Readonly<Record<string, unknown>> | undefined;
    readonly dataset?:
      | {
          readonly sha256?: string | undefined;
          readonly train?: number | undefined;
          readonly validation?: number | undefined;
          readonly test?: number | undefined;
        }
      | undefined;
  };
}

/**
 * Groups the runs that differ only in their seed: same model, hyperparameters, dataset (by SHA-256) and number of its
 * images. Groups are in the order of their first runs; within a group, seeds ascend. A run with any of these unknown is
 * a group by itself. Of runs with the same seed, which repeat each other, a group keeps only the first.
 */
export function groupSeeds<T extends TrainedRun>(runs: readonly T[]): T[][] {
  const groups = new Map<unknown, T[]>();
  for (const run of runs) {
    const key = keyOf(run) ?? run;
    const group = groups.get(key) ?? [];
    if (!group.some(({about}) => about.seed === run.about.seed)) group.push(run);
    groups.set(key, group);
  }
  return [...groups.values()].map((group) => group.sort((a, b) => (a.about.seed ?? 0) - (b.about.seed ?? 0)));
}

function keyOf({about: {model, seed, hyperparameters, dataset}}: TrainedRun): string | undefined {
  if (seed === undefined || !hyperparameters || !dataset?.sha256) return undefined;
  const {sha256, train, validation, test} = dataset;
  return JSON.stringify({model, hyperparameters, sha256, train, validation, test}, sortKeys);
}

/** Sorts the keys of objects to make their order irrelevant. */
function sortKeys(_: string, value: unknown): unknown {
  const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
  return isRecord ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
}

/** The mean of *n* values and their sample standard deviation (n − 1); undefined for too few. */
export interface Spread {
  readonly n: number;
  readonly mean: number | undefined;
  readonly deviation: number | undefined;
}

/** Returns the spread of *values*, ignoring NaN. */
export function spreadOf(values: readonly number[]): Spread {
  const known = values.filter((value) => !Number.isNaN(value));
  return {n: known.length, mean: mean(known), deviation: deviation(known)};
}

/** Returns the spread of a *metric* at each epoch that all *histories* share, by epoch: a band for a chart. */
export function epochSpreads(
  histories: readonly (readonly EpochRecord[])[],
  metric: Exclude<keyof EpochRecord, "epoch">
): (Spread & {readonly epoch: number})[] {
  const byEpoch = histories.map((history) => new Map(history.map((record) => [record.epoch, record])));
  return [...(byEpoch[0]?.keys() ?? [])]
    .filter((epoch) => byEpoch.every((records) => records.has(epoch)))
    .sort((a, b) => a - b)
    .map((epoch) => ({epoch, ...spreadOf(byEpoch.map((records) => records.get(epoch)![metric]))}));
}
