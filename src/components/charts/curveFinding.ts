import {least} from "d3-array";
import {METRICS, type Metric} from "./curveRows.js";
import type {TrainedRun} from "./trainedRun.js";

/** States the finding of the curves as a title: the lowest validation loss, or the best validation accuracy, and whose it is. */
export function curveFinding(runs: readonly TrainedRun[], metric: Metric): string {
  if (metric === "learning_rate") return "Learning rate";
  const isLoss = metric === "loss";
  const {validation} = METRICS[metric];
  const known = runs.flatMap(({name, history}) =>
    history.map((record) => ({name, epoch: record.epoch + 1, value: record[validation]}))
  );
  const best = least(
    known.filter(({value}) => Number.isFinite(value)),
    ({value}) => (isLoss ? value : -value)
  );
  if (!best) return isLoss ? "Loss" : "Accuracy";
  const figure = isLoss ? best.value.toFixed(4) : `${(100 * best.value).toFixed(2)} %`;
  const isAlone = new Set(known.map(({name}) => name)).size === 1;
  if (isAlone && known.length === 1) return `Validation ${metric} after one epoch: ${figure}`;
  const whose = isAlone ? "" : `${best.name}, `;
  return isLoss
    ? `Lowest validation loss: ${whose}${figure} at epoch ${best.epoch}`
    : `Best validation accuracy: ${whose}${figure}`;
}

/** The rates that a run's optimizer was given, without repetitions. */
function ratesOf({history}: TrainedRun): number[] {
  return [...new Set(history.map((record) => record.learning_rate).filter(Number.isFinite))];
}

/** Returns whether any run's learning rate changes from epoch to epoch. */
export function hasChangingRate(runs: readonly TrainedRun[]): boolean {
  return runs.some((run) => ratesOf(run).length > 1);
}

/** The most runs whose names fit into a sentence. */
const MAX_NAMED = 5;

/**
 * Says at which rate runs learned whose rates do not change: "Learning rate: 0.001 in every epoch."; undefined if no rate is
 * known.
 */
export function constantRateWords(runs: readonly TrainedRun[]): string | undefined {
  const known = runs.flatMap((run) => ratesOf(run).map((rate) => ({run: run.name, rate})));
  const rates = [...new Set(known.map(({rate}) => rate))].sort((a, b) => a - b);
  if (!rates.length) return undefined;
  if (rates.length === 1) return `Learning rate: ${rates[0]} in every epoch.`;
  if (known.length > MAX_NAMED)
    return `Learning rate: the same in every epoch of a run, from ${rates[0]} to ${rates.at(-1)}.`;
  return `Learning rate, the same in every epoch: ${known.map(({run, rate}) => `${run} ${rate}`).join(", ")}.`;
}
