import type {EpochRecord} from "../../run/history.js";
import type {Column} from "../tables/tableRows.js";
import type {TrainedRun} from "./trainedRun.js";

/** The figure of each epoch that a chart shows. */
export type Metric = "loss" | "accuracy" | "learning_rate";

type Key = Exclude<keyof EpochRecord, "epoch" | "seconds">;

/** How a chart shows a metric: *training* and *validation* are the fields of its two lines. */
interface MetricStyle {
  readonly label: string;
  readonly scale: number;
  readonly training?: Key;
  readonly validation: Key;
  readonly decimals: number;
}

export const METRICS: Readonly<Record<Metric, MetricStyle>> = {
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
