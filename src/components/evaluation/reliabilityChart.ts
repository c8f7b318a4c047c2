import * as Plot from "@observablehq/plot";
import type {ReliabilityBin} from "../../stats/reliability.js";
import {asImage} from "../charts/asImage.js";
import {formatCount, formatInterval, formatPercent} from "../page/format.js";
import type {Column} from "../tables/tableRows.js";

type FilledBin = ReliabilityBin & {readonly confidence: number; readonly accuracy: number};

/** Returns the bins that have answers. */
export function filledBins(bins: readonly ReliabilityBin[]): FilledBin[] {
  return bins.filter(
    (bin): bin is FilledBin => bin.n > 0 && bin.confidence !== undefined && bin.accuracy !== undefined
  );
}

/** An answer this sure stands for calibration in a title; its bin may be off by no more than the second share. */
const [EXAMPLE, NEAR] = [0.9, 0.05];

/** Returns what the bins say, as a title: in how many confidence and accuracy differ by more than chance. */
export function reliabilityFinding(bins: readonly ReliabilityBin[]): string {
  const filled = filledBins(bins);
  const off = filled.filter(({confidence, interval: [low, high]}) => confidence < low || confidence > high);
  if (!filled.length) return "No confidences to calibrate";
  if (!off.length) {
    const example = filled.find(({low, high}) => low < EXAMPLE && EXAMPLE <= high);
    return example && Math.abs(example.accuracy - EXAMPLE) <= NEAR
      ? "Well calibrated: 90 % sure means about 90 % correct"
      : "Well calibrated: no confidence bin is off by more than chance";
  }
  const over = off.filter(({confidence, accuracy}) => confidence > accuracy).length;
  const how = over === off.length ? "Overconfident" : over ? "Miscalibrated" : "Underconfident";
  return `${how} in ${off.length} of ${filled.length} confidence ${filled.length === 1 ? "bin" : "bins"}`;
}

/** The columns of the bins as a table. */
export const binColumns: readonly Column<FilledBin>[] = [
  {label: "Confidence from", value: ({low}) => low, show: ({low}) => formatPercent(low)},
  {label: "To", value: ({high}) => high, show: ({high}) => formatPercent(high)},
  {label: "Answers", value: ({n}) => n, show: ({n}) => formatCount(n)},
  {label: "Mean confidence", value: ({confidence}) => confidence, show: ({confidence}) => formatPercent(confidence)},
  {label: "Accuracy", value: ({accuracy}) => accuracy, show: ({accuracy, n}) => formatPercent(accuracy, n)},
  {
    label: "95 % interval",
    value: ({interval}) => interval[0],
    show: ({interval}) => formatInterval(interval),
    download: [
      {label: "95 % interval, from", value: ({interval}) => interval[0]},
      {label: "95 % interval, to", value: ({interval}) => interval[1]}
    ]
  }
];

/**
 * Returns a reliability diagram: for answers of similar confidence, the share that is correct, with its 95 % interval; a
 * larger dot for more of them. On the diagonal, confidence equals accuracy.
 */
export function reliabilityChart(bins: readonly ReliabilityBin[], {width = 480}: {width?: number} = {}): Element {
  const filled = filledBins(bins);
  const chart = Plot.plot({
    width,
    height: Math.min(width, 360),
    marginLeft: 48,
    marginBottom: 40,
    className: "plot",
    x: {label: "Confidence (%)", domain: [0, 100], percent: true},
    y: {label: "Accuracy (%)", domain: [0, 100], percent: true, grid: true},
    r: {range: [2, 9], type: "sqrt"},
    marks: [
      Plot.line(
        [
          [0, 0],
          [1, 1]
        ],
        {stroke: "var(--faint)", strokeDasharray: "4 4"}
      ),
      Plot.ruleX(filled, {
        x: "confidence",
        y1: (d: FilledBin) => d.interval[0],
        y2: (d: FilledBin) => d.interval[1],
        stroke: "var(--accent)",
        strokeWidth: 1.5
      }),
      Plot.dot(filled, {x: "confidence", y: "accuracy", r: "n", fill: "var(--accent)"}),
      Plot.tip(
        filled,
        Plot.pointer({
          x: "confidence",
          y: "accuracy",
          title: (d: FilledBin) =>
            `${formatCount(d.n)} answers, mean confidence ${formatPercent(d.confidence)}\n${formatPercent(d.accuracy, d.n)} correct (${formatInterval(d.interval)})`
        })
      )
    ]
  });
  return asImage(chart, "Accuracy by confidence");
}
