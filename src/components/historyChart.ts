import * as Plot from "@observablehq/plot";
import {asImage} from "./asImage.js";
import {findBestEpoch, type EpochRecord} from "../stats/history.js";

/** What each chart shows of an epoch: which columns, in which unit, with how many decimals. */
const METRICS = {
  loss: {
    training: "loss",
    validation: "val_loss",
    label: "Loss (cross-entropy, nats)",
    scale: 1,
    decimals: 3,
    suffix: ""
  },
  accuracy: {
    training: "accuracy",
    validation: "val_accuracy",
    label: "Accuracy (%)",
    scale: 100,
    decimals: 2,
    suffix: " %"
  }
} as const;

/**
 * Returns a chart of a run's *history*: training and validation on one axis, by epoch (from 1), with the best epoch
 * (the lowest validation loss) marked. Lines carry their names; hovering says the exact values.
 */
export function historyChart(
  history: readonly EpochRecord[],
  {metric, width = 640, height = 300}: {metric: keyof typeof METRICS; width?: number; height?: number}
): Element {
  const {training, validation, label, scale, decimals, suffix} = METRICS[metric];
  const rows = history.flatMap((record) =>
    [
      {set: "training", epoch: record.epoch + 1, value: scale * record[training]},
      {set: "validation", epoch: record.epoch + 1, value: scale * record[validation]}
    ].filter(({value}) => Number.isFinite(value))
  );
  const last = rows.filter(({epoch}) => epoch === history.length);
  const best = findBestEpoch(history);
  const color = (row: {set: string}) => (row.set === "training" ? "var(--muted)" : "var(--accent)");
  const chart = Plot.plot({
    width,
    height,
    marginRight: 76,
    marginLeft: 48,
    className: "plot",
    x: {label: "Epoch", tickFormat: "d", ticks: Math.min(history.length, 10), domain: [1, Math.max(2, history.length)]},
    y: {label, grid: true, nice: true, ...(metric === "loss" && {zero: true})},
    marks: [
      best && Plot.ruleX([best.epoch + 1], {stroke: "var(--faint)", strokeDasharray: "3,3"}),
      best &&
        Plot.text([best.epoch + 1], {
          x: (d) => d,
          frameAnchor: metric === "loss" ? "top" : "bottom",
          dy: metric === "loss" ? 0 : -6,
          text: () => "best epoch",
          dx: 4,
          textAnchor: "start",
          fill: "var(--muted)"
        }),
      Plot.lineY(rows, {x: "epoch", y: "value", z: "set", stroke: color, strokeWidth: 2}),
      Plot.dot(rows, {
        x: "epoch",
        y: "value",
        fill: color,
        r: 2.5,
        symbol: (row: {set: string}) => (row.set === "training" ? "circle" : "square")
      }),
      Plot.text(spread(last, height), {
        x: "epoch",
        y: "value",
        text: "set",
        dx: 8,
        dy: 0,
        textAnchor: "start",
        fill: color
      }),
      Plot.tip(
        rows,
        Plot.pointer({
          x: "epoch",
          y: "value",
          title: (row: {set: string; epoch: number; value: number}) =>
            `${row.set}, epoch ${row.epoch}\n${row.value.toFixed(decimals)}${suffix}`
        })
      )
    ]
  });
  return asImage(chart, `${label} by epoch, training and validation`);
}

/** Returns the lines' ends moved apart where their names would lie on each other. */
function spread<Row extends {value: number}>(ends: readonly Row[], height: number): Row[] {
  const [a, b] = [...ends].sort((p, q) => p.value - q.value);
  if (!a || !b) return [...ends];
  const range = Math.max(b.value, 1e-9);
  const gap = (16 / height) * range;
  const missing = gap - (b.value - a.value);
  return missing > 0 && range < 2
    ? [
        {...a, value: a.value - missing / 2},
        {...b, value: b.value + missing / 2}
      ]
    : [a, b];
}
